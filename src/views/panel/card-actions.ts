import type { Action } from '../../core/contract/action.ts';
import type { RoleView } from '../../core/contract/app-state.ts';
import { isAssumed } from '../../core/roles/role.ts';
import { isHeld } from '../../core/sessions/session.ts';
import type { Question } from '../tray/menu-item.ts';
import type { Words } from '../words/words.ts';
import { roleIdentity } from './role-identity.ts';

/** What an action of a card does: a click of the core or the surface, or a request of the page. */
export type CardAct =
  Action | Question | { readonly kind: 'assume-once' | 'pin'; readonly roleId: string };

export interface CardAction {
  readonly id:
    | 'copy-profile'
    | 'refresh'
    | 'assume-once'
    | 'release'
    | 'copy-account'
    | 'pin'
    | 'access'
    | 'activity'
    | 'edit';
  readonly label: string;
  /** The action's name on a button beside others: "Refresh" instead of "Refresh now". */
  readonly short: string;
  readonly act: CardAct;
}

export interface CardActions {
  /** The actions on the card itself, most used first. */
  readonly quick: readonly CardAction[];
  /** The rest, in a menu. */
  readonly more: readonly CardAction[];
}

export interface ActionContext {
  readonly words: Words;
  /** Switched on, or about to be. */
  readonly isOn: boolean;
  readonly release: Action | Question;
}

/** The actions that are possible now. What is not possible is not offered. */
export function cardActions(
  { role, session }: RoleView,
  { words, isOn, release }: ActionContext,
): CardActions {
  const { actions } = words.panel;
  const { list } = words;
  const roleId = role.id;
  const held = isHeld(session);
  const account = roleIdentity(role).find(({ kind }) => kind === 'account');
  const action = (id: CardAction['id'], label: string, act: CardAct): CardAction => ({
    id,
    label,
    short: id in list.short ? list.short[id as keyof typeof list.short] : label,
    act,
  });
  const offered = (isOffered: boolean, made: CardAction): readonly CardAction[] =>
    isOffered ? [made] : [];
  return {
    quick: [
      ...offered(
        !isOn && !held,
        action('assume-once', actions.assumeOnce, { kind: 'assume-once', roleId }),
      ),
      action('copy-profile', actions.copyProfile, { kind: 'copy', text: role.targetProfile }),
      ...offered(
        held && session.renewal.state !== 'refreshing',
        action('refresh', actions.refresh, { kind: 'refresh', roleId }),
      ),
    ],
    more: [
      ...offered(held && !isOn, action('release', actions.release, release)),
      ...(account === undefined
        ? []
        : [action('copy-account', actions.copyAccount, { kind: 'copy', text: account.copied })]),
      action('pin', role.pinned === true ? list.unpin : list.pin, { kind: 'pin', roleId }),
      ...offered(
        isAssumed(role),
        action('access', actions.access, { kind: 'show', route: { kind: 'access', roleId } }),
      ),
      action('activity', words.activity.open, {
        kind: 'show',
        route: { kind: 'activity', roleId },
      }),
      action('edit', actions.edit, { kind: 'show', route: { kind: 'role', roleId } }),
    ],
  };
}
