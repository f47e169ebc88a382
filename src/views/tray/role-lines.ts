import type { RoleView } from '../../core/contract/app-state.ts';
import type { ListedRole } from '../role-order.ts';
import type { Needy, Standing } from '../role-standing.ts';
import { keptByText } from '../kept-by.ts';
import type { Words } from '../words/words.ts';
import { releaseClick, remedyClick } from './asked-action.ts';
import type { MenuItem } from './menu-item.ts';
import { menuLabel, MOST_CHARACTERS, shortened } from './safe-label.ts';

export interface LineSurroundings {
  readonly words: Words;
  readonly formatTime: (at: number) => string;
  readonly costsCode: (role: RoleView['role']) => boolean;
}

/** A line whose click performs the remedy of the role's failure. */
export function needyLine(
  { view, name }: ListedRole,
  standing: Needy,
  { words, formatTime }: LineSurroundings,
): MenuItem {
  const { role } = view;
  const valid = standing.kind === 'blocked' || standing.kind === 'expiring';
  const facts = {
    name,
    cause: words.causes[standing.failure.kind],
    until: valid ? formatTime(standing.until) : null,
  };
  return {
    kind: 'line',
    id: `role:${role.id}`,
    label: menuLabel(words.tray.roleLine.needsYou(facts)),
    action: remedyClick(role, standing.failure),
  };
}

/**
 * A line with a checkmark while the role is on. A click switches the role on (assume and keep) or
 * off (release).
 */
export function switchLine(trayRole: ListedRole, surroundings: LineSurroundings): MenuItem {
  const { view, standing } = trayRole;
  const { role, kept } = view;
  const { words, costsCode } = surroundings;
  const checked = kept || (standing.kind !== 'off' && standing.kind !== 'expired');
  const label = menuLabel(switchLabel(trayRole, surroundings));
  const action = checked
    ? releaseClick(role, isValid(standing) && costsCode(role), words)
    : ({ kind: 'assume', roleId: role.id } as const);
  return { kind: 'checkbox', id: `role:${role.id}`, label, checked, action };
}

function switchLabel(
  { name, standing }: ListedRole,
  { words, formatTime }: LineSurroundings,
): string {
  const { roleLine } = words.tray;
  switch (standing.kind) {
    case 'off':
    case 'failed':
      return name;
    case 'assuming':
      return roleLine.assuming(name);
    case 'good':
      return roleLine.good(name, formatTime(standing.until));
    case 'retrying':
    case 'blocked':
    case 'expiring':
      return roleLine.retrying(name, formatTime(standing.until));
    case 'expired': {
      const since = formatTime(standing.since);
      return standing.refreshing ? roleLine.refreshing(name, since) : roleLine.expired(name, since);
    }
  }
}

/** The actions for a role that is on. */
export function roleActions(
  { view, name, standing }: ListedRole,
  { words, costsCode }: LineSurroundings,
): MenuItem {
  const { role } = view;
  const { tray } = words;
  const id = `actions:${role.id}`;
  const valid = isValid(standing);
  return {
    kind: 'submenu',
    id,
    label: menuLabel(name),
    items: [
      {
        kind: 'line',
        id: `${id}:refresh`,
        label: menuLabel(tray.refreshNow),
        action: standing.kind === 'assuming' ? null : { kind: 'refresh', roleId: role.id },
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
        action: valid ? { kind: 'open-console', roleId: role.id } : null,
      },
      {
        kind: 'line',
        id: `${id}:release`,
        label: menuLabel(tray.release),
        action: releaseClick(role, valid && costsCode(role), words),
      },
      ...keptByLines(view, id, words),
    ],
  };
}

/** The other processes that keep it fresh, as a line without an action. */
function keptByLines({ keptBy }: RoleView, id: string, words: Words): readonly MenuItem[] {
  const by = keptByText(words, keptBy);
  if (by === null) return [];
  const label = menuLabel(shortened(words.keeping.by(by), MOST_CHARACTERS));
  return [{ kind: 'line', id: `${id}:kept-by`, label, action: null }];
}

function isValid({ kind: is }: Standing): boolean {
  return is === 'good' || is === 'retrying' || is === 'blocked' || is === 'expiring';
}
