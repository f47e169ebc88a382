import type { RegionalRole } from '../../aws-config/region.ts';
import type { Mfa } from '../../mfa/mfa.ts';
import type { NeededCode, MfaTarget } from '../../mfa/mfa-target.ts';
import { codeNeededFailure } from '../../mfa/code-needed-failure.ts';
import type { Credentials, SessionCredentials } from '../../credentials.ts';
import type { SourceCredentials } from '../../ports/source-credentials.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { ChainLeaf, SourceChain } from '../../roles/sources/source-chain.ts';
import type { SessionStore } from '../../sessions/session-store.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import { CallLimit } from '../../sts/call-limit.ts';
import type { MfaCode } from '../../sts/signer.ts';

/**
 * The highest number of concurrent calls to the portal. The portal answers 429 if there are too
 * many.
 */
const MAX_PORTAL_CALLS = 8;

/** Credentials that can sign a call. */
export interface CallerKeys {
  readonly credentials: Credentials;
  readonly profile: string;
  /**
   * True if these are credentials of a role session or an MFA session. A role session that is
   * assumed with them lasts at most one hour.
   */
  readonly chained: boolean;
  readonly code?: MfaCode | undefined;
}

/** Uses the MFA code of a test of a role. Each function returns null if there is no code. */
export interface CodeSource {
  sessionFor(target: MfaTarget, credentials: Credentials): Promise<Result<Credentials> | null>;
  codeForCall(target: MfaTarget): Result<MfaCode> | null;
}

/**
 * A role that the credentials of a source chain assume: a role of the settings, or the role of a
 * `role_arn` profile.
 */
export type CalledRole = Pick<
  Role,
  'id' | 'targetProfile' | 'sourceProfile' | 'endpoint' | 'mfa' | keyof RegionalRole
>;

export interface LeafRequest {
  readonly chain: SourceChain;
  readonly snapshot: AwsSnapshot;
  /** The role that the credentials assume in the end. This role waits if a code is needed. */
  readonly wanted: Role;
  readonly called: CalledRole;
  /**
   * Uses the MFA code of a test. Absent outside of a test, so that the role waits until a person
   * enters a code.
   */
  readonly codes?: CodeSource | undefined;
}

export interface LeafCredentialsDeps {
  readonly source: SourceCredentials;
  readonly mfa: Pick<Mfa, 'sessions' | 'requests'>;
  readonly sessions: SessionStore;
  readonly clock: CorrectedClock;
}

/**
 * Finds the credentials at the end of a source chain, called its leaf. If the chain has an MFA
 * device, these are an MFA session, or the user's own keys with a code.
 */
export class LeafCredentials {
  readonly #deps: LeafCredentialsDeps;
  readonly #portal = new CallLimit(MAX_PORTAL_CALLS);

  constructor(deps: LeafCredentialsDeps) {
    this.#deps = deps;
  }

  async find(request: LeafRequest): Promise<Result<CallerKeys>> {
    const { chain, snapshot, wanted, called, codes } = request;
    const { profile, kind } = chain.leaf;
    const found = await this.withoutCode(chain.leaf, snapshot);
    if (!found.ok) return found;
    const credentials = found.value;
    // Identity Center returns credentials of a role, so a session that is assumed with them lasts
    // at most one hour.
    if (chain.mfaSerial === null) return ok({ credentials, profile, chained: kind === 'sso' });
    const target: MfaTarget = {
      sourceProfile: profile,
      serial: chain.mfaSerial,
      region: snapshot.regionFor(called),
      endpoint: snapshot.endpointFor(called, profile),
    };
    if (codes !== undefined) return this.#forTest(codes, target, called, credentials);
    if (called.mfa === 'each-time')
      return this.#withCode(
        { target, use: { kind: 'call', roleId: called.id } },
        credentials,
        wanted,
      );
    const { mfa, clock } = this.#deps;
    const { accessKeyId } = credentials;
    const session = await mfa.sessions.find(accessKeyId, target, wanted.id, clock.now());
    if (session !== null && !this.#isDueInFile(called, session, snapshot))
      return ok({ credentials: session, profile, chained: true });
    const { id } = mfa.requests.ask({ target, use: { kind: 'session' } }, wanted.id);
    return failed(codeNeededFailure(target, id));
  }

  /**
   * Returns the credentials of a leaf without MFA. Keys in the credentials file are read from the
   * snapshot, other credentials are requested.
   */
  async withoutCode(
    { profile, kind, sso }: ChainLeaf,
    snapshot: AwsSnapshot,
  ): Promise<Result<Credentials>> {
    if (sso !== undefined) return this.#portal.run(() => this.#deps.source.permissionSet(sso));
    const isInFile = kind === 'keys' || kind === 'temporary-keys';
    const section = isInFile ? snapshot.section(profile) : null;
    if (section?.owned === false && section.credentials !== null) return ok(section.credentials);
    return this.#deps.source.resolve(profile);
  }

  /**
   * Returns true if the role's session in the file is this MFA session and its refresh is due. A
   * new session then needs a new code.
   */
  #isDueInFile(called: CalledRole, session: SessionCredentials, snapshot: AwsSnapshot): boolean {
    if (called.roleArn !== undefined) return false;
    const record = snapshot.record(called.id);
    const isSame = record?.accessKeyId === session.accessKeyId;
    return isSame && this.#deps.clock.now() >= (record.refreshAt ?? 0);
  }

  async #forTest(
    codes: CodeSource,
    target: MfaTarget,
    called: CalledRole,
    credentials: Credentials,
  ): Promise<Result<CallerKeys>> {
    const { sourceProfile: profile } = target;
    const needed = failed(codeNeededFailure(target, ''));
    if (called.mfa === 'each-time') {
      const code = codes.codeForCall(target) ?? needed;
      return code.ok ? ok({ credentials, profile, chained: false, code: code.value }) : code;
    }
    const { mfa, clock } = this.#deps;
    const { accessKeyId } = credentials;
    const held = await mfa.sessions.find(accessKeyId, target, called.id, clock.now());
    const session =
      held === null ? ((await codes.sessionFor(target, credentials)) ?? needed) : ok(held);
    return session.ok ? ok({ credentials: session.value, profile, chained: true }) : session;
  }

  /** Returns the user's own keys with a code. AWS accepts the code for one call only. */
  #withCode(need: NeededCode, credentials: Credentials, wanted: Role): Result<CallerKeys> {
    const { mfa, clock, sessions } = this.#deps;
    const { serial, sourceProfile: profile } = need.target;
    const taken = mfa.requests.takeCode(need, clock.now());
    if (taken !== null) {
      const code = { ...taken, serialNumber: serial };
      return ok({ credentials, profile, chained: false, code });
    }
    const session = sessions.session(wanted.id);
    const usableUntil = session.state === 'active' ? session.expiration : null;
    const { id } = mfa.requests.ask(need, wanted.id, usableUntil);
    return failed(codeNeededFailure(need.target, id));
  }
}
