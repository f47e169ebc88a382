import { useEffect, useState } from 'preact/hooks';

/**
 * Returns the seconds until `at`, a time on this computer's clock plus `clockOffsetMs`, and counts
 * down. Returns 0 if `at` is null.
 */
export function useSecondsUntil(at: number | null, clockOffsetMs: number): number {
  const left = (): number =>
    at === null ? 0 : Math.max(0, Math.ceil((at - clockOffsetMs - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    if (left() === 0) return;
    const timer = setInterval(() => {
      const now = left();
      setSeconds(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [at, clockOffsetMs]);
  return seconds;
}
