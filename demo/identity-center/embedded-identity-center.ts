import type { IncomingMessage, ServerResponse } from 'node:http';
import { startLoopbackServer, type Tls } from '../loopback-server.ts';
import type { EmbeddedSts } from '../sts/embedded-sts.ts';
import { readRequest } from '../sts/incoming-request.ts';
import { accountsOf, type Assignment, type PortalAccount } from './assignments.ts';
import { type DeviceGrants, createDeviceGrants, type Tokens } from './device-grants.ts';
import { devicePage } from './device-page.ts';
import { type AccountRefusal, portalServices } from './portal.ts';
import { Refused } from './refused.ts';
import { createBucket, type RequestRate } from './throttle.ts';

export interface EmbeddedIdentityCenterOptions {
  readonly sts: Pick<EmbeddedSts, 'issueRoleSession'>;
  /** The value of `sso_start_url`. */
  readonly startUrl: string;
  /** The permission sets that the user has. */
  readonly roles: readonly Assignment[];
  /** The accounts with their names. Default: the accounts of `roles`, with their IDs as names. */
  readonly accounts?: readonly PortalAccount[];
  /** How many requests the portal accepts. Default: no limit. */
  readonly rate?: RequestRate;
  /** Epoch ms. */
  readonly now?: () => number;
  /** Lifetime of a token. Default: 8 hours. */
  readonly tokenSeconds?: number;
  /**
   * How long a sign-in lasts, including all refreshes of its token. Default: until `endSessions`.
   */
  readonly signInSeconds?: number;
  /** The address reported as the verification page. Default: this server. */
  readonly page?: string;
  /** PEM. */
  readonly tls?: Tls;
  /** The seconds between two polls of the device. Default: 1. */
  readonly intervalSeconds?: number;
}

export interface EmbeddedIdentityCenter {
  /** The value for `AWS_ENDPOINT_URL_SSO` and `AWS_ENDPOINT_URL_SSO_OIDC`. */
  readonly url: string;
  /** The requests so far, in order, such as `POST /token`. */
  calls(): readonly string[];
  /**
   * Answers for the user whose page shows this code. Returns false if no device waits with this
   * code.
   */
  answer(userCode: string, allow: boolean): boolean;
  /** User codes without an answer. */
  waiting(): readonly string[];
  /** Signs the user in at once, without the device flow. */
  signIn(): Tokens;
  /** Everything issued that must stay secret. */
  secrets(): readonly string[];
  /** Replaces the user's permission sets and accounts. */
  assign(roles: readonly Assignment[], accounts?: readonly PortalAccount[]): void;
  /** Refuses requests about this account; null accepts them again. */
  refuseAccount(accountId: string, refusal: AccountRefusal | null): void;
  /** Changes how many requests the portal accepts; null means all. */
  limit(rate: RequestRate | null): void;
  /** Ends all tokens. They cannot be refreshed. */
  endSessions(): void;
  /** Answers every API request with this HTTP status; null ends this. */
  fail(status: number | null): void;
  close(): Promise<void>;
}

interface ServiceRequest {
  readonly body: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
  readonly token: string;
}

/**
 * Starts an IAM Identity Center on 127.0.0.1 for the demos and for tests. It has the device flow
 * with its page, token refresh, and the portal (AWS IAM Identity Center OIDC and Portal API
 * References).
 */
