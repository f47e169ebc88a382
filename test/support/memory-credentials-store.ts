import { type IniDocument, parseIni } from '../../src/core/credentials-file/ini-document.ts';
import { verifyEdit } from '../../src/core/credentials-file/verify-edit.ts';
import type { Owner } from '../../src/core/credentials-file/owner.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type {
  CredentialsStore,
  FileEdit,
  FileWritten,
} from '../../src/core/credentials-file/credentials-store.ts';
import { failed, ok, type Result } from '../../src/core/result.ts';
import type { Failure } from '../../src/core/failure.ts';
import { MemoryLock } from './memory-lock.ts';
import { testOwner } from './owner.ts';

interface Watcher {
  readonly pid: number;
  readonly changed: () => void;
}

/** Credentials files in memory, and their locks. `store` returns the store of one process. */
export class MemoryCredentialsDisk {
  readonly #clock: Clock;
  readonly #texts = new Map<string, string>();
  readonly #locks = new Map<string, MemoryLock>();
  /** How many ms a process keeps the lock after its write. Others can already read the new text. */
  releaseDelayMs = 0;
  readonly #watchers = new Map<string, Set<Watcher>>();
  /** The failure of every write; null if writes succeed. */
  writeTrouble: Failure | null = null;
  /** How often the store has written the file. */
  writes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  text(path: string): string | null {
    return this.#texts.get(path) ?? null;
  }

  /** Writes without the lock, as other tools do; null removes the file. Notifies the watchers. */
  setText(path: string, text: string | null): void {
    if (text === null) this.#texts.delete(path);
    else this.#texts.set(path, text);
    this.#notify(path);
  }

  store(path: string, pid: number, owner: Owner = testOwner): CredentialsStore {
    return {
      path,
      owner,
      read: () => Promise.resolve(ok(this.text(path))),
      document: parseIni,
      update: (edit, written) => this.#update(path, pid, edit, written),
      watch: (changed) => {
        const watchers = this.#watchers.get(path) ?? new Set();
        this.#watchers.set(path, watchers);
        const watcher = { pid, changed };
        watchers.add(watcher);
        return () => {
          watchers.delete(watcher);
        };
      },
    };
  }

  /** Releases the locks and removes the watchers of a process that has died. */
  forget(pid: number): void {
    for (const lock of this.#locks.values()) lock.forget(pid);
    for (const watchers of this.#watchers.values()) {
      for (const watcher of watchers) if (watcher.pid === pid) watchers.delete(watcher);
    }
  }

  async #update<T>(
    path: string,
    pid: number,
    edit: (present: IniDocument) => Result<FileEdit<T> | null>,
    written: ((value: T) => void) | undefined,
  ): Promise<Result<FileWritten<T> | null>> {
    const lock = this.#locks.get(path) ?? new MemoryLock();
    this.#locks.set(path, lock);
    const held = await lock.acquire(pid, 90_000, this.#clock);
    if (!held.ok) return held;
    try {
      const before = parseIni(this.text(path) ?? '');
      const edited = edit(before);
      if (!edited.ok || edited.value === null) return edited.ok ? ok(null) : edited;
      const { violation, fault } = verifyEdit(before, edited.value);
      if (violation !== null)
        return failed({
          kind: 'file-broken',
          file: path,
          line: violation.line,
          rule: violation.rule,
        });
      if (fault !== null) throw new Error(fault);
      if (this.writeTrouble !== null) return failed(this.writeTrouble);
      this.#texts.set(path, edited.value.text);
      this.writes += 1;
      written?.(edited.value.value);
      this.#notify(path);
      if (this.releaseDelayMs > 0)
        await new Promise<void>((done) => this.#clock.wake(this.releaseDelayMs, done));
      return ok({ value: edited.value.value, inPlace: false });
    } finally {
      held.value.release();
    }
  }

  #notify(path: string): void {
    for (const watcher of this.#watchers.get(path) ?? []) {
      this.#clock.wake(50, () => {
        if (this.#watchers.get(path)?.has(watcher) === true) watcher.changed();
      });
    }
  }
}
