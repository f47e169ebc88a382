import type { AssumingContext, CreatedAssuming } from '../assuming/create-assuming.ts';
import { ClockMeasuring } from '../keeping/clock-measuring.ts';
import { FileEffects } from '../keeping/file-effects.ts';
import { Keeper } from '../keeping/keeper.ts';
import type { KeeperWatches } from '../keeping/keeper-watches.ts';
import { Runner } from '../keeping/runner.ts';
import { SessionEffects } from '../keeping/session-effects.ts';
import type { LatestSnapshot } from '../sessions/latest-snapshot.ts';
import type { CorePorts } from './core-ports.ts';
import type { SessionHandling } from './session-handling.ts';
import { HandlingWithoutRefresh } from './handling-without-refresh.ts';

export interface HandlingDeps {
  /** Null for a process that ends soon and refreshes no role. */
  readonly watches: KeeperWatches | null;
  readonly latest: LatestSnapshot;
  readonly inBackground: (task: Promise<unknown>) => void;
  readonly isAway: () => boolean;
}

/**
 * Creates a `Keeper`, which refreshes the roles of a long-running process. Without `watches`,
 * creates a `HandlingWithoutRefresh`.
 */
export function createHandling(
  ports: CorePorts,
  context: AssumingContext,
  created: CreatedAssuming,
  { watches, latest, inBackground, isAway }: HandlingDeps,
): SessionHandling {
  const { store, records } = ports;
  const { sessions, events, clock, mfa, calls, readSnapshot } = context;
  const { assuming, outcomes } = created;
  const { release, writer } = created.file;
  const recorded = { sessions, records, release, events, outcomes, clock };
  const effects = new SessionEffects(store.path, recorded);
  if (watches === null)
    return new HandlingWithoutRefresh({ latest, sessions, assuming, effects, inBackground });
  const runner = new Runner({
    session: effects,
    files: new FileEffects({ store, release, writer, sessions, events, clock }),
    mfa,
    measuring: new ClockMeasuring({ clock, sessions, calls, readSnapshot }),
    inBackground,
  });
  return new Keeper(watches, { latest, sessions, assuming, runner, clock, isAway });
}
