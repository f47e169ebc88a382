import type { Check } from '../../core/contract/check.ts';
import { type Problem, type WriteFailure, writeFailureOf } from '../../core/contract/app-state.ts';
import type { CredentialsStore } from '../../core/credentials-file/credentials-store.ts';
import {
  type MirrorResult,
  mirroredSections,
} from '../../core/credentials-file/mirrored-sections.ts';
import { FailureThrown } from '../../core/failure-thrown.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { foldCase } from '../files/spelling.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { openFile } from './opened-file.ts';

export interface SecondFileDeps {
  readonly first: CredentialsStore;
  /**
   * Returns the resolved path from the settings, or null if there is none. Called at each update.
   */
  readonly path: () => string | null;
  /**
   * Returns a store that writes in place, so that the file keeps its mode, owner and access list.
   */
  readonly storeAt: (path: string) => CredentialsStore;
  readonly machine?: Machine;
}

/**
 * The maximum number of attempts of one update. If the first file changed during an attempt,
 * another attempt follows.
 */
const MAX_TRIES = 5;

/**
 * Copies our sessions from the first credentials file to a second one, which must already exist
 * (ADR 0036). If this fails, the write of the first file still succeeds, and the panel shows a
 * problem.
 */
export class SecondFile {
  readonly #deps: SecondFileDeps;
  readonly #machine: Machine;
  /** The path of the second file at the last update. */
  #updatedPath: string | null;
  #updates: Promise<void> = Promise.resolve();
  #isQueued = false;
  #problem: Problem | null = null;
  #report: ((problem: Problem) => () => void) | null = null;
  #removeProblem: (() => void) | null = null;

  constructor(deps: SecondFileDeps) {
    this.#deps = deps;
    this.#machine = deps.machine ?? thisMachine;
    this.#updatedPath = this.#path();
  }

  /**
   * Sets the function that reports problems, and reports a present problem at once. `report` must
   * return a function that withdraws the problem.
   */
  reportTo(report: (problem: Problem) => () => void): void {
    this.#report = report;
    if (this.#problem !== null) this.#removeProblem = report(this.#problem);
  }

  /**
   * Updates the second file. Resolves when the file contains the sessions, or when a problem is
   * known.
   */
  update(): Promise<void> {
    if (this.#isQueued) return this.#updates;
    this.#isQueued = true;
    this.#updates = this.#updates.then(() => {
      this.#isQueued = false;
      return this.#updateOnce();
    });
    return this.#updates;
  }

  /**
   * Updates the second file if the setting `alsoWriteTo` now names another file. Also waits for
   * updates that already run.
   */
  async followSetting(): Promise<void> {
    if (this.#path() !== this.#updatedPath) await this.update();
    await this.#updates;
  }

  /** Checks the second file without writing. Returns null if the settings name no second file. */
  async check(): Promise<Check | null> {
    const path = this.#path();
    if (path === null) return null;
    const { first, storeAt } = this.#deps;
    const second = storeAt(path);
    const [secondText, firstText] = [await presentText(second), await first.read()];
    const text = firstText.ok ? (firstText.value ?? '') : null;
    // Another check reports failures of the first file.
    if (secondText.ok && text === null)
      return { check: 'second-file', level: 'skipped', facts: { path } };
    const mirrored = secondText.ok
      ? mirroredSections(
          { text: text ?? '', owner: first.owner },
          second.document(secondText.value),
          second,
        )
      : secondText;
    const failure = failureIn(mirrored, path);
    if (failure !== null) {
      const problem = { kind: 'second-file-outdated', file: path, failure } as const;
      return { check: 'second-file', level: 'warning', facts: { path }, problem };
    }
    const isOutdated = mirrored.ok && secondText.ok && mirrored.value.text !== secondText.value;
    const level = isOutdated ? 'warning' : 'good';
    return {
      check: 'second-file',
      level,
      facts: { path, ...(isOutdated && { isOutdated }) },
    };
  }

  #path(): string | null {
    const path = this.#deps.path();
    return path === null || foldCase(path) === foldCase(this.#deps.first.path) ? null : path;
  }

  async #updateOnce(): Promise<void> {
    const path = this.#path();
    const before = this.#updatedPath;
    this.#updatedPath = path;
    if (before !== null && before !== path) await catchFailure(() => this.#removeSessions(before));
    const result = path === null ? null : await catchFailure(() => this.#mirror(path));
    const failure = path === null || result === null ? null : failureIn(result, path);
    this.#setProblem(
      failure === null ? null : { kind: 'second-file-outdated', file: path ?? '', failure },
    );
  }

  /**
   * Removes our sessions from a file that the settings no longer name. The caller ignores a
   * failure.
   */
  async #removeSessions(path: string): Promise<Result<unknown>> {
    const second = this.#deps.storeAt(path);
    const nothing = { text: '', owner: second.owner };
    return second.update((present) => mirroredSections(nothing, present, second));
  }

