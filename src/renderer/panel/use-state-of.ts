import { useEffect, useState } from 'preact/hooks';
import type { AppState } from '../../core/app-state.ts';
import type { PanelBridge } from '../../core/bridge.ts';

/** How old a drawn "42 min left" may get while nothing else changes. */
const REDRAW_MS = 10_000;

/** The application's state as it comes, and the corrected time of each drawing. */
export function useStateOf(bridge: PanelBridge): { readonly state: AppState | null; readonly now: number } {
  const [state, setState] = useState<AppState | null>(null);
  const [now, setNow] = useState(() => Date.now());
  useEffect(
    () =>
      bridge.onState((next) => {
        setState(next);
        setNow(Date.now());
      }),
    [bridge],
  );
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setNow(Date.now());
    }, REDRAW_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return { state, now: now + (state?.clockOffsetMs ?? 0) };
}
