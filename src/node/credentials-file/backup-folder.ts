import { constants, lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Backup } from '../../core/ports/backups.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import { codeOrThrow } from '../error-code.ts';
import { Descriptor, removeQuietly } from '../files/descriptor.ts';
import { FileRefused } from '../files/file-refused.ts';
import { durableRename } from '../files/durable-rename.ts';
import { MAX_BYTES, readRegular } from '../files/open-regular.ts';
import { ensurePrivateFolder } from '../files/private-file.ts';
import { type BackupName, backupName, isUnfinishedCopy, parseBackupName } from './backup-name.ts';

export interface BackupOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
}

const HOUR_MS = 3_600_000;
const suffix = '.ini';
const factsSchema = z.object({ path: z.string(), profile: z.nullable(z.string()) });
const firstLine = '# rolekeeper backup ';

/**
 * Keeps the backup files (mode 0600) in one folder, and refuses symbolic links. The first line of a
 * backup is a comment with the path and the profile.
 */
export class BackupFolder {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor({ folder, clock, random }: BackupOptions) {
    this.#folder = folder;
    this.#clock = clock;
    this.#random = random;
  }

  /** Writes a temporary file and renames it, so that a backup is never incomplete. */
  async add(
    kind: Backup['kind'],
    path: string,
    profile: string | null,
    text: string,
  ): Promise<void> {
    ensurePrivateFolder(this.#folder, 'refused');
    const id = this.#freeId(kind, path, profile ?? text);
    this.removeUnfinished(HOUR_MS);
    const temporary = join(this.#folder, `.${this.#random.hex(8)}`);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const descriptor = new Descriptor(temporary, flags, 0o600);
    try {
      descriptor.write(
        Buffer.from(`${firstLine}${JSON.stringify({ path, profile })}\n${text}`, 'utf8'),
      );
      await descriptor.sync();
      descriptor.close();
      await durableRename(temporary, this.pathOf(id));
    } catch (error) {
      descriptor.close();
      removeQuietly(temporary);
      throw error;
    }
  }

  /**
   * Returns an unused ID. If two backups of one section are made in the same millisecond, the ID of
   * the second one contains a later time.
   */
  #freeId(kind: Backup['kind'], path: string, content: string): string {
    const taken = new Set(this.names().map(({ id }) => id));
    for (let at = this.#clock.now(); ; at += 1) {
      const { id } = backupName(kind, at, path, content);
      if (!taken.has(id)) return id;
    }
  }

  remove(id: string): void {
    unlinkSync(this.pathOf(id));
  }

  /** Removes incomplete copies that killed processes left. Ignores the system's errors. */
  removeUnfinished(olderThanMs: number): void {
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

  content(id: string): { path: string; profile: string | null; text: string } | null {
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
      return readRegular(this.pathOf(id), rules).toString('utf8');
    } catch (error) {
      // Skips a file that was deleted meanwhile or is not regular, so that the other backups can
      // still be listed.
      if (error instanceof FileRefused || codeOrThrow(error) === 'ENOENT') return null;
      throw error;
    }
  }

  names(): readonly BackupName[] {
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

  pathOf(id: string): string {
    return join(this.#folder, id + suffix);
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
