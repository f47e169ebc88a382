import type { IncomingMessage, ServerResponse } from 'node:http';
import { startLoopbackServer, type Tls } from '../loopback-server.ts';
import type { EmbeddedSts } from '../sts/embedded-sts.ts';
import { readRequest } from '../sts/incoming-request.ts';
import { type DeviceGrants, createDeviceGrants } from './device-grants.ts';
import { devicePage } from './device-page.ts';

export interface EmbeddedIdentityCenterOptions {
  readonly sts: Pick<EmbeddedSts, 'issueRoleSession'>;
  /** The value of `sso_start_url`. */
  readonly startUrl: string;
  /** The role ARN behind each account and permission set. */
  readonly roles: readonly {
    readonly accountId: string;
    readonly roleName: string;
    readonly roleArn: string;
  }[];
  /** Lifetime of a token. Default: 8 hours. */
  readonly tokenSeconds?: number;
  /** The address reported as the verification page. Default: this server. */
  readonly page?: string;
  /** PEM. */
  readonly tls?: Tls;
  /** How often the device may poll. Default: every second. */
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
  /** Everything issued that must stay secret. */
  secrets(): readonly string[];
  /** Ends all tokens; they cannot be refreshed. */
  endSessions(): void;
  /** Answers every request with this status until it is set to null. */
  fail(status: number | null): void;
  close(): Promise<void>;
}

interface Asked {
  readonly body: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
  readonly token: string;
}

/**
 * An error of the AWS REST-JSON protocol: the exception's name is in a header, OAuth's error code
 * (RFC 6749, 5.2) in the body.
 */
class Refused extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, status: number, description: string) {
    super(description);
    this.type = type;
    this.status = status;
  }
}

/**
 * An IAM Identity Center on 127.0.0.1 for the panel's samples and for tests: the OIDC service's
 * device flow with its page, token refresh, and the portal's GetRoleCredentials. Source: AWS IAM
 * Identity Center OIDC and Portal API References.
 */
export async function startEmbeddedIdentityCenter(
  options: EmbeddedIdentityCenterOptions,
): Promise<EmbeddedIdentityCenter> {
  const { sts, startUrl, roles, tokenSeconds = 8 * 3600, intervalSeconds = 1 } = options;
  const grants: DeviceGrants = createDeviceGrants(tokenSeconds);
  const calls: string[] = [];
  let failing: number | null = null;

  const services: Readonly<Record<string, (asked: Asked) => unknown>> = {
    'POST /client/register': () => ({ ...grants.register(), clientIdIssuedAt: nowSeconds() }),
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
      return { ...token, tokenType: 'Bearer', expiresIn: tokenSeconds };
    },
    'GET /federation/credentials': ({ query, token }) => {
      if (!grants.isGood(token))
        throw new Refused('UnauthorizedException', 401, 'Session token not found or invalid');
      const [accountId, roleName] = [query.get('account_id'), query.get('role_name')];
      const role = roles.find((each) => each.accountId === accountId && each.roleName === roleName);
      if (role === undefined) throw new Refused('ForbiddenException', 403, 'No access');
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = sts.issueRoleSession(
        role.roleArn,
        'alice',
        3600,
      );
      return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
    },
  };

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request === null) {
      response.writeHead(413).end();
      return;
    }
    const { method, path, query, headers } = request;
    const named = `${method} ${path}`;
    calls.push(named);
    if (path === '/device') {
      answerPage(method, query, new URLSearchParams(request.body.toString('utf8')), response);
      return;
    }
    const serve = services[named];
    try {
      if (failing !== null) throw new Refused('InternalServerException', failing, 'Try again');
      if (serve === undefined)
        throw new Refused('UnknownOperationException', 404, 'There is no such operation');
      const token = headers.get('x-amz-sso_bearer_token') ?? '';
      answerJson(response, 200, {}, serve({ body: jsonIn(request.body), query, token }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { type, status, message } = error;
      const body = { error: type, error_description: message, message };
      answerJson(response, status, { 'x-amzn-errortype': type }, body);
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
    secrets: () => grants.secrets(),
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

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
