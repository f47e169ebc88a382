import type { Action } from '../../core/action.ts';
import type { RoleView } from '../../core/app-state.ts';
import type { Failure } from '../../core/failures/failure.ts';
import { remedyClick } from '../tray/asked-action.ts';
import type { Question } from '../tray/menu-item.ts';
import { failureText } from '../failure-text.ts';
import type { FailureVoice, Words } from '../words/words.ts';

export interface RemedyButton {
  readonly label: string;
  readonly click: Action | Question;
}

/** What helps, as the panel's button. Signing in is another program's: its command is copied. */
export function remedyButton(view: RoleView, failure: Failure, words: Words, voice: FailureVoice): RemedyButton {
  const click = remedyClick(view.role, failure, words);
  if ('do' in click && click.do === 'sign-in') {
    const command = failureText(words, failure, voice).remedy?.command ?? '';
    return { label: words.panel.remedies.copySignIn, click: { copy: command } };
  }
  return { label: labelOf('ask' in click ? click.then : click, words), click };
}

function labelOf(action: Action, words: Words): string {
  const { remedies } = words.panel;
  if ('copy' in action) return remedies.copy;
  if ('open' in action) return remedies.open;
  if ('show' in action) {
    switch (action.show.view) {
      case 'roles':
        return remedies.seeRoles;
      case 'role':
        return remedies.editRole;
      case 'new-role':
        return remedies.addRole;
      case 'import':
        return words.importing.open;
      case 'access':
        return remedies.seeAccess;
      case 'mfa':
        return remedies.enterCode;
      case 'doctor':
        return remedies.openDoctor;
      case 'settings':
        return remedies.openSettings;
    }
  }
  switch (action.do) {
    case 'take-over':
      return remedies.takeOver;
    case 'restore':
      return remedies.restore;
    case 'sign-in':
      return remedies.copySignIn;
    case 'assume':
    case 'refresh':
    case 'release':
      return remedies.tryAgain;
  }
}
