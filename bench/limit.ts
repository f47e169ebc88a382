const LIMIT_MS = 5 * 60_000;

/**
 * Runs a part of the benchmark; fails with the part's name on a timeout. The part can still be
 * running then.
 */
export async function withinLimit<T>(
  part: string,
  run: () => Promise<T> | T,
  limitMs = LIMIT_MS,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(new Error(`${part}: not measured in ${String(limitMs / 1000)} s`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}
