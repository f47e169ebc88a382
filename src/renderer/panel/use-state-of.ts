import { useEffect, useState } from 'preact/hooks';
import type { AppState } from '../../core/contract/app-state.ts';
import type { PanelBridge } from '../../core/contract/bridge.ts';

/** The longest time between two renders, so that "42 min left" stays correct. */
const REDRAW_MS = 10_000;

/**
 * Returns the application's state, and what STS's clock showed at the last render. A hidden page
 * does not render and runs no timer.
 */
export function useStateOf(bridge: PanelBridge): {
  readonly state: AppState | null;
  readonly now: number;
} {
  const [rendered, setRendered] = useState<{
    readonly state: AppState | null;
    readonly at: number;
  }>(() => ({
    state: null,
    at: Date.now(),
  }));
  useEffect(() => {
    let latest: AppState | null = null;
    let timer: ReturnType<typeof setInterval> | undefined;
    const draw = (): void => setRendered({ state: latest, at: Date.now() });
    const isVisible = (): boolean => document.visibilityState === 'visible';
    const restartTimer = (): void => {
      clearInterval(timer);
      if (!isVisible()) return;
      draw();
      timer = setInterval(draw, REDRAW_MS);
    };
    const stop = bridge.onState((next) => {
      const isFirst = latest === null;
      latest = next;
      // Renders once even while the page is hidden, so that the panel is ready when it is shown.
      if (isFirst || isVisible()) draw();
    });
    document.addEventListener('visibilitychange', restartTimer);
    restartTimer();
    return () => {
      stop();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', restartTimer);
    };
  }, [bridge]);
  return { state: rendered.state, now: rendered.at + (rendered.state?.clockOffsetMs ?? 0) };
}