  async #mirror(path: string): Promise<Result<{ readonly value: MirrorResult } | null>> {
    const { first, storeAt } = this.#deps;
    const second = storeAt(path);
    const secondText = await presentText(second);
    if (!secondText.ok) return secondText;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      // Unlike `#readFirst`, this read waits until other tools have finished writing.
      const settled = await first.read();
      // The roles already show failures of the first file.
      if (!settled.ok) return ok(null);
      const text = settled.value ?? '';
      const attempt = { isStale: false };
      const result = await second.update((present) => {
        // Compares again under the lock of the second file, so that the last writer writes the
        // newest text.
        attempt.isStale = this.#readFirst() !== text;
        return attempt.isStale
          ? ok(null)
          : mirroredSections({ text, owner: first.owner }, present, second);
      });
      if (!attempt.isStale) return result;
    }
    return failed({ kind: 'file-unsettled', file: first.path });
  }

  /** Reads the first file at once, without waiting for other tools. Returns null if this fails. */
  #readFirst(): string | null {
    const opened = openFile(this.#deps.first.path, this.#machine);
    if (!opened.ok) return null;
    opened.value?.descriptor.close();
    return opened.value?.text ?? '';
  }

  #setProblem(problem: Problem | null): void {
    if (JSON.stringify(problem) === JSON.stringify(this.#problem)) return;
    this.#problem = problem;
    this.#removeProblem?.();
    this.#removeProblem = problem === null ? null : (this.#report?.(problem) ?? null);
  }
}

/** Returns the text of the second file. Fails if there is no file. */
async function presentText(second: CredentialsStore): Promise<Result<string>> {
  const read = await second.read();
  if (!read.ok) return read;
  if (read.value !== null) return ok(read.value);
  return failed({ kind: 'file-unreadable', file: second.path, code: 'ENOENT' });
}

/**
 * Returns the result of `work`. If `work` throws a failure, for example because Rolekeeper's key
 * file is unusable, returns that failure as a result.
 */
async function catchFailure<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FailureThrown) return failed(error.failure);
    throw error;
  }
}

function failureIn(
  done: Result<{ readonly value: MirrorResult } | null>,
  file: string,
): WriteFailure | null {
  const failure = done.ok ? (done.value?.value.refused[0] ?? null) : done.failure;
  return failure === null ? null : writeFailureOf(failure, file);
}

/**
 * Returns a store of the first file that also updates the second file after each write. With
 * `waitsForSecond`, a write waits for this update, because a command ends soon after its write.
 */
export function mirroringStore(
  first: CredentialsStore,
  second: SecondFile,
  waitsForSecond: boolean,
): CredentialsStore {
  return {
    path: first.path,
    owner: first.owner,
    read: () => first.read(),
    document: (text) => first.document(text),
    watch: (changed) => first.watch(changed),
    update: async (edit, written) => {
      const result = await first.update(edit, written);
      if (!result.ok || result.value === null) return result;
      const secondUpdate = second.update();
      if (waitsForSecond) await secondUpdate;
      return result;
    },
  };
}
