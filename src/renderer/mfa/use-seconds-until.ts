import { useEffect, useState } from 'preact/hooks';

/**
 * Returns the seconds until `at`, and counts down. `at` is on STS's clock, which is this computer's
 * clock plus `clockOffsetMs`; null gives 0.
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
