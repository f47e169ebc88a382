import { isUtf8 } from 'node:buffer';
import { renameSync } from 'node:fs';
import type { SettingsStore, StoredSettings } from '../core/ports/settings-store.ts';
import type { Result } from '../core/result.ts';
import { failed, ok } from '../core/result.ts';
import { LOCK_WAIT_MS } from '../core/ports/role-locks.ts';
import { watchFile } from './files/folder-watch.ts';
import type { AcquireLock } from './locks/path-lock.ts';
import { refusalIn } from './files/file-refused.ts';
import { MAX_BYTES } from './files/open-regular.ts';
import { readOwnFile } from './files/own-file.ts';
import { replaceFile } from './files/replace-file.ts';
import { setAsidePath } from './state/set-aside.ts';

export interface JsonSettingsOptions {
  /** settings.json in Rolekeeper's folder. */
  readonly file: string;
  readonly lock: AcquireLock;
  /**
   * Returns the wall time in epoch ms. It becomes part of the new name of a broken settings.json.
   */
  readonly now: () => number;
}

/**
 * Creates the store for settings.json (mode 0600), which reads, changes and writes the file under
 * its lock, so that no process overwrites the change of another process. Fails with
 * `file-unreadable`, with `settings-unwritable`, or like the lock.
 */
export function createJsonSettingsStore(options: JsonSettingsOptions): SettingsStore {
  return new JsonSettingsStore(options);
}

class JsonSettingsStore implements SettingsStore {
  readonly path: string;
  readonly #lock: AcquireLock;
  readonly #now: () => number;
  #lastRead: Buffer | null = null;
  #lastStored: StoredSettings | null = null;

  constructor({ file, lock, now }: JsonSettingsOptions) {
    this.path = file;
    this.#lock = lock;
    this.#now = now;
  }

  async read(): Promise<Result<StoredSettings>> {
    const bytes = bytesOf(this.path);
    if (!bytes.ok) return bytes;
    const same = bytes.value !== null && this.#lastRead?.equals(bytes.value) === true;
    this.#lastStored =
      same && this.#lastStored !== null ? this.#lastStored : parseSettings(bytes.value);
    this.#lastRead = bytes.value;
    return ok(this.#lastStored);
  }

  lastRead(): StoredSettings | null {
    return this.#lastStored;
  }

  update<T>(
    change: (stored: StoredSettings) => Result<{ readonly json: unknown; readonly value: T }>,
  ): Promise<Result<T>> {
    return this.#locked(async () => {
      const bytes = bytesOf(this.path);
      if (!bytes.ok) return bytes;
      const changed = change(parseSettings(bytes.value));
      if (!changed.ok) return changed;
      const text = `${JSON.stringify(changed.value.json, null, 2)}\n`;
      if (text !== bytes.value?.toString('utf8')) await replaceFile(this.path, text);
      return ok(changed.value.value);
    });
  }

  setAside(): Promise<Result<string | null>> {
    return this.#locked(async () => {
      const bytes = bytesOf(this.path);
      if (!bytes.ok) return bytes;
      if (bytes.value === null || this.#lastRead === null || !bytes.value.equals(this.#lastRead))
        return ok(null);
      const movedTo = setAsidePath(this.path, this.#now());
      renameSync(this.path, movedTo);
      return ok(movedTo);
    });
  }

  watch(changed: () => void): () => void {
    return watchFile(this.path, changed);
  }

  async #locked<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const lock = await this.#lock(LOCK_WAIT_MS);
    if (!lock.ok) return lock;
    try {
      return await work();
    } catch (error) {
      return failed({ kind: 'settings-unwritable', file: this.path, ...refusalIn(error) });
    } finally {
      lock.value.release();
    }
  }
}

/** Reads settings.json once, without a lock. Fails with `file-unreadable`. */
export function readStoredSettings(file: string): Result<StoredSettings> {
  const bytes = bytesOf(file);
  return bytes.ok ? ok(parseSettings(bytes.value)) : bytes;
}

/** Returns the bytes of the file, or null if there is no file. */
function bytesOf(file: string): Result<Buffer | null> {
  try {
    return ok(readOwnFile(file, MAX_BYTES.settings));
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal.code === 'ENOENT') return ok(null);
    return failed({ kind: 'file-unreadable', file, ...refusal });
  }
}

function parseSettings(bytes: Buffer | null): StoredSettings {
  if (bytes === null) return { state: 'absent' };
  try {
    if (!isUtf8(bytes)) return { state: 'unparsable' };
    // Removes a byte order mark, because Windows Notepad can write one at the start of a UTF-8
    // file.
    return { state: 'json', json: JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) };
  } catch {
    return { state: 'unparsable' };
  }
}
