import type { Words } from './words.ts';

export const deKinds: Words['kinds'] = {
  label: 'Art',
  names: {
    'assume-role': 'angenommene Rolle',
    'identity-center': 'Berechtigungssatz',
    'mfa-session': 'MFA-Sitzung',
  },
  ofOne: {
    'assume-role': 'einer angenommenen Rolle',
    'identity-center': 'eines Berechtigungssatzes von Identity Center',
    'mfa-session': 'einer MFA-Sitzung',
  },
};