export async function startEmbeddedIdentityCenter(
  options: EmbeddedIdentityCenterOptions,
): Promise<EmbeddedIdentityCenter> {
  const { sts, startUrl, intervalSeconds = 1, now = Date.now } = options;
  const { tokenSeconds = 8 * 3600, signInSeconds = Infinity } = options;
  const grants: DeviceGrants = createDeviceGrants({ tokenSeconds, signInSeconds }, now);
  const calls: string[] = [];
  let failing: number | null = null;
  let assigned = { roles: options.roles, accounts: accountsOf(options.roles, options.accounts) };
  let throttle = throttleAt(options.rate ?? null, now);
  const refusedAccounts = new Map<string, AccountRefusal>();
  const portal = portalServices({
    sts,
    isValid: (token) => grants.isValid(token),
    endToken: (token) => grants.end(token),
    assigned: () => assigned,
    refusedAccounts,
  });

  const services: Readonly<Record<string, (request: ServiceRequest) => unknown>> = {
    'POST /client/register': () => ({
      ...grants.register(),
      clientIdIssuedAt: Math.floor(now() / 1000),
    }),
    'POST /device_authorization': ({ body }) => {
      if (!grants.isClient(body['clientId'], body['clientSecret']))
        throw new Refused('InvalidClientException', 401, 'The client is not known');
      if (body['startUrl'] !== startUrl)
        throw new Refused('InvalidRequestException', 400, 'The start URL is not known');
      const { deviceCode, userCode } = grants.begin();
      const verificationUri = options.page ?? `${origin}/device`;
      const verificationUriComplete = `${verificationUri}?user_code=${userCode}`;
      return {
        deviceCode,
        userCode,
        verificationUri,
        verificationUriComplete,
        expiresIn: 600,
        interval: intervalSeconds,
      };
    },
    'POST /token': ({ body }) => {
      if (!grants.isClient(body['clientId'], body['clientSecret']))
        throw new Refused('InvalidClientException', 401, 'The client is not known');
      const token =
        body['grantType'] === 'refresh_token'
          ? grants.refresh(body['refreshToken'])
          : grants.redeem(body['deviceCode']);
      if (typeof token === 'string') throw new Refused(token, 400, token);
      return { ...token, tokenType: 'Bearer' };
    },
  };

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request === null) {
      response.writeHead(413).end();
      return;
    }
    const { method, path, query, headers } = request;
    const requestLine = `${method} ${path}`;
    calls.push(requestLine);
    if (path === '/device') {
      answerPage(method, query, new URLSearchParams(request.body.toString('utf8')), response);
      return;
    }
    try {
      if (failing !== null) throw new Refused('InternalServerException', failing, 'Try again');
      if (Object.hasOwn(portal, requestLine)) throttle();
      const serve = services[requestLine] ?? portal[requestLine];
      if (serve === undefined)
        throw new Refused('UnknownOperationException', 404, 'There is no such operation');
      const token = headers.get('x-amz-sso_bearer_token') ?? '';
      answerJson(response, 200, {}, serve({ body: jsonIn(request.body), query, token }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { type, status, message, retryAfterSeconds } = error;
      const body = { error: type, error_description: message, message };
      const headers = {
        'x-amzn-errortype': type,
        ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
      };
      answerJson(response, status, headers, body);
    }
  }

  function answerPage(
    method: string,
    query: URLSearchParams,
    form: URLSearchParams,
    response: ServerResponse,
  ): void {
    const code = (method === 'POST' ? form : query).get('user_code') ?? '';
    const answered = method === 'POST' && grants.answer(code, form.get('answer') === 'allow');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    });
    response.end(
      devicePage(
        code,
        answered ? 'answered' : grants.waiting().includes(code) ? 'waiting' : 'unknown',
      ),
    );
  }

  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    handle(incoming, response).catch((error: unknown) => {
      incoming.socket.destroy();
      if (loopback.server.listening) throw error;
    });
  };
  const loopback = await startLoopbackServer(listener, options);
  const { origin } = loopback;

  return {
    url: origin,
    calls: () => calls,
    answer: (userCode, allow) => grants.answer(userCode, allow),
    waiting: () => grants.waiting(),
    signIn: () => grants.issue(),
    secrets: () => grants.secrets(),
    assign(roles, accounts) {
      assigned = { roles, accounts: accountsOf(roles, accounts) };
    },
    refuseAccount(accountId, refusal) {
      if (refusal === null) refusedAccounts.delete(accountId);
      else refusedAccounts.set(accountId, refusal);
    },
    limit(rate) {
      throttle = throttleAt(rate, now);
    },
    endSessions: () => grants.endAll(),
    fail: (status) => {
      failing = status;
    },
    close: () => loopback.close(),
  };
}

function answerJson(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: unknown,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function jsonIn(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const json: unknown = JSON.parse(body.toString('utf8'));
  return typeof json === 'object' && json !== null ? { ...json } : {};
}

/** Returns a function that throws `TooManyRequestsException` above this rate. */
function throttleAt(rate: RequestRate | null, now: () => number): () => void {
  if (rate === null) return () => undefined;
  const take = createBucket(rate, now);
  return () => {
    if (take()) return;
    const wait = rate.retryAfterSeconds ?? null;
    throw new Refused('TooManyRequestsException', 429, 'HTTP 429 Unknown Code', wait);
  };
}
