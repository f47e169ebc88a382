import type { EmbeddedSts } from '../sts/embedded-sts.ts';
import { type Assignment, type PortalAccount, reservedRoleArn } from './assignments.ts';
import { Refused } from './refused.ts';

export interface PortalRequest {
  readonly query: URLSearchParams;
  /** The header `x-amz-sso_bearer_token`. */
  readonly token: string;
}

export type PortalService = (request: PortalRequest) => unknown;

/** The error that the portal returns for every request about one account. */
export type AccountRefusal =
  'ForbiddenException' | 'ResourceNotFoundException' | 'TooManyRequestsException';

export interface PortalOptions {
  readonly sts: Pick<EmbeddedSts, 'issueRoleSession'>;
  readonly isValid: (token: string) => boolean;
  readonly endToken: (token: string) => void;
  readonly assigned: () => {
    readonly accounts: readonly PortalAccount[];
    readonly roles: readonly Assignment[];
  };
  readonly refusedAccounts: ReadonlyMap<string, AccountRefusal>;
}

/**
 * The portal enforces its documented limit: "ResultSize parameter must be within the valid limits
 * of: 1-100" (botocore's model `sso`, MaxResultType; github.com/synfinatic/aws-sso-cli, pull
 * request 1343).
 */
const PAGE_SIZE = { min: 1, max: 100, default: 50 };
const HOUR_SECONDS = 3600;

const REFUSALS: { readonly [Name in AccountRefusal]: readonly [status: number, message: string] } =
  {
    ForbiddenException: [403, 'No access'],
    ResourceNotFoundException: [404, 'The account was not found'],
    TooManyRequestsException: [429, 'HTTP 429 Unknown Code'],
  };

/**
 * Returns the operations of the portal (AWS IAM Identity Center Portal API Reference), by request
 * line.
 */
export function portalServices(options: PortalOptions): Readonly<Record<string, PortalService>> {
  const { sts, isValid, endToken, assigned, refusedAccounts } = options;

  /** Adds checks to an operation: the token must be valid, and the account must not be refused. */
  const checked =
    (serve: PortalService): PortalService =>
    (request) => {
      if (!isValid(request.token))
        throw new Refused('UnauthorizedException', 401, 'Session token not found or invalid');
      const refusal = refusedAccounts.get(request.query.get('account_id') ?? '');
      if (refusal !== undefined) throw new Refused(refusal, ...REFUSALS[refusal]);
      return serve(request);
    };

  const services: Readonly<Record<string, PortalService>> = {
    'GET /assignment/accounts': ({ query }) => {
      const { items, nextToken } = pageOf(assigned().accounts, query, 'accounts');
      return { accountList: items, nextToken };
    },
    'GET /assignment/roles': ({ query }) => {
      const accountId = query.get('account_id') ?? '';
      const roles = assigned().roles.filter((role) => role.accountId === accountId);
      const isKnown = assigned().accounts.some((account) => account.accountId === accountId);
      if (!isKnown)
        throw new Refused('ResourceNotFoundException', ...REFUSALS.ResourceNotFoundException);
      const { items, nextToken } = pageOf(roles, query, `roles ${accountId}`);
      return { roleList: items.map(({ roleName }) => ({ roleName, accountId })), nextToken };
    },
    'GET /federation/credentials': ({ query }) => {
      const [accountId, roleName] = [query.get('account_id'), query.get('role_name')];
      const role = assigned().roles.find(
        (each) => each.accountId === accountId && each.roleName === roleName,
      );
      if (role === undefined)
        throw new Refused('ForbiddenException', ...REFUSALS.ForbiddenException);
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = sts.issueRoleSession(
        role.roleArn ?? reservedRoleArn(role.accountId, role.roleName),
        'alice',
        role.sessionSeconds ?? HOUR_SECONDS,
      );
      return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
    },
    'POST /logout': ({ token }) => {
      endToken(token);
      return {};
    },
  };
  return Object.fromEntries(
    Object.entries(services).map(([name, serve]) => [name, checked(serve)]),
  );
}

interface Page<T> {
  readonly items: readonly T[];
  /** Null after the last page. */
  readonly nextToken: string | null;
}

/**
 * Returns one page of `all`. Its `nextToken` contains `list`, the name of the list, because such a
 * token is valid for its own list only.
 */
function pageOf<T>(all: readonly T[], query: URLSearchParams, list: string): Page<T> {
  const size = pageSize(query.get('max_result'));
  const start = startIn(query.get('next_token'), list);
  const end = start + size;
  const nextToken = end < all.length ? tokenAt(end, list) : null;
  return { items: all.slice(start, end), nextToken };
}

function pageSize(text: string | null): number {
  if (text === null) return PAGE_SIZE.default;
  const size = Number(text);
  if (!Number.isInteger(size) || size < PAGE_SIZE.min || size > PAGE_SIZE.max) {
    const limits = `${String(PAGE_SIZE.min)}-${String(PAGE_SIZE.max)}`;
    throw invalid(`ResultSize parameter must be within the valid limits of: ${limits}`);
  }
  return size;
}

function tokenAt(index: number, list: string): string {
  return Buffer.from(`${String(index)} ${list}`).toString('base64url');
}

function startIn(text: string | null, list: string): number {
  if (text === null) return 0;
  const [index = '', ...rest] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  if (!/^\d{1,6}$/.test(index) || rest.join(' ') !== list) throw invalid('Invalid next token');
  return Number(index);
}

function invalid(message: string): Refused {
  return new Refused('InvalidRequestException', 400, message);
}
