import type { Failure } from '../failure.ts';
import { Listeners } from '../listeners.ts';
import type { RoleLocks } from '../ports/role-locks.ts';
import type { Result } from '../result.ts';
import type { Settings } from '../settings/settings.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { ReadSnapshot } from '../snapshot/snapshot-reader.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';

/** Reads settings and AWS files, and remembers the settings and failures of the last `read`. */
export class LatestSnapshot {
  readonly #readSnapshot: ReadSnapshot;
  readonly #clock: CorrectedClock;
  readonly #locks: RoleLocks;
  readonly #read = new Listeners<[Result<AwsSnapshot>]>();
  #settings: Settings | null = null;
  #failures: readonly Failure[] = [];
  #showsSessions = false;

  constructor(readSnapshot: ReadSnapshot, clock: CorrectedClock, locks: RoleLocks) {
    this.#readSnapshot = readSnapshot;
    this.#clock = clock;
    this.#locks = locks;
  }

  /** Calls the listener after each `read`, before anything else uses the result. */
  onRead(listener: (read: Result<AwsSnapshot>) => void): () => void {
    return this.#read.add(listener);
  }

  /** The settings of the last successful read. Null before the first one. */
  get settings(): Settings | null {
    return this.#settings;
  }

  /**
   * True if the last `read` could read the settings and both AWS files, and botocore accepts the
   * credentials file.
   */
  get showsSessions(): boolean {
    return this.#showsSessions;
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  async read(): Promise<Result<AwsSnapshot>> {
    this.#clock.learnFromOthers();
    const read = await this.#readSnapshot();
    if (read.ok) this.#settings = read.value.reading.settings;
    this.#showsSessions = read.ok && read.value.files.firstFailure() === null;
    this.#failures = read.ok ? read.value.files.problems() : [read.failure];
    this.#read.call(read);
    return read;
  }

  /**
   * Reads the files again under the role's lock, and calls `work`. Returns null without calling
   * `work` if another process has the lock or the files cannot be read.
   */
  async underLock<T>(
    roleId: string,
    work: (snapshot: AwsSnapshot) => T | Promise<T>,
  ): Promise<T | null> {
    const lock = await this.#locks.acquire(roleId, 0);
    if (!lock.ok) return null;
    try {
      const read = await this.#readSnapshot({ fresh: true });
      return read.ok && read.value.files.firstFailure() === null ? await work(read.value) : null;
    } finally {
      lock.value.release();
    }
  }
}
