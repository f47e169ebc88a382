import * as z from 'zod/mini';
import type { SessionCredentials } from '../../core/ports.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { partitionOf } from '../../core/aws-config/partition.ts';
import { systemClock } from '../system-clock.ts';
import { getRequest } from './get-request.ts';
import { withRequestHandler } from './request-handler.ts';
import type { NetworkSettings } from './network-settings.ts';

const answer = z.object({ SigninToken: z.string().check(z.minLength(1)) });

/**
 * Returns a secret address, valid for 15 minutes, that opens the console as a role; `federation`
 * replaces the partition's endpoint. Sends no SessionDuration, which chained roles must not use, so
 * the console session lasts as long as the credentials (IAM user guide, "Enable custom identity
 * broker access to the AWS console").
 */
export async function consoleUrl(
  roleArn: string,
  { accessKeyId, secretAccessKey, sessionToken }: SessionCredentials,
  network: NetworkSettings,
  federation?: string,
): Promise<Result<string>> {
  const partition = partitionOf(roleArn);
  const host = partition?.signInHost ?? '';
  const endpoint = federation ?? `https://${host}/federation`;
  const sessionJson = JSON.stringify({
    sessionId: accessKeyId,
    sessionKey: secretAccessKey,
    sessionToken,
  });
  const request = getRequest(endpoint, {
    query: { Action: 'getSigninToken', Session: sessionJson },
  });
  const intercepted = failed({
    kind: 'network-intercepted',
    reason: 'no sign-in token',
    host,
  } as const);
  try {
    return await withRequestHandler(
      { network, caBundle: null, clock: systemClock },
      async (handler) => {
        try {
          const { response } = await handler.handle(request);
          const { SigninToken } = answer.parse(
            JSON.parse((response.body as Buffer).toString('utf8')),
          );
          const Destination = `https://${partition?.consoleHost ?? ''}/`;
          const login = { Action: 'login', Issuer: 'Rolekeeper', Destination, SigninToken };
          return ok(`${endpoint}?${new URLSearchParams(login).toString()}`);
        } catch {
          const noAnswer = handler.noAnswer();
          return noAnswer === null ? intercepted : failed(noAnswer);
        }
      },
    );
  } catch {
    // The configured certificates cannot be read.
    return intercepted;
  }
}
