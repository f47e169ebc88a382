export interface Contender {
  readonly name: string;
  /** Performs the task once. */
  readonly run: () => Promise<void>;
  /** Ms that are subtracted from the time of the last run. */
  readonly excludedMs?: () => number;
}

/** Median of each contender in ms, by name. */
export type Medians = Readonly<Record<string, number>>;

/**
 * Runs the contenders in turn, round by round, so that other load on the machine affects all of
 * them. The first round is a warm-up and is left out of the result.
 */
export async function sideBySide(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Medians> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run, excludedMs } of contenders) {
      const startedAt = performance.now();
      await run();
      const ms = performance.now() - startedAt - (excludedMs?.() ?? 0);
      if (round > 0) times.get(name)?.push(ms);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)]));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = sorted.length % 2 === 0 ? [middle - 1, middle] : [middle, middle];
  return ((sorted[low] ?? NaN) + (sorted[high] ?? NaN)) / 2;
}
