import { blankRecord } from '../../src/node/state/records.ts';
import type { LastListing, LastListings } from '../../src/core/access-portal.ts';
import { withoutForeignText } from '../../src/core/stored-failure.ts';
import type { ActivityEntry } from '../../src/core/activity-entry.ts';
import type { Activity } from '../../src/core/ports/activity.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type {
  Keeping,
  KeepingProcess,
  KeepingProcesses,
  ReportedAbsence,
} from '../../src/core/ports/keeping-processes.ts';
import type { Records, SessionRecord } from '../../src/core/ports/records.ts';
import type { HeldLock, RoleLocks } from '../../src/core/ports/role-locks.ts';
import type { SettingsStore, StoredSettings } from '../../src/core/ports/settings-store.ts';
import type { ClockOffset, SharedFacts } from '../../src/core/ports/shared-facts.ts';
import type { Result } from '../../src/core/result.ts';
import { failed, ok } from '../../src/core/result.ts';
import { MemoryLock } from './memory-lock.ts';

const NO_ABSENCE: ReportedAbsence = { away: null, mfaForgottenAt: null };

/** The ports of one process on a `MemoryDisk`. */
export interface MemoryPorts {
  readonly pid: number;
  readonly records: Records;
  readonly sharedFacts: SharedFacts;
  readonly activity: Activity;
  readonly listings: LastListings;
  readonly roleLocks: RoleLocks;
  readonly settings: SettingsStore;
  readonly keeping: KeepingProcesses;
  /**
   * Does what SIGKILL does: releases the locks, removes the watchers, and keeps what was written.
   */
  kill(): void;
}

/**
 * Keeps in memory what Rolekeeper's processes share on disk. `process()` returns the ports of one
 * process.
 */
export class MemoryDisk {
  readonly #clock: Clock;
  readonly #records = new Map<string, SessionRecord>();
  readonly #recordWatchers = new Set<Watcher>();
  readonly #settingsWatchers = new Set<Watcher>();
  readonly #keeping = new Map<number, KeepingProcess>();
  readonly #absences = new Map<number, ReportedAbsence>();
  readonly #keepingWatchers = new Set<Watcher>();
  readonly #codes = new Map<string, number>();
  readonly #locks = new Map<string, MemoryLock>();
  readonly #offsets = new Map<string, ClockOffset>();
  readonly #listings = new Map<string, LastListing>();
  #activity: readonly ActivityEntry[] = [];
  /** The text of settings.json; null if there is no file. A test can set any text. */
  settingsText: string | null = null;
  /**
   * The damaged texts of settings.json that Rolekeeper has moved to another file, by the name of
   * that file.
   */
  readonly setAside = new Map<string, string>();
  /** Each change of settings.json waits for this before it is written. */
  beforeSettingsChange: () => Promise<void> = () => Promise.resolve();
  #nextPid = 1001;
  #oldReads: { readonly text: string; left: number } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Makes the next `count` reads of settings.json return this text, as if they had started before
   * the file changed.
   */
  oldSettingsForReads(count: number, text: string): void {
    this.#oldReads = { text, left: count };
  }

