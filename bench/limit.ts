/** Thrown if a part of the benchmark does not end in time. The part itself may still run. */
export class NotInTime extends Error {}

/**
 * Runs a part of the benchmark. Throws `NotInTime` with the part's name if it does not end in time.
 */
export async function withinLimit<T>(
  part: string,
  limitMs: number,
  run: () => Promise<T> | T,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, fail) => {
    const error = new NotInTime(`${part}: not measured in ${String(limitMs / 1000)} s`);
    timer = setTimeout(() => fail(error), limitMs);
  });
  try {
    return await Promise.race([run(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
