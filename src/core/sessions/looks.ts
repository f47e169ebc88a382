import type { Failure } from '../failure.ts';
import { Listeners } from '../listeners.ts';
import type { Result } from '../result.ts';
import type { Settings } from '../settings/settings.ts';
import type { AwsSnapshot, ReadSnapshot } from '../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';

/** Reads settings and AWS files, and remembers what the last look found. */
export class Looks {
  readonly #readSnapshot: ReadSnapshot;
  readonly #clock: CorrectedClock;
  readonly #read = new Listeners<[Result<AwsSnapshot>]>();
  #settings: Settings | null = null;
  #failures: readonly Failure[] = [];

  constructor(readSnapshot: ReadSnapshot, clock: CorrectedClock) {
    this.#readSnapshot = readSnapshot;
    this.#clock = clock;
  }

  /** Calls the listener after each look, before anything follows from it. */
  onRead(listener: (read: Result<AwsSnapshot>) => void): () => void {
    return this.#read.add(listener);
  }

  /** As the last look that could read them found them; null before that. */
  get settings(): Settings | null {
    return this.#settings;
  }

  /** Why files could not be read at the last look. */
  get failures(): readonly Failure[] {
    return this.#failures;
  }

  async look(): Promise<Result<AwsSnapshot>> {
    this.#clock.learnFromOthers();
    const read = await this.#readSnapshot();
    if (read.ok) this.#settings = read.value.reading.settings;
    this.#failures = read.ok ? read.value.fileProblems() : [read.failure];
    this.#read.call(read);
    return read;
  }

  /** A second look at what the first one found. */
  async readAfter(pauseMs: number): Promise<Result<AwsSnapshot>> {
    await new Promise<void>((done) => this.#clock.wake(pauseMs, done));
    return this.#readSnapshot();
  }
}
