import { classifySection, type ValidSession } from '../credentials-file/section-state.ts';
import type { Role } from '../roles/role.ts';
import type { Issued, SessionEntry } from '../sessions/session-store.ts';
import type { SessionTimes } from '../sessions/session-times.ts';
import type { CredentialFacts } from '../sessions/session.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { StsCalls } from '../sts/sts-calls.ts';
import { sessionSigner } from './caller/session-signer.ts';

/** Finds sessions that are still fresh, so that AssumeRole need not be called. */
export class Freshness {
  readonly #clock: CorrectedClock;
  readonly #times: SessionTimes;
  readonly #calls: StsCalls;

  constructor(clock: CorrectedClock, times: SessionTimes, calls: StsCalls) {
    this.#clock = clock;
    this.#times = times;
    this.#calls = calls;
  }

  /**
   * Returns the session in the file if it matches the role's present settings and needs no refresh
   * yet; else null. Measures STS's clock first if it was not measured since the wall clock last
   * jumped.
   */
  async inFile(role: Role, snapshot: AwsSnapshot): Promise<CredentialFacts | null> {
    const session = sessionInFile(role, snapshot);
    if (session === null) return null;
    const clockName = snapshot.clockOf(role);
    if (!this.#clock.isTrusted(session.assumedAt, clockName)) {
      const { credentials } = snapshot.section(role.targetProfile);
      // GetCallerIdentity is the cheapest call that measures STS's clock. Even a refusal has a
      // `Date` header.
      if (credentials !== null)
        await this.#calls.identifyNow(sessionSigner(role, credentials, snapshot));
    }
    return ifFresh(session, clockName, this.#clock, this.#times);
  }

  /**
   * Returns credentials from STS that could not be written into the file, if they are still fresh.
   */
  unwritten({ issued }: SessionEntry, digest: string): Issued | null {
    if (issued?.writtenAt !== null || issued.digest !== digest) return null;
    return this.#clock.now() < issued.refreshAt ? issued : null;
  }
}

/**
 * Returns the session in the file if it matches the role's present settings and needs no refresh
 * yet. Otherwise, or if STS's clock was not measured since the wall clock last jumped, returns
 * null.
 */
export function freshInFile(
  role: Role,
  snapshot: AwsSnapshot,
  clock: CorrectedClock,
  times: SessionTimes,
): CredentialFacts | null {
  const session = sessionInFile(role, snapshot);
  return session === null ? null : ifFresh(session, snapshot.clockOf(role), clock, times);
}

function ifFresh(
  session: ValidSession,
  clockName: string,
  clock: CorrectedClock,
  times: SessionTimes,
): CredentialFacts | null {
  if (!clock.isTrusted(session.assumedAt, clockName)) return null;
  const refreshAt = session.refreshAt ?? times.refreshAt(session);
  const isFresh = clock.now() < Math.min(refreshAt, session.expiration);
  return isFresh ? { ...session, refreshAt } : null;
}

function sessionInFile(role: Role, snapshot: AwsSnapshot): ValidSession | null {
  const state = classifySection({
    roleId: role.id,
    digest: snapshot.digestOf(role),
    section: snapshot.section(role.targetProfile),
    fileExists: snapshot.files.hasCredentialsFile,
    record: snapshot.record(role.id),
  });
  return state.kind === 'valid' && state.sameDigest ? state.session : null;
}
