import { useEffect, useState } from 'preact/hooks';
import type { AppState } from '../../core/contract/app-state.ts';
import type { PanelBridge } from '../../core/contract/bridge.ts';

/** How old a drawn "42 min left" may get while nothing else changes. */
const REDRAW_MS = 10_000;

/** The application's state as it comes, and the corrected time of each drawing. A page that nobody sees draws nothing and runs no timer. */
export function useStateOf(bridge: PanelBridge): {
  readonly state: AppState | null;
  readonly now: number;
} {
  const [drawn, setDrawn] = useState<{ readonly state: AppState | null; readonly at: number }>(
    () => ({
      state: null,
      at: Date.now(),
    }),
  );
  useEffect(() => {
    let latest: AppState | null = null;
    let timer: ReturnType<typeof setInterval> | undefined;
    const draw = (): void => setDrawn({ state: latest, at: Date.now() });
    const isSeen = (): boolean => document.visibilityState === 'visible';
    const follow = (): void => {
      clearInterval(timer);
      if (!isSeen()) return;
      draw();
      timer = setInterval(draw, REDRAW_MS);
    };
    const stop = bridge.onState((next) => {
      const isFirst = latest === null;
      latest = next;
      // Before it is shown for the first time too, so that it is there at once.
      if (isFirst || isSeen()) draw();
    });
    document.addEventListener('visibilitychange', follow);
    follow();
    return () => {
      stop();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', follow);
    };
  }, [bridge]);
  return { state: drawn.state, now: drawn.at + (drawn.state?.clockOffsetMs ?? 0) };
}