  /** `ancestors` are the pids of the processes that started this one, as in ROLEKEEPER_PIDS. */
  process(ancestors: readonly number[] = []): MemoryPorts {
    const pid = this.#nextPid;
    this.#nextPid += 1;
    return {
      pid,
      records: this.#recordsOf(pid),
      sharedFacts: this.#sharedFacts(),
      activity: this.#activityLog(),
      listings: {
        get: (signIn) => this.#listings.get(signIn) ?? null,
        put: (signIn, listing) => void this.#listings.set(signIn, listing),
      },
      roleLocks: { acquire: (roleId, waitMs) => this.#acquire(roleId, waitMs, pid, ancestors) },
      settings: this.#settingsOf(pid),
      keeping: this.#keepingOf(pid),
      kill: () => {
        const all = [this.#recordWatchers, this.#settingsWatchers, this.#keepingWatchers];
        for (const watchers of all) {
          for (const watcher of watchers) if (watcher.pid === pid) watchers.delete(watcher);
        }
        this.#keeping.delete(pid);
        this.#absences.delete(pid);
        for (const lock of this.#locks.values()) lock.forget(pid);
      },
    };
  }

  #recordsOf(pid: number): Records {
    const keyOf = (roleId: string, path: string): string => `${roleId} ${path}`;
    return {
      get: (roleId, path) => this.#records.get(keyOf(roleId, path)) ?? null,
      all: () =>
        [...this.#records.values()].sort((a, b) =>
          keyOf(a.roleId, a.path) < keyOf(b.roleId, b.path) ? -1 : 1,
        ),
      change: (roleId, path, change) => {
        const key = keyOf(roleId, path);
        const present = this.#records.get(key);
        const next = change(present ?? blankRecord(roleId, path));
        if (next === null) this.#records.delete(key);
        else {
          const failure = next.failure === null ? null : withoutForeignText(next.failure);
          this.#records.set(key, { ...next, roleId, path, failure });
        }
        if (next !== null || present !== undefined) notify(this.#recordWatchers, pid, this.#clock);
        return this.#records.get(key) ?? null;
      },
      watch: (changed) => watchIn(this.#recordWatchers, { pid, changed }),
    };
  }

  #keepingOf(pid: number): KeepingProcesses {
    const announce = (keeping: Keeping | null, absence = NO_ABSENCE): void => {
      const known = this.#absences.get(pid) ?? NO_ABSENCE;
      if (keeping === null) this.#absences.delete(pid);
      else this.#absences.set(pid, absence);
      const present = this.#keeping.get(pid);
      if (keeping === null) this.#keeping.delete(pid);
      else {
        const since = present?.since ?? this.#clock.now();
        this.#keeping.set(pid, {
          ...keeping,
          pid,
          kind: 'keep',
          host: null,
          since,
          isVisible: true,
        });
      }
      const after = this.#keeping.get(pid);
      if (JSON.stringify([present, known]) !== JSON.stringify([after, absence]))
        notify(this.#keepingWatchers, pid, this.#clock);
    };
    return {
      announce,
      others: () => [...this.#keeping.values()].filter((each) => each.pid !== pid),
      absences: () => [...this.#absences].flatMap(([of, known]) => (of === pid ? [] : [known])),
      watch: (changed) => watchIn(this.#keepingWatchers, { pid, changed }),
    };
  }

  #sharedFacts(): SharedFacts {
    return {
      clockOffset: (clock) => this.#offsets.get(clock) ?? null,
      rememberClockOffset: (clock, offset) => {
        this.#offsets.set(clock, offset);
      },
      claimMfaCode: (hash, now) => {
        for (const [known, at] of this.#codes)
          if (Math.abs(now - at) > 600_000) this.#codes.delete(known);
        if (this.#codes.has(hash)) return false;
        this.#codes.set(hash, now);
        return true;
      },
    };
  }

  #activityLog(): Activity {
    return {
      append: (entries) => {
        const since = Math.max(...entries.map(({ at }) => at)) - 90 * 86_400_000;
        this.#activity = [...this.#activity, ...entries].filter((each) => each.at >= since);
        for (const roleId of new Set(entries.map((each) => each.roleId))) {
          const own = this.#activity.filter((each) => each.roleId === roleId).slice(0, -5000);
          if (own.length > 0) this.#activity = this.#activity.filter((each) => !own.includes(each));
        }
        this.#activity = this.#activity.slice(-10_000);
      },
      list: (limit) => [...this.#activity].reverse().slice(0, limit),
    };
  }

  #acquire(
    roleId: string,
    waitMs: number,
    pid: number,
    ancestors: readonly number[],
  ): Promise<Result<HeldLock>> {
    const lock = this.#locks.get(roleId) ?? new MemoryLock();
    this.#locks.set(roleId, lock);
    const holder = lock.holder;
    if (holder !== null && ancestors.includes(holder)) {
      return Promise.resolve(failed({ kind: 'lock-cycle', holderPid: holder }));
    }
    return lock.acquire(pid, waitMs, this.#clock);
  }

  #oldRead(): StoredSettings | null {
    const old = this.#oldReads;
    if (old === null || old.left === 0) return null;
    old.left -= 1;
    return { state: 'json', json: JSON.parse(old.text) };
  }

  #settingsOf(pid: number): SettingsStore {
    let lastRead: string | null = null;
    let lastStored: StoredSettings | null = null;
    let parsed: { readonly text: string | null; readonly stored: StoredSettings } | null = null;
    // Returns the same object for the same text, as the store of the real file does.
    const read = (): StoredSettings => {
      lastRead = this.settingsText;
      if (parsed?.text !== lastRead) parsed = { text: lastRead, stored: storedIn(lastRead) };
      return parsed.stored;
    };
    return {
      path: '/memory/settings.json',
      read: () => {
        lastStored = this.#oldRead() ?? read();
        return Promise.resolve(ok(lastStored));
      },
      lastRead: () => lastStored,
      update: async (change) => {
        await this.beforeSettingsChange();
        const changed = change(read());
        if (!changed.ok) return changed;
        this.settingsText = `${JSON.stringify(changed.value.json, null, 2)}\n`;
        notify(this.#settingsWatchers, pid, this.#clock);
        return ok(changed.value.value);
      },
      setAside: () => {
        if (this.settingsText !== lastRead) return Promise.resolve(ok(null));
        const name = `/memory/settings.corrupt-${String(this.setAside.size + 1)}.json`;
        this.setAside.set(name, this.settingsText ?? '');
        this.settingsText = null;
        return Promise.resolve(ok(name));
      },
      watch: (changed) => watchIn(this.#settingsWatchers, { pid, changed }),
    };
  }
}

function storedIn(text: string | null): StoredSettings {
  if (text === null) return { state: 'absent' };
  try {
    return { state: 'json', json: JSON.parse(text) };
  } catch {
    return { state: 'unparsable' };
  }
}

interface Watcher {
  readonly pid: number;
  readonly changed: () => void;
}

function watchIn(watchers: Set<Watcher>, watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
}

/** Notifies other processes 50 ms after a change, as a folder watcher does. */
function notify(watchers: ReadonlySet<Watcher>, byPid: number, clock: Clock): void {
  for (const watcher of watchers) {
    if (watcher.pid === byPid) continue;
    clock.wake(50, () => {
      if (watchers.has(watcher)) watcher.changed();
    });
  }
}
