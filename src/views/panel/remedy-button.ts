import type { Action } from '../../core/contract/action.ts';
import type { RoleView } from '../../core/contract/app-state.ts';
import type { Failure } from '../../core/failure.ts';
import { remedyClick } from '../tray/role-clicks.ts';
import type { Words } from '../words/words.ts';

export interface RemedyButton {
  readonly label: string;
  readonly click: Action;
}

/** Returns the remedy as a button in the panel. */
export function remedyButton(view: RoleView, failure: Failure, words: Words): RemedyButton {
  const click = remedyClick(view.role, failure);
  return { label: remedyLabel(click, words), click };
}

/** Returns the short label of the button, for a row of the list. */
export function shortRemedy({ label }: RemedyButton, { panel }: Words): string {
  const { remedies, shortRemedies } = panel;
  const names = Object.keys(shortRemedies) as (keyof typeof shortRemedies)[];
  const name = names.find((one) => remedies[one] === label);
  return name === undefined ? label : shortRemedies[name];
}

/** Returns the button's label for a remedy. */
export function remedyLabel(action: Action, words: Words): string {
  const { remedies } = words.panel;
  if (action.kind === 'copy') return remedies.copy;
  if (action.kind === 'open' || action.kind === 'open-file') return remedies.open;
  if (action.kind === 'show') {
    switch (action.route.kind) {
      case 'roles':
        return remedies.seeRoles;
      case 'role':
        return remedies.editRole;
      case 'new-role':
        return remedies.addRole;
      case 'import':
        return words.importing.open;
      case 'discover':
        return words.discovery.open;
      case 'access':
        return remedies.seeAccess;
      case 'mfa':
        return remedies.enterCode;
      case 'sign-in':
        return remedies.signIn;
      case 'activity':
        return words.activity.open;
      case 'doctor':
        return remedies.openDoctor;
      case 'settings':
        return remedies.openSettings;
    }
  }
  switch (action.kind) {
    case 'take-over':
      return remedies.takeOver;
    case 'restore':
      return remedies.restore;
    case 'sign-in':
      return remedies.signIn;
    case 'copy-environment':
      return words.tray.copyEnvironment;
    case 'open-console':
      return words.tray.openConsole;
    case 'assume':
    case 'refresh':
    case 'release':
      return remedies.tryAgain;
  }
}
