import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { timingClock } from '../sts/sts-clock-name.ts';
import type { World, worldReader } from './world.ts';

type Read = ReturnType<typeof worldReader>;

/** Reads the files, and times roles by the server that they all use, else by AWS's clock. */
export function timedReader(read: Read, clock: CorrectedClock): Read {
  // Held weakly: it contains secrets.
  let timed: WeakRef<World> | null = null;
  return async (look) => {
    const world = await read(look);
    if (!world.ok || world.value === timed?.deref()) return world;
    timed = new WeakRef(world.value);
    clock.timeBy(timingClock(world.value.roles.map((role) => world.value.clockOf(role))));
    return world;
  };
}
