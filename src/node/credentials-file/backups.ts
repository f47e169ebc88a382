import { constants, lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Owner } from '../../core/credentials-file/owner.ts';
import { cutOurs, unmarkedSection } from '../../core/credentials-file/section-release.ts';
import type { Backup, Backups } from '../../core/ports/backups.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { Descriptor, removeQuietly } from '../files/descriptor.ts';
import { FileRefused, refusalIn } from '../files/file-refused.ts';
import { MAX_BYTES, readRegular } from '../files/open-regular.ts';
import { lastingRename } from '../files/lasting-rename.ts';
import { ensurePrivateFolder } from '../files/private-file.ts';
import { backupName, isUnfinishedCopy, parseBackupName, tagOf } from './backup-name.ts';
import type { BackupName } from './backup-name.ts';
import { codeOrThrow } from '../error-code.ts';

/**
 * Makes backups before the store writes. Fails with `file-unwritable` and the path of the backup
 * folder.
 */
export interface BackupMaker extends Backups {
  /**
   * Makes the backups that a rewrite needs.
   *
   * Backs up the whole file before Rolekeeper's first write (`original`) and before a restore. Also
   * backs it up if other tools changed it, but at most once an hour, and keeps the last five of
   * these backups. Backs up a section before Rolekeeper replaces its keys.
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

export interface Rewrite {
  readonly takenOver: readonly string[];
  readonly replacesFile: boolean;
  /** False if the write only removes keys. */
  readonly addsKeys: boolean;
}

export interface BackupOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
}

const HOUR_MS = 3_600_000;
const MAX_HOURLY = 5;
const suffix = '.ini';

/**
 * Creates the backups in Rolekeeper's folder. Each backup is a file with mode 0600, without the
 * sections that Rolekeeper wrote. Its first line is a comment with the path and the profile.
 * Symbolic links are refused.
 */
export function createBackups(options: BackupOptions): BackupMaker {
  return new BackupFolder(options);
}

const factsSchema = z.object({ path: z.string(), profile: z.nullable(z.string()) });
const firstLine = '# rolekeeper backup ';

class BackupFolder implements BackupMaker {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor({ folder, clock, random }: BackupOptions) {
    this.#folder = folder;
    this.#clock = clock;
    this.#random = random;
  }

