import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../core/contract/api.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import { isFirstAssume, newlyHeld } from '../../views/first-steps/first-assume.ts';

/** As many of a role's entries as its failures before it worked may be. */
const ENTRIES = 200;

export interface FirstAssume {
  /** Null where there is nothing to show, or it was dismissed. */
  readonly roleId: string | null;
  readonly dismiss: () => void;
}

/** Notices when a role is assumed for the first time while the panel is open. The activity log knows whether it is. */
export function useFirstAssume(state: AppState | null, api: Api): FirstAssume {
  const [roleId, setRoleId] = useState<string | null>(null);
  const before = useRef<AppState | null>(null);
  useEffect(() => {
    const roles = before.current === null || state === null ? [] : newlyHeld(before.current, state);
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
