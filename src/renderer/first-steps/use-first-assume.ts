import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../core/contract/api.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import { isFirstAssume, newlyAssumed } from '../../views/first-steps/first-assume.ts';

/** Enough entries to include a role's failures before its first success. */
const ENTRIES = 200;

export interface FirstAssume {
  /**
   * The role that was assumed for the first time. Null if there is none, or if the user dismissed
   * the message.
   */
  readonly roleId: string | null;
  readonly dismiss: () => void;
}

/**
 * Uses the activity log to detect that a role is assumed for the first time while the panel is
 * open.
 */
export function useFirstAssume(state: AppState | null, api: Api): FirstAssume {
  const [roleId, setRoleId] = useState<string | null>(null);
  const before = useRef<AppState | null>(null);
  useEffect(() => {
    const roles =
      before.current === null || state === null ? [] : newlyAssumed(before.current, state);
    before.current = state;
    for (const id of roles) {
      void api.activity.list({ limit: ENTRIES, roleId: id }).then((listed) => {
        if (listed.ok && isFirstAssume(listed.value)) setRoleId(id);
      });
    }
  }, [state]);
  const isThere = state?.roles.some(({ role }) => role.id === roleId) === true;
  return { roleId: isThere ? roleId : null, dismiss: () => setRoleId(null) };
}
