import { classifySection, type ValidSession } from '../../credentials-file/section-state.ts';
import type { Credentials } from '../../credentials.ts';
import type { Role } from '../../roles/role.ts';
import { canSignCalls } from '../../sessions/expiry.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';

/** Sessions of parent roles that are in the credentials file and can sign calls. */
export class ParentSessions {
  readonly #clock: CorrectedClock;
  /** Access keys that STS refused as expired before the expiry that it had set. */
  readonly #refusedKeys = new Set<string>();

  constructor(clock: CorrectedClock) {
    this.#clock = clock;
  }

  markRefused(accessKeyId: string): void {
    this.#refusedKeys.add(accessKeyId);
  }

  isRefused(accessKeyId: string): boolean {
    return this.#refusedKeys.has(accessKeyId);
  }

  /**
   * Returns the credentials of the parent's session in the file, if they can still sign calls by
   * the corrected clock. If that clock is wrong and they have expired, STS refuses them, and its
   * answer corrects the clock.
   */
  credentialsOf(parent: Role, digest: string, snapshot: AwsSnapshot): Credentials | null {
    const session = this.sessionOf(parent, digest, snapshot);
    if (session === null || !canSignCalls(session, this.#clock.now())) return null;
    return snapshot.section(parent.targetProfile).credentials;
  }

  /** Returns the parent's session in the file, unless STS refused it as expired. */
  sessionOf(parent: Role, digest: string, snapshot: AwsSnapshot): ValidSession | null {
    const section = snapshot.section(parent.targetProfile);
    const record = snapshot.record(parent.id);
    const state = classifySection({ roleId: parent.id, digest, section, fileExists: true, record });
    if (state.kind !== 'valid' || !state.sameDigest) return null;
    return this.isRefused(state.session.accessKeyId) ? null : state.session;
  }
}
