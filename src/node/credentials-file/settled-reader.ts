import type { BigIntStats } from 'node:fs';
import { firstViolation } from '../../core/credentials-file/botocore-rules.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { ok, type Result } from '../../core/result.ts';
import { codeOrThrow } from '../error-code.ts';
import { isBriefRefusal } from '../files/brief-refusal.ts';
import type { Machine } from '../machine.ts';
import { isSameFile, openFile } from './opened-file.ts';
import type { OpenedFile } from './opened-file.ts';
import { TRUNCATED_UNCHANGED_MS } from './late-writer.ts';
import { pause } from './pause.ts';

/** How long a read waits for a complete text. */
const MAX_WAIT_MS = 2000;
/** A text that did not change for this long counts as complete. */
const UNCHANGED_MS = 50;
/**
 * How long an edit waits after another tool has written the file, even if the text looks complete.
 */
const COMPLETE_WAIT_MS = 200;
/** The pause between two reads. */
const STEP_MS = 10;
/** The longest pause before a refused read is tried again. All pauses together take 1.3 s. */
const MAX_PAUSE_MS = 640;

/**
 * Reads a file that other tools write in place, such as the AWS CLI, which truncates the file
 * first. Reads an empty or shortened text again until it stops changing, for at most 2 s.
 */
export class SettledReader {
  readonly #clock: Clock;
  readonly #machine: Machine;
  /** The state of the file at the last read or at Rolekeeper's last write. */
  #last: BigIntStats | null = null;
  /** The state of the file after Rolekeeper's last write. */
  #written: BigIntStats | null = null;

  constructor(clock: Clock, machine: Machine) {
    this.#clock = clock;
    this.#machine = machine;
  }

  /** Returns the text of the file, or null if there is no file. */
  async text(path: string): Promise<Result<string | null>> {
    const opened = await this.open(path);
    if (!opened.ok) return opened;
    opened.value?.descriptor.close();
    return ok(opened.value?.text ?? null);
  }

  /** Opens and reads the file. The caller must close it. */
  async open(path: string): Promise<Result<OpenedFile | null>> {
    const opened = await this.#openWithRetries(path);
    if (!opened.ok) {
      const mayBeIncomplete = opened.failure.kind === 'file-broken' && this.#isRecent(path);
      return mayBeIncomplete ? this.readSettled(path, opened) : opened;
    }
    const file = opened.value;
    if (file !== null && this.#isShortened(file.stat)) return this.readSettled(path, opened);
    this.#last = file?.stat ?? null;
    return opened;
  }

  /**
   * Does the same as `open`, but also waits briefly if another tool has just written this file in
   * place, because the first part of a long file can look complete. `lateText` finds what the tool
   * writes after this wait.
   */
  async openForEdit(path: string): Promise<Result<OpenedFile | null>> {
    const before = this.#last;
    const opened = await this.open(path);
    const stat = opened.ok ? opened.value?.stat : undefined;
    if (stat === undefined || this.isAsWritten(stat) || this.#ageMs(stat) >= UNCHANGED_MS)
      return opened;
    const isReplaced = before !== null && before.ino !== stat.ino;
    return isReplaced ? opened : this.readSettled(path, opened, COMPLETE_WAIT_MS);
  }

  /** Does the same as `open`, but also waits for a text that botocore can read. */
  async openReadable(path: string): Promise<Result<OpenedFile | null>> {
    const opened = await this.open(path);
    return isReadable(opened) ? opened : this.readSettled(path, opened);
  }

  /**
   * Closes the file that `first` opened, and reads it again until botocore can read a complete
   * text, for at most 2 s. Returns the last read.
   */
  async readSettled(
    path: string,
    first: Result<OpenedFile | null>,
    completeWaitMs = 0,
  ): Promise<Result<OpenedFile | null>> {
    const began = this.#clock.monotonic();
    let stillSince = began;
    let opened = first;
    while (this.#clock.monotonic() - began < MAX_WAIT_MS) {
      await pause(this.#clock, STEP_MS);
      const again = openFile(path, this.#machine);
      const now = this.#clock.monotonic();
      if (!isSameRead(opened, again)) stillSince = now;
      if (opened.ok) opened.value?.descriptor.close();
      opened = again;
      if (!isReadable(opened)) continue;
      // A text that did not become shorter is complete when `completeWaitMs` is over. Any other
      // text is complete when it has not changed for some time.
      if (this.#isComplete(opened) && now - began >= completeWaitMs) break;
      if (now - stillSince >= (this.#isTruncated(opened) ? TRUNCATED_UNCHANGED_MS : UNCHANGED_MS))
        break;
    }
    this.#last = opened.ok ? (opened.value?.stat ?? null) : null;
    return opened;
  }

  /**
   * Remembers Rolekeeper's own write, so that the next read does not treat it as a change by
   * another tool.
   */
  noteOwnWrite(stat: BigIntStats | null): void {
    this.#last = stat;
    this.#written = stat;
  }

  /** True if nobody has written since Rolekeeper's last write. */
  isAsWritten(stat: BigIntStats): boolean {
    return this.#written !== null && isSameFile(this.#written, stat);
  }

  /**
   * Opens the file. After a brief refusal, tries again, so that a session that STS has already
   * issued is not lost.
   */
  async #openWithRetries(path: string): Promise<Result<OpenedFile | null>> {
    for (let pauseMs = 10; ; pauseMs *= 2) {
      const opened = openFile(path, this.#machine);
      if (opened.ok || opened.failure.kind !== 'file-unreadable') return opened;
      const isBrief = isBriefRefusal(opened.failure.code, path, this.#machine);
      if (!isBrief || pauseMs > MAX_PAUSE_MS) return opened;
      await pause(this.#clock, pauseMs);
    }
  }

  #isShortened(now: BigIntStats): boolean {
    return this.#last !== null && now.size < this.#last.size;
  }

  #isTruncated(opened: Result<OpenedFile | null>): boolean {
    const stat = opened.ok ? opened.value?.stat : undefined;
    return stat !== undefined && this.#last?.ino === stat.ino && this.#isShortened(stat);
  }

  #isComplete(opened: Result<OpenedFile | null>): boolean {
    return (
      opened.ok &&
      opened.value !== null &&
      this.#last !== null &&
      !this.#isShortened(opened.value.stat)
    );
  }

  #ageMs(stat: BigIntStats): number {
    return Math.abs(this.#clock.now() - Number(stat.mtimeNs / 1_000_000n));
  }

  #isRecent(path: string): boolean {
    try {
      const { mtimeMs } = this.#machine.fs.statSync(path);
      return Math.abs(this.#clock.now() - mtimeMs) < MAX_WAIT_MS;
    } catch (error) {
      codeOrThrow(error);
      return false;
    }
  }
}

function isReadable(opened: Result<OpenedFile | null>): boolean {
  if (!opened.ok) return false;
  return (
    opened.value === null ||
    (opened.value.text !== '' && firstViolation(opened.value.text) === null)
  );
}

function isSameRead(one: Result<OpenedFile | null>, other: Result<OpenedFile | null>): boolean {
  if (!one.ok || !other.ok) return one.ok === other.ok;
  if (one.value === null || other.value === null) return one.value === other.value;
  return isSameFile(one.value.stat, other.value.stat);
}
