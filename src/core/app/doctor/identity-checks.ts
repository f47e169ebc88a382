import { sessionSigner } from '../../assuming/caller/session-signer.ts';
import type { Check } from '../../contract/check.ts';
import type { Credentials } from '../../credentials.ts';
import { isSessionOf, parseAssumedRoleArn } from '../../roles/assumed-role-arn.ts';
import { isAssumed, type Role, type AssumableRole } from '../../roles/role.ts';
import { isKept } from '../../sessions/session-store.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { StsCalls } from '../../sts/sts-calls.ts';
import type { ShownSessions } from '../sessions.ts';

/**
 * If a request fails with one of these kinds, the address gets no other request, because each
 * further request would probably fail too and could take as long as the first.
 */
const NO_ANSWER: readonly string[] = ['network', 'network-proxy', 'network-intercepted', 'timeout'];

/** A role that is switched on, and its session in the credentials file. */
interface AskedRole {
  readonly role: Role;
  readonly credentials: Credentials;
}

/**
 * Sends GetCallerIdentity for each role that is switched on, signed by its session in the
 * credentials file.
 */
export class IdentityChecks {
  readonly #shown: ShownSessions;
  readonly #calls: StsCalls;
  readonly #offline: boolean;
  readonly #checks = new Map<string, Check>();
  readonly #answered = new Set<string>();
  /**
   * The timing clock (see `CorrectedClock`) minus this computer's clock, in ms. Null if the server
   * of that clock did not answer in this run.
   */
  clockOffsetMs: number | null = null;

  constructor(shown: ShownSessions, calls: StsCalls, offline: boolean) {
    this.#shown = shown;
    this.#calls = calls;
    this.#offline = offline;
  }

  /**
   * Sends one request to each STS address. If the server answers, sends the requests of the other
   * roles with the same address.
   */
  async ask(snapshot: AwsSnapshot): Promise<void> {
    const groups = new Map<string, AskedRole[]>();
    for (const role of snapshot.roles) {
      const asked = this.#sessionToAsk(role, snapshot);
      if (asked === null) continue;
      const address = JSON.stringify([snapshot.stsUrl(role), bundleOf(role, snapshot)]);
      groups.set(address, [...(groups.get(address) ?? []), asked]);
    }
    await Promise.all(
      [...groups.values()].map(async ([first, ...others]) => {
        if (first === undefined) return;
        await this.#askOne(first, snapshot);
        if (this.hasAnswer(first.role)) {
          await Promise.all(others.map((each) => this.#askOne(each, snapshot)));
          return;
        }
        for (const { role } of others)
          this.#set(role, { level: 'skipped', facts: { why: 'unreachable' } });
      }),
    );
  }

  checkOf(role: Role): Check | null {
    return this.#checks.get(role.id) ?? null;
  }

  /** Returns true if the STS of this role answered, even if the answer was a refusal. */
  hasAnswer(role: Role): boolean {
    return this.#answered.has(role.id);
  }

  /**
   * Returns the session that signs the request. If there is none, returns null and stores a check
   * with the reason.
   */
  #sessionToAsk(role: Role, snapshot: AwsSnapshot): AskedRole | null {
    const { sessions, clock } = this.#shown;
    const skip = (why: string): null => this.#set(role, { level: 'skipped', facts: { why } });
    if (!isKept(sessions.entry(role.id))) return skip('off');
    if (snapshot.files.firstFailure() !== null) return skip('files');
    const { credentials, mark, owned, expiration } = snapshot.section(role.targetProfile);
    const isOurs = owned && mark?.roleId === role.id;
    if (!isOurs || credentials === null || (expiration ?? 0) <= clock.now()) {
      const why = isOurs && credentials !== null ? 'expired' : 'no-session';
      const failure = snapshot.record(role.id)?.failure ?? null;
      return this.#set(role, {
        level: 'bad',
        facts: { why },
        ...(failure === null ? {} : { failure }),
      });
    }
    return this.#offline ? skip('offline') : { role, credentials };
  }

  async #askOne({ role, credentials }: AskedRole, snapshot: AwsSnapshot): Promise<void> {
    const { clock } = this.#shown;
    const signer = sessionSigner(role, credentials, snapshot);
    const identity = await this.#calls.identifyNow(signer);
    if (identity.ok || !NO_ANSWER.includes(identity.failure.kind)) {
      this.#answered.add(role.id);
      if (snapshot.clockOf(role) === clock.timing) this.clockOffsetMs = clock.offsetMs;
    }
    if (!identity.ok) {
      this.#set(role, { level: 'bad', facts: {}, failure: identity.failure });
      return;
    }
    const { account, arn } = identity.value;
    if (isAssumed(role) && snapshot.isIssuedByAws(role) && !isOfRole(arn, role)) {
      const failure = { kind: 'identity-mismatch', asked: role.roleArn, got: arn } as const;
      this.#set(role, { level: 'bad', facts: { account, arn }, failure });
      return;
    }
    this.#set(role, { level: 'good', facts: { account, arn } });
  }

  #set(role: Role, found: Omit<Check, 'check'>): null {
    const facts = { role: role.name, profile: role.targetProfile, ...found.facts };
    this.#checks.set(role.id, { check: 'identity', ...found, facts });
    return null;
  }
}

/**
 * Returns true if the ARN names a session of this role. The session name is not compared, because
 * it may have changed since the session was written.
 */
function isOfRole(arn: string, { roleArn }: AssumableRole): boolean {
  const roleSessionName = parseAssumedRoleArn(arn)?.sessionName ?? '';
  return isSessionOf(arn, { roleArn, roleSessionName });
}

/** Returns the `ca_bundle` that calls with this role's session use. */
function bundleOf(role: Role, snapshot: AwsSnapshot): string | null {
  return snapshot.profiles.get(role.targetProfile)?.caBundle ?? null;
}
