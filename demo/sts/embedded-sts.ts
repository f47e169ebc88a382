import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { startLoopbackServer, type Tls } from '../loopback-server.ts';
import type { Principal, RoleAccount, UserAccount } from './accounts.ts';
import { NOTHING_INHERITED, rolePrincipal, userPrincipal } from './accounts.ts';
import type { StsCall } from './call-log.ts';
import { createCallLog } from './call-log.ts';
import { createIssuedSessions, type IssuedSession } from './issued-sessions.ts';
import { createMfaCheck } from './mfa-check.ts';
import { errorXml, responseXml } from './query-protocol.ts';
import type { Refusal, Verdict } from './refusal.ts';
import { knownRefusal, refuse } from './refusal.ts';
import { readRequest } from './incoming-request.ts';
import { sessionParametersIn } from './session-parameters.ts';
import type { SignedRequest, Signer } from './sigv4-check.ts';
import { checkSignature, claimedAccessKeyId } from './sigv4-check.ts';
import type { ActionAnswer } from './sts-actions.ts';
import { callAction } from './sts-actions.ts';
import type { Fault, FaultScope } from './faults.ts';
import {
  CAPTIVE_PORTAL_PAGE,
  createFaults,
  delayAnswer,
  refusalOf,
  resetConnection,
} from './faults.ts';

export interface EmbeddedStsOptions {
  readonly users: readonly UserAccount[];
  readonly roles: readonly RoleAccount[];
  /**
   * The real length of role sessions, even if a request asks for another length within AWS's
   * limits. Default: the requested length.
   */
  readonly sessionSeconds?: number | undefined;
  /** The real length of GetSessionToken's sessions. */
  readonly mfaSessionSeconds?: number | undefined;
  /** Returns epoch ms. The clock offset is added to it. */
  readonly now?: (() => number) | undefined;
  /**
   * How far a signature's date may differ from the server's clock. Default: 5 minutes, which SDKs
   * expect, although the real STS can allow 15.
   */
  readonly clockSkewMinutes?: number | undefined;
  readonly tls?: Tls | undefined;
  /** Default: 0, which means any free port. */
  readonly port?: number | undefined;
}

/** The owner of an access key. */
export interface KnownIdentity {
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
  /** Epoch ms; null for a long-term key. */
  readonly expiration: number | null;
}

export interface EmbeddedSts {
  /** `http://127.0.0.1:PORT`, or https. */
  readonly url: string;
  readonly port: number;
  /** All requests so far, in order of arrival. */
  calls(): readonly StsCall[];
  forgetCalls(): void;
  /** Returns null if the key is unknown. */
  identityFor(accessKeyId: string): KnownIdentity | null;
  /**
   * Starts a fault and returns a function that stops it. If several faults match a call, the newest
   * one applies.
   */
  fail(fault: Fault, scope?: FaultScope): () => void;
  /** Stops all faults, but keeps the clock offset. */
  clearFaults(): void;
  /** The server's clock minus the machine's. */
  setClockOffset(offsetMs: number): void;
  /** Null means that sessions last as long as requested. */
  setSessionSeconds(seconds: number | null): void;
  /** Adds or replaces the role with this ARN. */
  setRole(role: RoleAccount): void;
  removeRole(roleArn: string): void;
  /** Adds or replaces the user with this name, including keys, policies and devices. */
  setUser(user: UserAccount): void;
  removeUser(userName: string): void;
  /** Issues a session without AssumeRole, as Identity Center does. */
  issueRoleSession(roleArn: string, roleSessionName: string, seconds: number): IssuedSession;
  /** Expires every session issued so far. */
  endSessions(): void;
  /** Ends open connections, including unanswered ones. */
  close(): Promise<void>;
}

/**
 * Starts an STS on 127.0.0.1 for the demo and for tests. It has AssumeRole, GetSessionToken and
 * GetCallerIdentity over the AWS query protocol, with AWS's signatures, limits and errors.
 */
