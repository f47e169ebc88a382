import { randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface FederationSession {
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly sessionToken: string;
}

export interface FederationEndpoint {
  readonly port: number;
  /** The sessions for which a sign-in token was requested. */
  readonly sessions: readonly FederationSession[];
  /** The sign-in tokens that the endpoint issued. */
  readonly tokens: readonly string[];
}

/**
 * Starts a stand-in for AWS's federation endpoint (IAM user guide, "Enable custom identity broker
 * access to the AWS console"). It refuses a SessionDuration, as AWS does for chained roles.
 */
export async function startFederationEndpoint(tls: {
  readonly key: string;
  readonly cert: string;
}): Promise<FederationEndpoint> {
  const sessions: FederationSession[] = [];
  const tokens: string[] = [];
  const server = createServer(tls, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://signin');
    const session = JSON.parse(searchParams.get('Session') ?? '{}') as Partial<FederationSession>;
    const { sessionId = '', sessionKey = '', sessionToken = '' } = session;
    const isValid =
      pathname === '/federation' &&
      searchParams.get('Action') === 'getSigninToken' &&
      !searchParams.has('SessionDuration') &&
      [sessionId, sessionKey, sessionToken].every((part) => part !== '');
    if (!isValid) {
      response.writeHead(400).end(`<html>${request.url ?? ''}</html>`);
      return;
    }
    sessions.push({ sessionId, sessionKey, sessionToken });
    const token = `signin-${randomBytes(24).toString('hex')}`;
    tokens.push(token);
    response.end(JSON.stringify({ SigninToken: token }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, sessions, tokens };
}
