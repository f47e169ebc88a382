import type { Action } from '../../core/contract/action.ts';
import type { RoleView } from '../../core/contract/app-state.ts';
import { isAssumed } from '../../core/roles/role.ts';
import { hasCredentials } from '../../core/sessions/session.ts';
import type { RoleStatus } from '../role-status.ts';
import type { Question } from '../tray/menu-item.ts';
import { canOpenConsole } from '../tray/role-lines.ts';
import type { Words } from '../words/words.ts';
import { type PinnedRole, type Move, moveOnto } from './moving.ts';
import { roleIdentity } from './role-identity.ts';

/** What a card's action does. The core, the application or the page itself performs it. */
export type CardAction =
  Action | Question | { readonly kind: 'assume-once' | 'pin'; readonly roleId: string } | Move;

export interface LabelledAction {
  readonly id:
    | 'console'
    | 'copy-profile'
    | 'copy-environment'
    | 'refresh'
    | 'assume-once'
    | 'release'
    | 'copy-account'
    | 'pin'
    | 'move-up'
    | 'move-down'
    | 'access'
    | 'activity'
    | 'edit';
  readonly label: string;
  /** The label for a small button: "Refresh" instead of "Refresh now". */
  readonly short: string;
  readonly action: CardAction;
}

export interface CardActions {
  /** The actions on the card itself, most used first. */
  readonly quick: readonly LabelledAction[];
  /** The other actions, which are in a menu. */
  readonly more: readonly LabelledAction[];
}

export interface ActionContext {
  readonly words: Words;
  readonly status: RoleStatus;
  /** True if the role is switched on or is being switched on. */
  readonly isOn: boolean;
  readonly release: Action | Question;
  /** A browser can neither open the console nor copy secrets. */
  readonly surface: 'application' | 'browser';
  /** The pinned roles of the role's group, in their order. */
  readonly pinnedRoles: readonly PinnedRole[];
}

/** Returns the actions that are possible now. */
export function cardActions(
  { role, session }: RoleView,
  { words, status, isOn, release, surface, pinnedRoles }: ActionContext,
): CardActions {
  const { actions } = words.panel;
  const { list } = words;
  const roleId = role.id;
  const hasSession = hasCredentials(session);
  const isApplication = surface === 'application';
  const account = roleIdentity(role).find(({ kind }) => kind === 'account');
  const labelled = (
    id: LabelledAction['id'],
    label: string,
    action: CardAction,
  ): LabelledAction => ({
    id,
    label,
    short: id in list.short ? list.short[id as keyof typeof list.short] : label,
    action,
  });
  const offered = (isOffered: boolean, made: LabelledAction): readonly LabelledAction[] =>
    isOffered ? [made] : [];
  return {
    quick: [
      ...offered(
        isApplication && canOpenConsole(role, status),
        labelled('console', actions.console, { kind: 'open-console', roleId }),
      ),
      ...offered(
        !isOn && !hasSession,
        labelled('assume-once', actions.assumeOnce, { kind: 'assume-once', roleId }),
      ),
      labelled('copy-profile', actions.copyProfile, { kind: 'copy', text: role.targetProfile }),
      ...offered(
        isApplication && hasSession && session.state !== 'expired',
        labelled('copy-environment', actions.copyEnvironment, { kind: 'copy-environment', roleId }),
      ),
      ...offered(
        hasSession && session.renewal.state !== 'refreshing',
        labelled('refresh', actions.refresh, { kind: 'refresh', roleId }),
      ),
    ],
    more: [
      ...offered(hasSession && !isOn, labelled('release', actions.release, release)),
      ...(account === undefined
        ? []
        : [labelled('copy-account', actions.copyAccount, { kind: 'copy', text: account.copied })]),
      labelled('pin', role.pinned === true ? list.unpin : list.pin, { kind: 'pin', roleId }),
      ...moves(roleId, pinnedRoles).map(({ id, action }) => labelled(id, list.moves[id], action)),
      ...offered(
        isAssumed(role),
        labelled('access', actions.access, { kind: 'show', route: { kind: 'access', roleId } }),
      ),
      labelled('activity', words.activity.open, {
        kind: 'show',
        route: { kind: 'activity', roleId },
      }),
      labelled('edit', actions.edit, { kind: 'show', route: { kind: 'role', roleId } }),
    ],
  };
}

/** Returns the moves by one place up and one place down. */
function moves(
  roleId: string,
  pinnedRoles: readonly PinnedRole[],
): readonly { readonly id: 'move-up' | 'move-down'; readonly action: Move }[] {
  const index = pinnedRoles.findIndex(({ id }) => id === roleId);
  if (index === -1) return [];
  const up = moveOnto(pinnedRoles, roleId, pinnedRoles[index - 1]?.id);
  const down = moveOnto(pinnedRoles, roleId, pinnedRoles[index + 1]?.id);
  return [
    ...(up === null ? [] : [{ id: 'move-up' as const, action: up }]),
    ...(down === null ? [] : [{ id: 'move-down' as const, action: down }]),
  ];
}
