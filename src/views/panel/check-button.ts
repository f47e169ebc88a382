import type { Check } from '../../core/contract/check.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import type { Words } from '../words/words.ts';
import { remedyButton, type RemedyButton } from './remedy-button.ts';

const FIELDS = {
  source: 'source-profile',
  'mfa-device': 'mfa-serial',
  shadowing: 'profile',
} as const;

/** Returns the panel's remedy for a check; null if the user must act outside of the panel. */
export function checkButton(
  { check, level, facts, failure }: Check,
  { roles }: AppState,
  words: Words,
): RemedyButton | null {
  if (level === 'good' || level === 'skipped') return null;
  const { remedies } = words.panel;
  const view = roles.find(({ role }) => role.name === facts['role']);
  const role = view?.role;
  switch (check) {
    case 'proxy':
    case 'proxy-user':
      return {
        label: remedies.openSettings,
        click: { kind: 'show', route: { kind: 'settings', field: 'proxy' } },
      };
    case 'ca':
      return {
        label: remedies.openSettings,
        click: { kind: 'show', route: { kind: 'settings', field: 'caBundle' } },
      };
    case 'credentials-file':
    case 'config-file': {
      const field = check === 'config-file' ? 'configFile' : 'credentialsFile';
      // The user must correct a broken file in an editor. If the file cannot be read, its path in
      // the settings can be wrong.
      return facts['code'] === undefined
        ? null
        : {
            label: remedies.openSettings,
            click: { kind: 'show', route: { kind: 'settings', field } },
          };
    }
    case 'source':
    case 'mfa-device':
    case 'shadowing': {
      if (role === undefined) return null;
      const field = FIELDS[check];
      return {
        label: remedies.editRole,
        click: { kind: 'show', route: { kind: 'role', roleId: role.id, field } },
      };
    }
    case 'identity':
    case 'needs-you': {
      if (view === undefined) return null;
      const known = failure ?? (view.session.state === 'failed' ? view.session.failure : undefined);
      return known === undefined
        ? { label: remedies.getSession, click: { kind: 'assume', roleId: view.role.id } }
        : remedyButton(view, known, words);
    }
    case 'keeping':
    case 'ignored-section':
    case 'file-mode':
    case 'mount':
    case 'home-folder':
    case 'clock':
    case 'environment':
    case 'tls':
    case 'endpoint':
    case 'settings':
    case 'state':
    case 'backups':
    case 'keychain':
    case 'second-file':
    case 'shell-path':
    case 'tray-host':
      return null;
  }
}
