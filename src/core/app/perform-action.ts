import type { Action } from '../contract/action.ts';
import type { Api } from '../contract/api.ts';
import { ok, type Result } from '../result.ts';
import type { AssumedSession } from '../sessions/assumed-session.ts';

/** Makes the request of the API that performs this action. */
export function performAction(
  action: Exclude<Action, { kind: 'open-console' }>,
  api: Api,
): Promise<Result<unknown>> {
  switch (action.kind) {
    case 'assume':
      return api.session.assume({ roleId: action.roleId, keep: true, takeOver: false });
    case 'take-over':
      return api.session.assume({ roleId: action.roleId, keep: true, takeOver: true });
    case 'refresh':
      return refresh(action.roleId, api);
    case 'release':
      return api.session.release({ roleId: action.roleId });
    case 'restore':
      return api.backups.restoreSection({ profile: action.profile });
    case 'sign-in':
      return api.signIn.begin({ profile: action.profile, device: false });
    // The panel, the tray or the command line performs these actions itself.
    case 'show':
    case 'copy':
    case 'open':
    case 'open-file':
    case 'copy-environment':
      return Promise.resolve(ok(null));
  }
}

/** Gets a new session. Does not switch the role on or off. */
function refresh(roleId: string, api: Api): Promise<Result<AssumedSession>> {
  return api.session.assume({ roleId, keep: false, takeOver: false });
}