  beforeRewrite(
    path: string,
    text: string,
    { takenOver, replacesFile }: Omit<Rewrite, 'addsKeys'>,
    owner: Owner,
  ): Promise<Result<null>> {
    return this.#guarded(async () => {
      const known = this.#names().filter(({ pathTag }) => pathTag === tagOf(path, 8));
      const whole = known.filter(({ kind }) => kind !== 'section').toSorted((a, b) => b.at - a.at);
      const now = this.#clock.now();
      if (!whole.some(({ kind }) => kind === 'original')) {
        if (text !== '') await this.#keep('original', path, null, cutOurs(text, owner));
      } else if (replacesFile) {
        await this.#keep('restore', path, null, cutOurs(text, owner));
      } else if (takenOver.length === 0 && Math.abs(now - (whole[0]?.at ?? 0)) >= HOUR_MS) {
        await this.#keepChanged(path, text, whole, owner);
      }
      for (const profile of takenOver) await this.#keepSection(path, text, profile, owner);
    });
  }

  beforeInPlace(path: string, text: string, owner: Owner): Promise<Result<null>> {
    return this.#guarded(async () => {
      const known = this.#names().filter(
        ({ pathTag, kind }) => pathTag === tagOf(path, 8) && kind !== 'section',
      );
      const theirs = cutOurs(text, owner);
      if (known.some(({ contentTag }) => contentTag === tagOf(theirs, 16))) return;
      await this.#keep('hourly', path, null, theirs);
      this.#dropOldHourly(known);
    });
  }

  async list(): Promise<Result<readonly Backup[]>> {
    try {
      const found: Backup[] = [];
      for (const name of this.#names()) {
        const content = this.#content(name.id);
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
      const content = parseBackupName(id) === null ? null : this.#content(id);
      return content === null ? failed({ kind: 'backup-missing', what: id }) : ok(content.text);
    } catch (error) {
      return failed({ kind: 'file-unreadable', file: this.#fileOf(id), code: codeOrThrow(error) });
    }
  }

  async purge(ids: readonly string[]): Promise<Result<number>> {
    let deleted = 0;
    try {
      this.#sweep(0);
      for (const { id } of this.#names().filter((name) => ids.includes(name.id))) {
        unlinkSync(this.#fileOf(id));
        deleted += 1;
      }
      return ok(deleted);
    } catch (error) {
      return failed({ kind: 'file-unwritable', file: this.#folder, code: codeOrThrow(error) });
    }
  }

  async #keepChanged(
    path: string,
    text: string,
    whole: readonly BackupName[],
    owner: Owner,
  ): Promise<void> {
    const theirs = cutOurs(text, owner);
    if (whole[0]?.contentTag === tagOf(theirs, 16)) return;
    await this.#keep('hourly', path, null, theirs);
    this.#dropOldHourly(whole);
  }

  /** `before`: the backups that existed before the newest one was made. */
  #dropOldHourly(before: readonly BackupName[]): void {
    const hourly = before.filter(({ kind }) => kind === 'hourly').toSorted((a, b) => b.at - a.at);
    for (const { id } of hourly.slice(MAX_HOURLY - 1)) unlinkSync(this.#fileOf(id));
  }

  /**
   * Copies the section only up to its last entry, because edits never change the lines after it.
   */
  async #keepSection(path: string, text: string, profile: string, owner: Owner): Promise<void> {
    const section = unmarkedSection(text, profile, owner);
    if (section !== null) await this.#keep('section', path, profile, section);
  }

  /** Writes a temporary file and renames it, so that a backup is never incomplete. */
  async #keep(
    kind: Backup['kind'],
    path: string,
    profile: string | null,
    text: string,
  ): Promise<void> {
    ensurePrivateFolder(this.#folder, 'refused');
    const id = this.#freeId(kind, path, profile ?? text);
    this.#sweep(HOUR_MS);
    const temporary = join(this.#folder, `.${this.#random.hex(8)}`);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const descriptor = new Descriptor(temporary, flags, 0o600);
    try {
      descriptor.write(
        Buffer.from(`${firstLine}${JSON.stringify({ path, profile })}\n${text}`, 'utf8'),
      );
      await descriptor.sync();
      descriptor.close();
      await lastingRename(temporary, this.#fileOf(id));
    } catch (error) {
      descriptor.close();
      removeQuietly(temporary);
      throw error;
    }
  }

  /**
   * Returns an unused ID. If two backups of one section are made in the same millisecond, the
   * second one gets a later time.
   */
  #freeId(kind: Backup['kind'], path: string, content: string): string {
    const taken = new Set(this.#names().map(({ id }) => id));
    for (let at = this.#clock.now(); ; at += 1) {
      const { id } = backupName(kind, at, path, content);
      if (!taken.has(id)) return id;
    }
  }

  /** Removes incomplete copies that killed processes left. Ignores the system's errors. */
  #sweep(olderThanMs: number): void {
    for (const file of this.#files().filter(isUnfinishedCopy)) {
      const path = join(this.#folder, file);
      try {
        const found = lstatSync(path);
        if (found.isFile() && this.#clock.now() - found.mtimeMs >= olderThanMs) unlinkSync(path);
      } catch (error) {
        codeOrThrow(error);
      }
    }
  }

  #content(id: string): { path: string; profile: string | null; text: string } | null {
    const whole = this.#text(id);
    if (whole === null) return null;
    const lineEnd = whole.indexOf('\n');
    if (!whole.startsWith(firstLine)) return null;
    const facts = factsSchema.safeParse(parseJson(whole.slice(firstLine.length, lineEnd)));
    return facts.success ? { ...facts.data, text: whole.slice(lineEnd + 1) } : null;
  }

  #text(id: string): string | null {
    try {
      const rules = { links: 'refused', maxBytes: MAX_BYTES.backup } as const;
      return readRegular(this.#fileOf(id), rules).toString('utf8');
    } catch (error) {
      // Skips a file that was deleted meanwhile or is not regular, so that the other backups can
      // still be listed.
      if (error instanceof FileRefused || codeOrThrow(error) === 'ENOENT') return null;
      throw error;
    }
  }

  #names(): readonly BackupName[] {
    return this.#files().flatMap((file) => {
      const name = file.endsWith(suffix) ? parseBackupName(file.slice(0, -suffix.length)) : null;
      return name === null ? [] : [name];
    });
  }

  #files(): readonly string[] {
    try {
      return readdirSync(this.#folder);
    } catch (error) {
      if (codeOrThrow(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #fileOf(id: string): string {
    return join(this.#folder, id + suffix);
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

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