export async function startEmbeddedSts(options: EmbeddedStsOptions): Promise<EmbeddedSts> {
  const users = new Map(options.users.map((user) => [user.userName, user]));
  const roles = new Map(options.roles.map((role) => [role.roleArn, role]));
  const issued = createIssuedSessions();
  const mfa = createMfaCheck();
  const faults = createFaults();
  const log = createCallLog();
  const connections = new WeakMap<Socket, number>();
  const closing = new AbortController();
  let connectionCount = 0;
  let clockOffsetMs = 0;
  let sessionSeconds = options.sessionSeconds ?? null;
  const mfaSessionSeconds = options.mfaSessionSeconds ?? null;

  const now = (): number => (options.now ?? Date.now)() + clockOffsetMs;
  const userOfKey = (accessKeyId: string): UserAccount | null =>
    [...users.values()].find((user) => user.accessKeyId === accessKeyId) ?? null;
  const principalOf = (accessKeyId: string): Principal | null => {
    const user = userOfKey(accessKeyId);
    return user === null ? (issued.get(accessKeyId)?.principal ?? null) : userPrincipal(user);
  };

  const authenticate = (request: SignedRequest): Promise<Verdict<Signer>> =>
    checkSignature(
      request,
      (accessKeyId) => {
        const user = userOfKey(accessKeyId);
        if (user === null) return issued.get(accessKeyId);
        return { secretAccessKey: user.secretAccessKey, sessionToken: null, expiration: null };
      },
      now(),
      options.clockSkewMinutes ?? 5,
    );

  const act = (action: string, form: URLSearchParams, signer: Signer): Verdict<ActionAnswer> => {
    const caller = principalOf(signer.accessKeyId);
    if (caller === null) return refuse(knownRefusal('InvalidClientTokenId'));
    return callAction(action, form, {
      caller,
      now: now(),
      user: (userName) => users.get(userName) ?? null,
      role: (roleArn) => roles.get(roleArn) ?? null,
      issued,
      mfa,
      sessionSeconds,
      mfaSessionSeconds,
    });
  };

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    response.setHeader('x-amzn-RequestId', requestId);
    const answer = (status: number, type: string, body: string): void => {
      response.setHeader('Date', new Date(now()).toUTCString());
      response.setHeader('Content-Type', type);
      response.setHeader('Content-Length', Buffer.byteLength(body));
      response.writeHead(status);
      response.end(body);
    };
    const answerRefusal = (refusal: Refusal): void => {
      answer(refusal.status, 'text/xml', errorXml(refusal, requestId));
    };

    const request = await readRequest(incoming);
    if (request === null) {
      answerRefusal({
        code: 'RequestEntityTooLarge',
        message: 'Request entity too large',
        status: 413,
      });
      return;
    }
    const form = new URLSearchParams([
      ...request.query,
      ...new URLSearchParams(request.body.toString('utf8')),
    ]);
    const action = form.get('Action') ?? '';
    const accessKeyId = claimedAccessKeyId(request);
    const record = log.begin({
      at: now(),
      requestId,
      connection: connections.get(incoming.socket) ?? 0,
      action,
      roleArn: form.get('RoleArn'),
      roleSessionName: form.get('RoleSessionName'),
      externalIdGiven: form.has('ExternalId'),
      durationSeconds: form.has('DurationSeconds') ? Number(form.get('DurationSeconds')) : null,
      serialNumber: form.get('SerialNumber'),
      tokenCodeGiven: form.has('TokenCode'),
      ...sessionParametersIn(form),
      accessKeyId,
      callerArn: accessKeyId === null ? null : (principalOf(accessKeyId)?.arn ?? null),
      region: null,
      outcome: { kind: 'pending' },
      issuedAccessKeyId: null,
    });

    const fault = faults.faultFor(action, form.get('RoleArn'));
    switch (fault?.kind) {
      case 'silent':
      case 'reset':
        record({ outcome: { kind: fault.kind } });
        if (fault.kind === 'reset') resetConnection(incoming.socket);
        return;
      case 'not-xml':
        record({ outcome: { kind: 'not-xml' } });
        answer(fault.status ?? 200, 'text/html', CAPTIVE_PORTAL_PAGE);
        return;
      case 'slow':
      case 'held':
        await delayAnswer(fault, closing.signal);
        break;
      default:
        break;
    }

    const signer = await authenticate(request);
    if (signer.ok) record({ region: signer.value.region });
    const verdict =
      fault?.kind === 'error'
        ? refuse(refusalOf(fault))
        : signer.ok
          ? act(action, form, signer.value)
          : signer;
    if (fault?.kind === 'lost-answer') {
      record({ outcome: { kind: 'lost-answer' } });
      resetConnection(incoming.socket);
    } else if (verdict.ok) {
      record({
        outcome: { kind: 'ok' },
        issuedAccessKeyId: verdict.value.issued?.accessKeyId ?? null,
      });
      answer(200, 'text/xml', responseXml(action, verdict.value.result, requestId));
    } else {
      record({
        outcome: { kind: 'error', code: verdict.refusal.code, status: verdict.refusal.status },
      });
      answerRefusal(verdict.refusal);
    }
  }

  const listener: RequestListener = (incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      // An error is expected if the client disconnected or the server is closing. Other errors are
      // thrown again.
      if (incoming.socket.destroyed || closing.signal.aborted) return;
      incoming.socket.destroy();
      throw error;
    });
  };
  const loopback = await startLoopbackServer(listener, options);
  const secured = options.tls === undefined ? 'connection' : 'secureConnection';
  loopback.server.on(secured, (socket: Socket) => {
    connectionCount += 1;
    connections.set(socket, connectionCount);
  });

  return {
    url: loopback.origin,
    port: loopback.port,
    calls: () => log.calls(),
    forgetCalls: () => log.forget(),
    identityFor(accessKeyId) {
      const principal = principalOf(accessKeyId);
      if (principal === null) return null;
      const { arn, account, userId } = principal;
      return { arn, account, userId, expiration: issued.get(accessKeyId)?.expiration ?? null };
    },
    fail: (fault, scope = {}) => faults.start(fault, scope),
    clearFaults: () => faults.clear(),
    setClockOffset(offsetMs) {
      clockOffsetMs = offsetMs;
    },
    setSessionSeconds(seconds) {
      sessionSeconds = seconds;
    },
    setRole(role) {
      roles.set(role.roleArn, role);
    },
    removeRole(roleArn) {
      roles.delete(roleArn);
    },
    setUser(user) {
      users.set(user.userName, user);
    },
    removeUser(userName) {
      users.delete(userName);
    },
    issueRoleSession: (roleArn, roleSessionName, seconds) =>
      issued.issue(rolePrincipal(roleArn, roleSessionName, NOTHING_INHERITED), now(), seconds),
    endSessions() {
      issued.endAll(now());
    },
    async close() {
      closing.abort();
      await loopback.close();
    },
  };
}
