import { firstViolation } from '../../core/credentials-file/botocore-rules.ts';
import { type IniDocument, parseIni } from '../../core/credentials-file/ini-document.ts';
import { verifyEdit } from '../../core/credentials-file/verify-edit.ts';
import type { Owner } from '../../core/credentials-file/owner.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { LOCK_WAIT_MS, type HeldLock } from '../../core/ports/role-locks.ts';
import type {
  CredentialsStore,
  FileEdit,
  FileWritten,
} from '../../core/credentials-file/credentials-store.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { watchFile } from '../files/folder-watch.ts';
import { type Machine, thisMachine } from '../machine.ts';
import type { BackupMaker } from './backups.ts';
import { refusalIn } from '../files/file-refused.ts';
import { FileWriter } from './file-writer.ts';
import { firstKeyIniMisreads } from './ini-agrees.ts';
import type { OpenedFile } from './opened-file.ts';
import { resolveCredentialsPath } from './resolved-path.ts';
import { SettledReader } from './settled-reader.ts';
import { WriteJournal } from './write-journal.ts';

export interface CredentialsFileOptions {
  /**
   * The path that `resolveCredentialsPath` returned. If a symbolic link is created there later,
   * writes follow the link and keep it.
   */
  readonly path: string;
  /** Rolekeeper's folder. */
  readonly home: string;
  /** Acquires the lock of this path, which all processes share. */
  readonly lock: (waitMs: number) => Promise<Result<HeldLock>>;
  readonly backups: BackupMaker;
  readonly owner: Owner;
  readonly clock: Clock;
  /**
   * Returns true if the user wants in-place writes. The store calls it before each write. Default:
   * false.
   */
  readonly wantsInPlace?: () => boolean;
  readonly machine?: Machine;
}

/** An update starts over if another program changes the file, but not after this time. */
const SETTLE_MS = 2000;
/** How long `finishInterruptedWrite` waits for the lock. */
const FINISH_WAIT_MS = 2000;

/**
 * Creates the store of the credentials file on disk. Its methods fail with:
 *
 * - `file-unreadable`: the system refuses to read
 * - `file-broken`: botocore would refuse the file, so nothing is written
 * - `file-unwritable`: the system refuses to write, or the backup failed
 * - `file-unsettled`: other programs kept changing the file for 2 s
 * - `lock-held`, `lock-cycle`, `state-unavailable`: the lock was not acquired
 */
export function createCredentialsFileStore(options: CredentialsFileOptions): CredentialsStore {
  return new CredentialsFileStore(options);
}

/**
 * Finishes an in-place write that a crash interrupted, so that the file can be read. Does nothing
 * if another process keeps the lock, because the next update also finishes the write.
 */
export async function finishInterruptedWrite({
  path,
  home,
  lock,
  machine = thisMachine,
}: Pick<CredentialsFileOptions, 'path' | 'home' | 'lock' | 'machine'>): Promise<void> {
  const journal = new WriteJournal(resolveCredentialsPath(path, machine.fs), home, machine);
  if (!journal.isPending()) return;
  const held = await lock(FINISH_WAIT_MS);
  if (!held.ok) return;
  try {
    await journal.finish();
  } finally {
    held.value.release();
  }
}

class CredentialsFileStore implements CredentialsStore {
  readonly path: string;
  readonly owner: Owner;
  readonly #options: CredentialsFileOptions;
  readonly #reader: SettledReader;
  /**
   * The last text that was read or written, parsed. The reference is weak, because the text
   * contains secrets.
   */
  #parsedLast: WeakRef<IniDocument> | null = null;
  readonly #machine: Machine;

  constructor(options: CredentialsFileOptions) {
    this.path = options.path;
    this.owner = options.owner;
    this.#options = options;
    this.#machine = options.machine ?? thisMachine;
    this.#reader = new SettledReader(options.clock, this.#machine);
  }

  read(): Promise<Result<string | null>> {
    return this.#reader.text(resolveCredentialsPath(this.path, this.#machine.fs));
  }

  document(text: string): IniDocument {
    const last = this.#parsedLast?.deref();
    if (last?.text === text) return last;
    const parsed = parseIni(text);
    this.#parsedLast = new WeakRef(parsed);
    return parsed;
  }

