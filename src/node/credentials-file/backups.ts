import type { Owner } from '../../core/credentials-file/owner.ts';
import { withoutOurEntries, unmarkedSection } from '../../core/credentials-file/section-release.ts';
import type { Backup, Backups } from '../../core/ports/backups.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { refusalIn } from '../files/file-refused.ts';
import { BackupFolder, type BackupOptions } from './backup-folder.ts';
import { parseBackupName, tagOf } from './backup-name.ts';
import type { BackupName } from './backup-name.ts';
import { codeOrThrow } from '../error-code.ts';

/**
 * Makes backups before the store writes. Both methods fail with `file-unwritable` and the path of
 * the backup folder.
 */
export interface BackupMaker extends Backups {
  /**
   * Backs up the whole file before Rolekeeper's first write (`original`), before a restore, and at
   * most once an hour if other tools changed it. Backs up a section before Rolekeeper replaces its
   * keys.
   */
  beforeRewrite(
    path: string,
    text: string,
    rewrite: Omit<Rewrite, 'addsKeys'>,
    owner: Owner,
  ): Promise<Result<null>>;
  /**
   * Ensures that a backup contains everything that Rolekeeper did not write. Call it before an
   * in-place write, because a crash could interrupt the write.
   */
  beforeInPlace(path: string, text: string, owner: Owner): Promise<Result<null>>;
}

/** What a write changes. */
export interface Rewrite {
  /** The profiles in which this write removes or replaces another tool's credentials. */
  readonly takenOver: readonly string[];
  /** True if the write restores a backup of the whole file. */
  readonly replacesFile: boolean;
  /** False if the write only removes keys. */
  readonly addsKeys: boolean;
}

const HOUR_MS = 3_600_000;
/** How many backups of the kind `hourly` are kept for one credentials file. */
const MAX_HOURLY = 5;

export function createBackups(options: BackupOptions): BackupMaker {
  return new FileBackups(options);
}

class FileBackups implements BackupMaker {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #files: BackupFolder;

  constructor(options: BackupOptions) {
    this.#folder = options.folder;
    this.#clock = options.clock;
    this.#files = new BackupFolder(options);
  }

  beforeRewrite(
    path: string,
    text: string,
    { takenOver, replacesFile }: Omit<Rewrite, 'addsKeys'>,
    owner: Owner,
  ): Promise<Result<null>> {
    return this.#guarded(async () => {
      const known = this.#files.names().filter(({ pathTag }) => pathTag === tagOf(path, 8));
      const whole = known.filter(({ kind }) => kind !== 'section').toSorted((a, b) => b.at - a.at);
      const now = this.#clock.now();
      if (!whole.some(({ kind }) => kind === 'original')) {
        if (text !== '')
          await this.#files.add('original', path, null, withoutOurEntries(text, owner));
      } else if (replacesFile) {
        await this.#files.add('restore', path, null, withoutOurEntries(text, owner));
      } else if (takenOver.length === 0 && Math.abs(now - (whole[0]?.at ?? 0)) >= HOUR_MS) {
        const rest = withoutOurEntries(text, owner);
        if (whole[0]?.contentTag !== tagOf(rest, 16)) await this.#addHourly(path, rest, whole);
      }
      for (const profile of takenOver) await this.#addSection(path, text, profile, owner);
    });
  }

  beforeInPlace(path: string, text: string, owner: Owner): Promise<Result<null>> {
    return this.#guarded(async () => {
      const known = this.#files
        .names()
        .filter(({ pathTag, kind }) => pathTag === tagOf(path, 8) && kind !== 'section');
      const rest = withoutOurEntries(text, owner);
      if (!known.some(({ contentTag }) => contentTag === tagOf(rest, 16)))
        await this.#addHourly(path, rest, known);
    });
  }

  async list(): Promise<Result<readonly Backup[]>> {
    try {
      const found: Backup[] = [];
      for (const name of this.#files.names()) {
        const content = this.#files.content(name.id);
        if (content === null) continue;
        const bytes = Buffer.byteLength(content.text, 'utf8');
        found.push({
          id: name.id,
          kind: name.kind,
          at: name.at,
          path: content.path,
          profile: content.profile,
          bytes,
        });
      }
      return ok(found.toSorted((a, b) => b.at - a.at));
    } catch (error) {
      return failed({ kind: 'file-unreadable', file: this.#folder, code: codeOrThrow(error) });
    }
  }

  async read(id: string): Promise<Result<string>> {
    try {
      const content = parseBackupName(id) === null ? null : this.#files.content(id);
      return content === null ? failed({ kind: 'backup-missing', what: id }) : ok(content.text);
    } catch (error) {
      return failed({
        kind: 'file-unreadable',
        file: this.#files.pathOf(id),
        code: codeOrThrow(error),
      });
    }
  }

  async purge(ids: readonly string[]): Promise<Result<number>> {
    let deleted = 0;
    try {
      this.#files.removeUnfinished(0);
      for (const { id } of this.#files.names().filter((name) => ids.includes(name.id))) {
        this.#files.remove(id);
        deleted += 1;
      }
      return ok(deleted);
    } catch (error) {
      return failed({ kind: 'file-unwritable', file: this.#folder, code: codeOrThrow(error) });
    }
  }

  /**
   * Adds a copy of the whole file and removes the oldest copies. `before` lists the backups that
   * existed before this call.
   */
  async #addHourly(path: string, text: string, before: readonly BackupName[]): Promise<void> {
    await this.#files.add('hourly', path, null, text);
    const hourly = before.filter(({ kind }) => kind === 'hourly').toSorted((a, b) => b.at - a.at);
    for (const { id } of hourly.slice(MAX_HOURLY - 1)) this.#files.remove(id);
  }

  /**
   * Copies the section only up to its last entry, because edits never change the lines after it.
   */
  async #addSection(path: string, text: string, profile: string, owner: Owner): Promise<void> {
    const section = unmarkedSection(text, profile, owner);
    if (section !== null) await this.#files.add('section', path, profile, section);
  }

  async #guarded(work: () => Promise<void>): Promise<Result<null>> {
    try {
      await work();
      return ok(null);
    } catch (error) {
      return failed({ kind: 'file-unwritable', file: this.#folder, ...refusalIn(error) });
    }
  }
}
