import type { SettingsStore, StoredSettings } from '../ports/settings-store.ts';
import type { Failure } from '../failure.ts';
import type { FileAccess } from '../file-failure.ts';
import { failed, ok, type Result } from '../result.ts';
import type { Preferences } from './preferences.ts';
import {
  emptySettings,
  preferencesIn,
  readSettings,
  settingsJson,
  type Settings,
  type SettingsReading,
} from './settings.ts';

/** The code of the failure if the settings name other AWS files than this process uses. */
const OTHER_FILES = 'other-files';

/** What is wrong with settings.json. */
export type SettingsFileProblem =
  /**
   * The system does not let Rolekeeper read the file, so Rolekeeper uses the settings that it last
   * read. If it has read none yet, it uses the default preferences and no roles.
   */
  | {
      readonly kind: 'settings-unreadable';
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  | { readonly kind: 'settings-set-aside'; readonly movedTo: string }
  | { readonly kind: 'settings-newer'; readonly file: string; readonly version: number }
  /** Some roles or preferences break their schema. They are not used, and remain in the file. */
  | {
      readonly kind: 'settings-partly-read';
      readonly file: string;
      readonly places: readonly string[];
    };

/**
 * Reads and writes settings.json. A file with invalid JSON or no settings is renamed and never
 * overwritten; a file of a newer version is read, but not written.
 */
export class SettingsFile {
  readonly #store: SettingsStore;
  readonly #reportsUnreadable: boolean;
  readonly #namesOurFiles: (preferences: Preferences) => boolean;
  #areOurFiles = false;
  #problems: readonly SettingsFileProblem[] = [];
  /**
   * The names of roles by their IDs, also of removed roles, because events can name a removed role.
   */
  readonly #names = new Map<string, string>();
  #last: { readonly stored: StoredSettings; readonly reading: SettingsReading } | null = null;

  /**
   * `unreadable` says what `read` does if settings.json is unreadable: it fails, or it adds a
   * problem and returns the last settings. The file also counts as unreadable until its preferences
   * name the AWS files of this process, for which `namesOurFiles` returns true.
   */
  constructor(
    store: SettingsStore,
    unreadable: 'fails' | 'is-reported',
    namesOurFiles: (preferences: Preferences) => boolean,
  ) {
    this.#store = store;
    this.#namesOurFiles = namesOurFiles;
    this.#reportsUnreadable = unreadable === 'is-reported';
  }

  get problems(): readonly SettingsFileProblem[] {
    return this.#problems;
  }

  /** The last settings that were read. Null before the first read. */
  get lastRead(): Settings | null {
    return this.#last?.reading.settings ?? null;
  }

  /**
   * Returns the name that the role has or last had in the file, because messages never contain IDs.
   * Returns null if this process never read the role.
   */
  nameOf(roleId: string): string | null {
    return this.#names.get(roleId) ?? null;
  }

  async read(): Promise<Result<SettingsReading>> {
    const stored = await this.#store.read();
    if (!stored.ok) return this.#withoutFile(stored.failure);
    const ours = this.#refuseOtherAwsFiles(stored.value);
    if (!ours.ok) return this.#withoutFile(ours.failure);
    // The store returns the same object if the file did not change.
    if (this.#last?.stored !== stored.value) {
      this.#last = { stored: stored.value, reading: readSettings(stored.value) };
      for (const { id, name } of this.#last.reading.settings.roles) this.#names.set(id, name);
    }
    const { reading } = this.#last;
    if (reading.problem?.kind !== 'corrupt') {
      this.#noteProblem(reading);
      return ok(reading);
    }
    const movedTo = await this.#store.setAside();
    if (!movedTo.ok) return this.#withoutFile(movedTo.failure);
    // Another process has repaired the file meanwhile.
    if (movedTo.value === null) return this.read();
    this.#problems = [{ kind: 'settings-set-aside', movedTo: movedTo.value }];
    return ok(readSettings({ state: 'absent' }));
  }

  /** Changes the settings under their lock. Writes nothing if `change` fails. */
  async change(change: (settings: Settings) => Result<Settings>): Promise<Result<Settings>> {
    const present = await this.read();
    if (!present.ok) return present;
    return this.#store.update((stored) => {
      const ours = this.#refuseOtherAwsFiles(stored);
      if (!ours.ok) return ours;
      const reading = readSettings(stored);
      const { problem } = reading;
      const unread = this.#problems.find(({ kind }) => kind === 'settings-unreadable');
      if (problem?.kind === 'corrupt' && unread?.kind === 'settings-unreadable')
        return failed({ kind: 'settings-unwritable', file: unread.file, code: unread.code });
      if (problem?.kind === 'newer')
        return failed({ kind: 'settings-newer', file: this.#store.path, version: problem.version });
      const changed = change(reading.settings);
      return changed.ok
        ? ok({ json: settingsJson(changed.value, stored), value: changed.value })
        : changed;
    });
  }

  watch(changed: () => void): () => void {
    return this.#store.watch(changed);
  }

  #refuseOtherAwsFiles(stored: StoredSettings): Result<null> {
    this.#areOurFiles ||= this.#namesOurFiles(preferencesIn(stored));
    if (this.#areOurFiles) return ok(null);
    return failed({ kind: 'file-unreadable', file: this.#store.path, code: OTHER_FILES });
  }

  /**
   * Returns the failure, or with `is-reported` adds a problem and returns the last settings.
   * `change` cannot write these settings over the file, because it reads the file again.
   */
  #withoutFile(failure: Failure): Result<SettingsReading> {
    const mustNotify =
      failure.kind === 'file-unreadable' ||
      failure.kind === 'settings-unwritable' ||
      failure.kind === 'lock-held';
    if (!this.#reportsUnreadable || !mustNotify) return failed(failure);
    const { code, ...more } =
      failure.kind === 'lock-held'
        ? { code: 'EBUSY' }
        : { code: failure.code, ...accessIn(failure) };
    const others = this.#problems.filter(({ kind }) => kind !== 'settings-unreadable');
    const problem = { kind: 'settings-unreadable', file: this.#store.path, code, ...more } as const;
    this.#problems = [...others, problem];
    const known = this.#last?.reading;
    const settings = known?.problem?.kind === 'corrupt' ? undefined : known?.settings;
    return ok({
      settings: settings ?? emptySettings(),
      problem: null,
      complete: false,
    });
  }

  #noteProblem({ problem }: SettingsReading): void {
    const file = this.#store.path;
    const setAside = this.#problems.filter(({ kind }) => kind === 'settings-set-aside');
    const now: SettingsFileProblem[] = [];
    if (problem?.kind === 'newer')
      now.push({ kind: 'settings-newer', file, version: problem.version });
    if (problem?.kind === 'partly')
      now.push({ kind: 'settings-partly-read', file, places: problem.places });
    this.#problems = [...setAside, ...now];
  }
}

function accessIn({ access }: { readonly access?: FileAccess }): { readonly access?: FileAccess } {
  return access === undefined ? {} : { access };
}
