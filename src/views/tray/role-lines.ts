import type { RoleView } from '../../core/contract/app-state.ts';
import { hasConsole } from '../../core/roles/role-kinds.ts';
import type { ListedRole } from '../role-order.ts';
import type { AttentionStatus, RoleStatus } from '../role-status.ts';
import { keptByText } from '../kept-by.ts';
import type { Words } from '../words/words.ts';
import { releaseClick, remedyClick } from './role-clicks.ts';
import type { FoldContext } from './folded.ts';
import type { MenuItem } from './menu-item.ts';
import { menuLabel, MAX_CHARACTERS, shortened } from './safe-label.ts';

export interface LineContext extends FoldContext {
  readonly formatTime: (at: number) => string;
  readonly needsMfaCode: (role: RoleView['role']) => boolean;
}

/** Returns a line whose click performs the remedy of the role's failure. */
export function attentionLine(
  { view, name }: ListedRole,
  status: AttentionStatus,
  { words, formatTime }: LineContext,
): MenuItem {
  const { role } = view;
  const valid = status.kind === 'blocked' || status.kind === 'expiring';
  const facts = {
    name,
    cause: words.causes[status.failure.kind],
    until: valid ? formatTime(status.until) : null,
  };
  return {
    kind: 'line',
    id: `role:${role.id}`,
    label: menuLabel(words.tray.roleLine.needsYou(facts)),
    action: remedyClick(role, status.failure),
  };
}

/**
 * Returns a line that has a checkmark while the role is on. A click switches the role on (assume
 * and keep) or off (release).
 */
export function switchLine(trayRole: ListedRole, context: LineContext): MenuItem {
  const { view, status } = trayRole;
  const { role, kept } = view;
  const { words, needsMfaCode } = context;
  const checked = kept || (status.kind !== 'off' && status.kind !== 'expired');
  const label = menuLabel(switchLabel(trayRole, context));
  const action = checked
    ? releaseClick(role, isValid(status) && needsMfaCode(role), words)
    : ({ kind: 'assume', roleId: role.id } as const);
  return { kind: 'checkbox', id: `role:${role.id}`, label, checked, action };
}

function switchLabel({ name, status }: ListedRole, { words, formatTime }: LineContext): string {
  const { roleLine } = words.tray;
  switch (status.kind) {
    case 'off':
    case 'failed':
      return name;
    case 'assuming':
      return roleLine.assuming(name);
    case 'good':
      return roleLine.good(name, formatTime(status.until));
    case 'retrying':
    case 'blocked':
    case 'expiring':
      return roleLine.retrying(name, formatTime(status.until));
    case 'expired': {
      const since = formatTime(status.since);
      return status.refreshing ? roleLine.refreshing(name, since) : roleLine.expired(name, since);
    }
  }
}

/** Returns a submenu with the actions of a role. */
export function roleActions(
  { view, name, status }: ListedRole,
  { words, needsMfaCode }: LineContext,
): MenuItem {
  const { role } = view;
  const { tray } = words;
  const id = `actions:${role.id}`;
  const valid = isValid(status);
  return {
    kind: 'submenu',
    id,
    label: menuLabel(name),
    items: [
      {
        kind: 'line',
        id: `${id}:refresh`,
        label: menuLabel(tray.refreshNow),
        action: status.kind === 'assuming' ? null : { kind: 'refresh', roleId: role.id },
      },
      {
        kind: 'line',
        id: `${id}:copy-profile`,
        label: menuLabel(tray.copyProfileName),
        action: { kind: 'copy', text: role.targetProfile },
      },
      {
        kind: 'line',
        id: `${id}:copy-environment`,
        label: menuLabel(tray.copyEnvironment),
        action: valid ? { kind: 'copy-environment', roleId: role.id } : null,
      },
      {
        kind: 'line',
        id: `${id}:open-console`,
        label: menuLabel(tray.openConsole),
        action: canOpenConsole(role, status) ? { kind: 'open-console', roleId: role.id } : null,
      },
      {
        kind: 'line',
        id: `${id}:release`,
        label: menuLabel(tray.release),
        action: releaseClick(role, valid && needsMfaCode(role), words),
      },
      ...keptByLines(view, id, words),
    ],
  };
}

/**
 * True if the console can be opened. An expired session is enough, because opening the console
 * refreshes it first.
 */
export function canOpenConsole(role: RoleView['role'], status: RoleStatus): boolean {
  return hasConsole(role) && (isValid(status) || status.kind === 'expired');
}

/**
 * Returns a line that names the other processes that keep the role fresh, or no line if there are
 * none. A click on the line does nothing.
 */
function keptByLines({ keptBy }: RoleView, id: string, words: Words): readonly MenuItem[] {
  const by = keptByText(words, keptBy);
  if (by === null) return [];
  const label = menuLabel(shortened(words.keeping.by(by), MAX_CHARACTERS));
  return [{ kind: 'line', id: `${id}:kept-by`, label, action: null }];
}

function isValid({ kind }: RoleStatus): boolean {
  return kind === 'good' || kind === 'retrying' || kind === 'blocked' || kind === 'expiring';
}
