import { useMemo, useState } from 'preact/hooks';
import type { PanelBridge } from '../../core/contract/bridge.ts';

/** Milliseconds until the page says that Rolekeeper is working. */
const SLOW_MS = 1000;

/** These calls wait for the user or take long, and their pages show the progress. */
const WITH_OWN_PROGRESS = ['signIn.begin', 'discovery.signIn', 'discovery.list'];

/**
 * Returns the bridge, and whether a call over it takes long. Every call of the panel goes over this
 * bridge, so that no page or button needs its own progress.
 */
export function useWorking(bridge: PanelBridge): {
  readonly bridge: PanelBridge;
  readonly isWorking: boolean;
} {
  const [slowCalls, setSlowCalls] = useState(0);
  const watchedBridge = useMemo((): PanelBridge => {
    const countWhileSlow = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
      const slow = { isCounted: false };
      const timer = setTimeout(() => {
        slow.isCounted = true;
        setSlowCalls((count) => count + 1);
      }, SLOW_MS);
      try {
        return await answer;
      } finally {
        clearTimeout(timer);
        if (slow.isCounted) setSlowCalls((count) => count - 1);
      }
    };
    return {
      ...bridge,
      call: (group, name, payload) => {
        const answer = bridge.call(group, name, payload);
        return WITH_OWN_PROGRESS.includes(`${group}.${name}`) ? answer : countWhileSlow(answer);
      },
      perform: (action) => {
        const answer = bridge.perform(action);
        return action.kind === 'sign-in' ? answer : countWhileSlow(answer);
      },
    };
  }, [bridge]);
  return { bridge: watchedBridge, isWorking: slowCalls > 0 };
}
