import { mergeEdits } from '../../core/credentials-file/merge-edits.ts';
import type { Owner } from '../../core/credentials-file/owner.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { refusalIn } from '../files/file-refused.ts';
import type { Machine } from '../machine.ts';
import type { BackupMaker, Rewrite } from './backups.ts';
import { lateText, UNCHANGED_MS } from './late-writer.ts';
import type { OpenedFile } from './opened-file.ts';
import { refuseUnwritable } from './refuse-unwritable.ts';
import { pause } from './pause.ts';
import { replaceCredentialsFile } from './replace-file.ts';
import type { Replaced } from './replace-file.ts';
import type { SettledReader } from './settled-reader.ts';
import { TemporaryFiles } from './temporary-files.ts';
import { WriteJournal } from './write-journal.ts';

export interface FileWriterDeps {
  /** The path that failures and backups show. */
  readonly name: string;
  /** The path with its symbolic links resolved. */
  readonly path: string;
  /** Rolekeeper's folder. */
  readonly home: string;
  readonly wantsInPlace: boolean;
  readonly backups: BackupMaker;
  readonly owner: Owner;
  readonly clock: Clock;
  readonly reader: SettledReader;
  readonly machine: Machine;
}

/** How long the changes of other tools are merged after one write. */
const MERGE_MS = 2000;
/** The pause before a refused read or write is repeated. */
const STEP_MS = 10;

/**
 * Backs up the credentials file, writes a new text to it, and merges the changes that other tools
 * made during the write. The caller must hold the file's lock.
 */
export class FileWriter {
  readonly #deps: FileWriterDeps;
  readonly #temporary: TemporaryFiles;
  readonly #journal: WriteJournal;

  constructor(deps: FileWriterDeps) {
    this.#deps = deps;
    const { path, home, machine } = deps;
    this.#temporary = new TemporaryFiles(path, home, machine);
    this.#journal = new WriteJournal(path, home, machine);
  }

  get path(): string {
    return this.#deps.path;
  }

  /**
   * Removes the temporary files of interrupted writes, and finishes an interrupted in-place write.
   * Throws the system's errors.
   */
  async finishInterrupted(): Promise<void> {
    this.#temporary.sweep(this.#deps.clock.now());
    await this.#journal.finish();
  }

  /**
   * Writes the text, or returns `changed` if the file changed after it was read. Fails with
   * `file-unwritable`, or with the failure of a later read if changes of other tools must be
   * merged.
   */
  async write(
    original: OpenedFile | null,
    text: string,
    rewrite: Rewrite,
  ): Promise<Result<Replaced['outcome']>> {
    const { name, path, backups, reader, owner, machine } = this.#deps;
    const adds = rewrite.addsKeys || rewrite.replacesFile;
    try {
      refuseUnwritable(path, original?.stat ?? null, adds, machine);
    } catch (error) {
      return failed({ kind: 'file-unwritable', file: name, ...refusalIn(error) });
    }
    const mustBackUp = rewrite.takenOver.length > 0 || rewrite.replacesFile;
    // A file that no other tool has written since Rolekeeper's last write needs no backup, because
    // an older backup contains everything that Rolekeeper did not write.
    if (original !== null && (mustBackUp || !reader.isAsWritten(original.stat))) {
      const backedUp = await backups.beforeRewrite(name, original.text, rewrite, owner);
      if (!backedUp.ok) return backedUp;
    }
    const replaced = await this.#replace(original, text);
    if (!replaced.ok || replaced.value === 'changed') return replaced;
    const late = await this.#mergeLate(original);
    if (!late.ok) return late;
    return ok(late.value === 'in-place' ? 'in-place' : replaced.value);
  }

  async #replace(original: OpenedFile | null, text: string): Promise<Result<Replaced['outcome']>> {
    const { name, path, wantsInPlace, backups, clock, reader, owner, machine } = this.#deps;
    try {
      const replaced = await replaceCredentialsFile({
        path,
        text,
        original,
        temporaryPath: this.#temporary.next(),
        journal: this.#journal,
        wantsInPlace,
        clock,
        machine,
        beforeInPlace: () => backups.beforeInPlace(name, original?.text ?? '', owner),
      });
      if (!replaced.ok) return replaced;
      if (replaced.value.outcome !== 'changed') reader.noteOwnWrite(replaced.value.stat);
      return ok(replaced.value.outcome);
    } catch (error) {
      return failed({ kind: 'file-unwritable', file: name, ...refusalIn(error) });
    }
  }

  /**
   * Merges a text that another tool wrote to the old file after Rolekeeper replaced it. Checks once
   * more after a pause, because a tool that read the old file could overwrite the merged text.
   */
  async #mergeLate(original: OpenedFile | null): Promise<Result<Replaced['outcome']>> {
    const { name, path, backups, clock, reader, owner, machine } = this.#deps;
    const until = clock.monotonic() + MERGE_MS;
    let outcome: Replaced['outcome'] = 'renamed';
    let base = original?.text ?? '';
    let late = await lateText(original, clock, machine);
    let refused: Result<never> | null = null;
    // Merges again if a tool wrote to the file that the last merge replaced. Also repeats a refused
    // read or write, because the tool's text would otherwise be lost.
    while (late !== null) {
      if (clock.monotonic() >= until) {
        if (refused === null) break;
        // The system keeps refusing, so the other tool's text is backed up.
        const backedUp = await backups.beforeInPlace(name, late, owner);
        return backedUp.ok ? refused : backedUp;
      }
      if (refused !== null) await pause(clock, STEP_MS);
      const opened = await reader.openReadable(path);
      refused = opened.ok ? null : opened;
      if (!opened.ok) continue;
      const current = opened.value;
      if (current === null) {
        refused = failed({ kind: 'file-unreadable', file: name, code: 'ENOENT' });
        continue;
      }
      try {
        const merged = mergeEdits(base, late, current.text, owner);
        if (merged === null) break;
        const replaced = await this.#replace(current, merged);
        refused = replaced.ok ? null : replaced;
        if (!replaced.ok || replaced.value === 'changed') continue;
        outcome = replaced.value;
        base = current.text;
        late = await lateText(current, clock, machine);
        if (late !== null) continue;
        late = merged;
        await pause(clock, UNCHANGED_MS);
      } finally {
        current.descriptor.close();
      }
    }
    return ok(outcome);
  }
}
