import type { IniDocument } from '../../credentials-file/ini-document.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  CredentialsStore,
  FileEdit,
  FileWritten,
  SectionIntent,
} from '../../credentials-file/credentials-store.ts';
import { ok, type Result } from '../../result.ts';

/** The shortest time between two rewrites of the file while more sessions are expected, in ms. */
const GATHER_MS = 250;

/**
 * The change of one role's section. `edit` runs under the file's lock and may run more than once.
 */
export interface Write {
  /** Returns null if there is nothing to write. */
  edit(document: IniDocument): Result<SectionEdit | null>;
  /** Runs under the same lock, after the file was written. */
  onWritten(): void;
}

export interface SectionEdit {
  readonly after: IniDocument;
  readonly sections: readonly SectionIntent[];
  readonly takenOver?: readonly string[];
}

interface Queued {
  readonly write: Write;
  readonly settle: (result: Result<Written>) => void;
}

export interface Written {
  readonly changed: boolean;
  readonly inPlace: boolean;
}

/**
 * Combines the writes of many roles into few rewrites of the file: while more sessions are
 * expected, writes after the first one wait up to 250 ms. A write that fails does not make other
 * writes fail.
 */
export class BatchedWrites {
  readonly #store: CredentialsStore;
  readonly #clock: Clock;
  #writtenInPlace = false;
  #queue: Queued[] = [];
  #underWay = 0;
  #lastWriteAt = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(store: CredentialsStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The credentials file that is written. */
  get file(): Pick<CredentialsStore, 'path' | 'owner'> {
    return this.#store;
  }

  /** True if a rewrite could not replace the file and had to overwrite it in place. */
  get writtenInPlace(): boolean {
    return this.#writtenInPlace;
  }

  /** Runs a task whose result will be written. Other writes may wait for that result. */
  async runBeforeWrite<T>(task: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await task();
    } finally {
      this.#underWay -= 1;
      this.#plan();
    }
  }

  write(write: Write): Promise<Result<Written>> {
    return new Promise((settle) => {
      this.#queue.push({ write, settle });
      this.#plan();
    });
  }

  /** Writes everything that is queued. Resolves when nothing is queued or being written. */
  async idle(): Promise<void> {
    while (this.#writing !== null || this.#queue.length > 0) {
      if (this.#writing === null) this.#begin();
      await this.#writing;
    }
  }

  #plan(): void {
    if (this.#writing !== null || this.#queue.length === 0) return;
    const wait = this.#lastWriteAt + GATHER_MS - this.#clock.monotonic();
    if (this.#underWay === 0 || wait <= 0) {
      this.#begin();
    } else {
      this.#cancelTimer ??= this.#clock.wake(wait, () => {
        this.#cancelTimer = null;
        this.#plan();
      });
    }
  }

  #begin(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const batch = this.#queue;
    this.#queue = [];
    this.#writing = this.#run(batch).finally(() => {
      this.#writing = null;
      this.#lastWriteAt = this.#clock.monotonic();
      this.#plan();
    });
  }

  async #run(batch: readonly Queued[]): Promise<void> {
    let results: Result<boolean>[] = [];
    const outcome = await this.#store.update<readonly Queued[]>(
      (present) => {
        const applied = applyAll(batch, present);
        results = applied.results;
        return ok(applied.edit);
      },
      (writers) => {
        for (const { write } of writers) write.onWritten();
      },
    );
    if (outcome.ok && outcome.value?.inPlace === true) this.#writtenInPlace = true;
    batch.forEach(({ settle }, index) => {
      settle(resultOf(outcome, results[index]));
    });
  }
}

function resultOf<T>(
  outcome: Result<FileWritten<T> | null>,
  own: Result<boolean> | undefined,
): Result<Written> {
  // A failure of `edit` explains more than a failure to write the file, so it is returned first.
  if (own !== undefined && !own.ok) return own;
  if (!outcome.ok) return outcome;
  return ok({ changed: own?.value ?? false, inPlace: outcome.value?.inPlace ?? false });
}

function applyAll(
  batch: readonly Queued[],
  present: IniDocument,
): { readonly edit: FileEdit<readonly Queued[]> | null; readonly results: Result<boolean>[] } {
  const results: Result<boolean>[] = [];
  const writers: Queued[] = [];
  const sections = new Map<string, SectionIntent>();
  const takenOver: string[] = [];
  let current = present;
  for (const queued of batch) {
    const edited = queued.write.edit(current);
    results.push(edited.ok ? ok(edited.value !== null) : edited);
    if (!edited.ok || edited.value === null) continue;
    current = edited.value.after;
    for (const section of edited.value.sections) sections.set(section.profile, section);
    takenOver.push(...(edited.value.takenOver ?? []));
    writers.push(queued);
  }
  if (writers.length === 0) return { edit: null, results };
  return {
    edit: {
      text: current.text,
      sections: [...sections.values()],
      value: writers,
      takenOver,
    },
    results,
  };
}
