import { FailureThrown } from '../failure-thrown.ts';
import type { ActivityEntry } from '../activity-entry.ts';
import type { JournalEvent } from '../sessions/session-events.ts';
import type { CorePorts } from './core-ports.ts';

/** The number of entries that the activity log keeps. */
const MAX_ENTRIES = 10_000;

/**
 * Writes events to the activity log and the log file with a delay, so that credentials are not
 * delayed.
 */
export class Journal {
  readonly #ports: Pick<CorePorts, 'activity' | 'log' | 'clock'>;
  #events: JournalEvent[] = [];
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(ports: Pick<CorePorts, 'activity' | 'log' | 'clock'>) {
    this.#ports = ports;
  }

  add(event: JournalEvent): void {
    // A request that was running when `stop` was called may end later, when state.db is already
    // closed.
    if (this.#isStopped) return;
    this.#events.push(event);
    this.#cancel ??= this.#ports.clock.wake(0, () => {
      this.write();
    });
  }

  /** Writes all waiting events, then returns the newest entries first. */
  list({
    limit,
    roleId,
  }: {
    readonly limit: number;
    readonly roleId?: string;
  }): readonly ActivityEntry[] {
    this.write();
    const { activity } = this.#ports;
    if (roleId === undefined) return activity.list(limit);
    return activity
      .list(MAX_ENTRIES)
      .filter((entry) => entry.roleId === roleId)
      .slice(0, limit);
  }

  /** Writes all waiting events. Events that are added later are ignored. */
  stop(): void {
    this.write();
    this.#isStopped = true;
  }

  /** Writes all waiting events. */
  write(): void {
    this.#cancel?.();
    this.#cancel = null;
    const events = this.#events;
    this.#events = [];
    if (events.length > 0) this.#append(events);
    for (const { event, roleName, failure, requestId } of events) {
      this.#ports.log.write(failure === null ? 'info' : 'warn', event, {
        role: roleName,
        failure: failure?.kind ?? null,
        requestId,
      });
    }
  }

  /** Appends the events to the activity log. If state.db fails, only the log file has them. */
  #append(events: readonly JournalEvent[]): void {
    const entries = events.map(
      ({ at, event, roleId, roleName, expiration, failure, requestId }): ActivityEntry => ({
        at,
        event,
        roleId,
        roleName,
        expiration,
        failureKind: failure?.kind ?? null,
        requestId,
      }),
    );
    try {
      this.#ports.activity.append(entries);
    } catch (error) {
      if (!(error instanceof FailureThrown)) throw error;
    }
  }
}
