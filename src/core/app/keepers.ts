import { Listeners } from '../listeners.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  RefreshingProcess,
  Keeping,
  KeepingProcess,
  KeepingProcesses,
} from '../ports/keeping-processes.ts';
import { isKept, type SessionEntry, type SessionStore } from '../sessions/session-store.ts';
import type { Absence } from './absence.ts';
import type { CoreOptions } from './core-ports.ts';

/**
 * After this time, in ms, a command that refreshes no role reads again which processes refresh
 * roles. Such a command can run for minutes, because it may wait for an MFA code.
 */
const STALE_AFTER_MS = 1000;
/**
 * How often this process checks which other processes still run, in ms. A killed process does not
 * report its end.
 */
const CHECK_INTERVAL_MS = 10_000;

export interface KeepersDeps {
  readonly processes: KeepingProcesses;
  readonly sessions: SessionStore;
  readonly absence: Pick<Absence, 'follow' | 'onOwnChange' | 'own'>;
  readonly clock: Clock;
}

/**
 * Records which roles this process refreshes, and reads which roles the other processes refresh.
 */
export class Keepers {
  readonly #refresh: CoreOptions['refresh'];
  readonly #deps: KeepersDeps;
  readonly #changed = new Listeners();
  #others: readonly KeepingProcess[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  #announced: string | null = null;
  #stops: readonly (() => void)[] = [];
  #cancelAnnounce: (() => void) | null = null;
  #cancelCheck: (() => void) | null = null;

  constructor(refresh: CoreOptions['refresh'], deps: KeepersDeps) {
    this.#refresh = refresh;
    this.#deps = deps;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /**
   * Returns the other processes that refresh this role, or will do so within a second because it
   * was just switched on.
   */
  of(roleId: string, { kept }: SessionEntry): readonly RefreshingProcess[] {
    const { clock } = this.#deps;
    const isOld = clock.monotonic() - this.#readAt > STALE_AFTER_MS;
    if (this.#refresh === 'nothing' && isOld) this.#read();
    return this.#others
      .filter((other) => other.isVisible && refreshes(other, roleId, kept))
      .map(({ pid, kind, host, since }) => ({ pid, kind, host, since }));
  }

  /**
   * Returns the other computers on which a process may refresh this role. It is unknown whether
   * that process still runs.
   */
  unseenHosts(roleId: string, { kept }: SessionEntry): readonly string[] {
    const unseen = this.#others.filter(
      (other) => !other.isVisible && refreshes(other, roleId, kept),
    );
    return [...new Set(unseen.flatMap(({ host }) => host ?? []))];
  }

  /** True if this process refreshes the role. */
  keepsHere(entry: SessionEntry): boolean {
    return this.#refresh !== 'nothing' && isKept(entry);
  }

  start(): void {
    const { processes, sessions, absence } = this.#deps;
    if (this.#refresh === 'nothing') return;
    this.#read();
    absence.follow();
    this.#stops = [
      absence.onOwnChange(() => this.#announce()),
      processes.watch(() => this.#check()),
      sessions.onChange(() => this.#sessionsChanged()),
    ];
    this.#announce();
    this.#checkLater();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#cancelAnnounce?.();
    this.#cancelCheck?.();
    if (this.#refresh !== 'nothing') this.#deps.processes.announce(null);
  }

  /**
   * If this process refreshes roles only on request, records each change at once. Otherwise,
   * records changes in quick succession together.
   */
  #sessionsChanged(): void {
    if (this.#refresh === 'on-request') this.#announce();
    else
      this.#cancelAnnounce ??= this.#deps.clock.wake(0, () => {
        this.#cancelAnnounce = null;
        this.#announce();
      });
  }

  #announce(): void {
    const { processes, absence } = this.#deps;
    const [keeping, known] = [this.#keeping(), absence.own];
    const text = JSON.stringify([keeping, known]);
    if (text === this.#announced) return;
    this.#announced = text;
    processes.announce(keeping, known);
  }

  #keeping(): Keeping | null {
    const switchedOn = this.#refresh === 'switched-on';
    const kept = this.#deps.sessions.entries().filter(([, entry]) => isKept(entry));
    if (!switchedOn && kept.length === 0) return null;
    return { switchedOn, roleIds: kept.map(([roleId]) => roleId) };
  }

  #check(): void {
    const { processes, absence } = this.#deps;
    // Records this process again, because another process may have removed its entry.
    processes.announce(this.#keeping(), absence.own);
    const before = JSON.stringify(this.#others);
    this.#read();
    if (JSON.stringify(this.#others) !== before) this.#changed.call();
    absence.follow();
    this.#checkLater();
  }

  #read(): void {
    const { processes, clock } = this.#deps;
    this.#others = processes.others();
    this.#readAt = clock.monotonic();
  }

  #checkLater(): void {
    this.#cancelCheck?.();
    this.#cancelCheck =
      this.#others.length === 0
        ? null
        : this.#deps.clock.wake(CHECK_INTERVAL_MS, () => {
            this.#check();
          });
  }
}

function refreshes({ roleIds, switchedOn }: Keeping, roleId: string, kept: boolean): boolean {
  return (switchedOn && kept) || roleIds.includes(roleId);
}
