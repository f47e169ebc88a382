import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import type { Mfa } from '../mfa/mfa.ts';
import type { Hash } from '../ports/hash.ts';
import type { Random } from '../ports/random.ts';
import type { Records } from '../ports/records.ts';
import type { RoleLocks } from '../ports/role-locks.ts';
import type { SourceCredentials } from '../ports/source-credentials.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { SessionTimes } from '../sessions/session-times.ts';
import type { ReadSnapshot } from '../snapshot/snapshot-reader.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { StsCalls } from '../sts/sts-calls.ts';
import { AssumeRole } from './assume-role.ts';
import { Assuming } from './assuming.ts';
import { CallerCredentials } from './caller/caller-credentials.ts';
import { HopSessions } from './caller/hop-sessions.ts';
import { LeafCredentials } from './caller/leaf-credentials.ts';
import { BatchedWrites } from './file/batched-writes.ts';
import { RoleRelease } from './file/release.ts';
import { SessionWriter } from './file/session-writer.ts';
import { Freshness } from './freshness.ts';
import { Outcomes } from './outcomes.ts';
import { RoleSwitch } from './role-switch.ts';
import { SessionIssuer } from './session-issuer.ts';

export interface AssumingPorts {
  readonly store: CredentialsStore;
  readonly records: Records;
  readonly source: SourceCredentials;
  readonly locks: RoleLocks;
  readonly hash: Hash;
  readonly random: Random;
}

/** Objects that assuming shares with other parts of the core. */
export interface AssumingContext {
  readonly clock: CorrectedClock;
  readonly calls: StsCalls;
  readonly events: SessionEvents;
  readonly sessions: SessionStore;
  readonly mfa: Mfa;
  readonly readSnapshot: ReadSnapshot;
}

/** The objects that get sessions, write them to the file and remove them from it. */
export type CreatedAssuming = ReturnType<typeof createAssuming>;

export function createAssuming(
  { store, records, source, locks, hash, random }: AssumingPorts,
  { clock, calls, events, sessions, mfa, readSnapshot }: AssumingContext,
) {
  const times = new SessionTimes(clock, random);
  const writes = new BatchedWrites(store, clock);
  const release = new RoleRelease(records, clock);
  const writer = new SessionWriter({ writes, records, release, sessions, events, clock });
  const leaf = new LeafCredentials({ source, mfa, sessions, clock });
  const hops = new HopSessions(clock);
  const callers = new CallerCredentials({ leaf, hops, mfa, sessions, clock, hash });
  const issuer = new SessionIssuer({ callers, sts: mfa.sts, writer, times });
  const freshness = new Freshness(clock, times, calls);
  const pipeline = new AssumeRole({
    locks,
    readSnapshot,
    freshness,
    issuer,
    writer,
    sessions,
  });
  const { requests, process: mfaProcess } = mfa;
  const outcomes = new Outcomes(store.path, { sessions, records, events, requests, times, clock });
  return {
    assuming: new Assuming({ pipeline, outcomes, mfaProcess, sessions, readSnapshot, clock }),
    roleSwitch: new RoleSwitch({ store, records, release, sessions, events, requests }),
    callers,
    outcomes,
    times,
    file: { writes, release, writer },
  };
}