  async update<T>(
    edit: (present: IniDocument) => Result<FileEdit<T> | null>,
    written?: (value: T) => void,
  ): Promise<Result<FileWritten<T> | null>> {
    const lock = await this.#options.lock(LOCK_WAIT_MS);
    if (!lock.ok) return lock;
    try {
      const writer = await this.#writer();
      if (!writer.ok) return writer;
      const result = await this.#rewrite(writer.value, edit);
      if (result.ok && result.value !== null) written?.(result.value.value);
      return result;
    } finally {
      lock.value.release();
    }
  }

  /** Finishes an interrupted write, then returns the writer for the resolved path. */
  async #writer(): Promise<Result<FileWriter>> {
    const { home, clock, backups, wantsInPlace } = this.#options;
    const machine = this.#machine;
    try {
      const writer = new FileWriter({
        name: this.path,
        path: resolveCredentialsPath(this.path, machine.fs),
        home,
        wantsInPlace: wantsInPlace?.() ?? false,
        backups,
        clock,
        reader: this.#reader,
        machine,
        owner: this.owner,
      });
      await writer.finishInterrupted();
      return ok(writer);
    } catch (error) {
      return failed({ kind: 'file-unwritable', file: this.path, ...refusalIn(error) });
    }
  }

  watch(changed: () => void): () => void {
    return watchFile(this.path, changed, this.#machine);
  }

  /** Reads, edits and writes. Starts over if another process wrote meanwhile. */
  async #rewrite<T>(
    writer: FileWriter,
    edit: (present: IniDocument) => Result<FileEdit<T> | null>,
  ): Promise<Result<FileWritten<T> | null>> {
    const { clock } = this.#options;
    const { path } = writer;
    const until = clock.monotonic() + SETTLE_MS;
    let opened = await this.#reader.openForEdit(path);
    for (;;) {
      if (!opened.ok) return opened;
      const original: OpenedFile | null = opened.value;
      try {
        const present = this.document(original?.text ?? '');
        const edited = this.#checkEdit(present, edit(present));
        if (
          !edited.ok &&
          edited.failure.kind === 'file-broken' &&
          clock.monotonic() < until &&
          isRecent(original, clock)
        ) {
          // Another program may still be writing the file.
          opened = await this.#reader.readSettled(path, opened);
          continue;
        }
        if (!edited.ok) return edited;
        if (edited.value === null) return ok(null);
        const { text, value, takenOver = [], replacesFile = false } = edited.value;
        if (text === present.text) return ok({ value, inPlace: false });
        const addsKeys = edited.value.sections.some(({ keys }) => keys !== null);
        const rewrite = { takenOver, replacesFile, addsKeys };
        const wrote = await writer.write(original, text, rewrite);
        if (!wrote.ok) return wrote;
        if (wrote.value !== 'changed') return ok({ value, inPlace: wrote.value === 'in-place' });
      } finally {
        original?.descriptor.close();
      }
      if (clock.monotonic() >= until) return failed({ kind: 'file-unsettled', file: this.path });
      opened = await this.#reader.open(path);
    }
  }

  /**
   * Checks an edit before it is written. Throws if the new text contains other changes than the
   * edit announces, because that is a bug.
   */
  #checkEdit<T>(
    present: IniDocument,
    edited: Result<FileEdit<T> | null>,
  ): Result<FileEdit<T> | null> {
    if (!edited.ok || edited.value === null || edited.value.text === present.text) return edited;
    const { violation, fault, after } = verifyEdit(present, edited.value);
    this.#parsedLast = new WeakRef(after);
    if (violation !== null) {
      const { line, rule } = firstViolation(present.text) ?? violation;
      return failed({ kind: 'file-broken', file: this.path, line, rule });
    }
    const misread = fault === null ? firstKeyIniMisreads(after, edited.value.sections) : null;
    if (fault === null && misread === null) return edited;
    throw new Error(
      `An edit of the credentials file failed its check: ${fault ?? `the ini parser reads another value for ${misread ?? ''}`}`,
    );
  }
}

/** Another program may still be writing a file that changed within this time. */
const RECENT_MS = 2000;

function isRecent(file: OpenedFile | null, clock: Clock): boolean {
  return file !== null && Math.abs(clock.now() - Number(file.stat.mtimeMs)) < RECENT_MS;
}
