import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { timingClock } from '../aws-config/sts-clock-name.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { ReadSnapshot } from '../snapshot/snapshot-reader.ts';

/**
 * Returns a reader that also sets the timing clock after each read. This is the clock of the STS
 * server that all roles use, or AWS's clock if they use several.
 */
export function readerWithStsClock(read: ReadSnapshot, clock: CorrectedClock): ReadSnapshot {
  // A weak reference, because the snapshot contains secrets.
  let timed: WeakRef<AwsSnapshot> | null = null;
  return async (options) => {
    const snapshot = await read(options);
    if (!snapshot.ok || snapshot.value === timed?.deref()) return snapshot;
    timed = new WeakRef(snapshot.value);
    clock.timeBy(timingClock(snapshot.value.roles.map((role) => snapshot.value.clockOf(role))));
    return snapshot;
  };
}
