import { freshInFile } from '../assuming/freshness.ts';
import type { RoleSecrets } from '../contract/app.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { SharedFacts } from '../ports/shared-facts.ts';
import type { Role } from '../roles/role.ts';
import { SessionTimes } from '../sessions/session-times.ts';
import type { SnapshotDeps } from '../snapshot/aws-snapshot.ts';
import { snapshotReader } from '../snapshot/snapshot-reader.ts';
import { CorrectedClock } from '../sts/corrected-clock.ts';
import { secretsIn } from './role-secrets.ts';
import { readerWithStsClock } from './reader-with-sts-clock.ts';

/** The ports that `freshSecrets` needs. */
export interface ReadingPorts {
  readonly files: SnapshotDeps;
  readonly clock: Clock;
  readonly random: Random;
  readonly shared: SharedFacts;
}

export interface FreshSecrets {
  readonly role: Role;
  readonly secrets: RoleSecrets;
}

/**
 * Returns a role and its credentials if its session in the file is fresh and there is no problem to
 * report. Otherwise returns null, and the caller must create the core to assume the role.
 */
export async function freshSecrets(
  { files, clock: wallClock, random, shared }: ReadingPorts,
  roleName: string,
): Promise<FreshSecrets | null> {
  const clock = new CorrectedClock(wallClock, shared);
  const read = await readerWithStsClock(snapshotReader(files), clock)();
  if (!read.ok || clock.isSkewed) return null;
  const snapshot = read.value;
  const isFaulty = snapshot.reading.problem !== null || snapshot.files.firstUnreadable() !== null;
  if (isFaulty || snapshot.files.problems().length > 0) return null;
  const role = snapshot.roles.find(({ name }) => name === roleName);
  if (role === undefined) return null;
  const facts = freshInFile(role, snapshot, clock, new SessionTimes(clock, random));
  if (facts === null || snapshot.record(role.id)?.accessKeyId !== facts.accessKeyId) return null;
  const secrets = secretsIn(snapshot, role.id);
  return secrets.ok ? { role, secrets: secrets.value } : null;
}
