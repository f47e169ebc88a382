import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { timingClock } from '../aws-config/sts-clock-name.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { ReadSnapshot } from '../snapshot/snapshot-reader.ts';

/**
 * Returns a reader that, after each read, also chooses the timing clock (see `CorrectedClock`). If
 * all roles use the same STS server, that server's clock is the timing clock; otherwise AWS's clock
 * is.
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
