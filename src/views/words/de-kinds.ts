import type { Words } from './words.ts';

export const deKinds: Words['kinds'] = {
  label: 'Art',
  names: {
    'assume-role': 'angenommene Rolle',
    'identity-center': 'Berechtigungssatz',
    'mfa-session': 'MFA-Sitzung',
  },
  what: {
    'assume-role': 'Rolle',
    'identity-center': 'Berechtigungssatz',
    'mfa-session': 'MFA-Gerät',
  },
  source: {
    'assume-role': 'Angenommen aus',
    'identity-center': 'Angemeldet bei',
    'mfa-session': 'Schlüssel aus',
  },
  onClipboard: {
    'identity-center':
      'In der Zwischenablage ist ein Berechtigungssatz oder eine Anmeldung bei IAM Identity Center',
    'mfa-session': 'In der Zwischenablage ist ein MFA-Gerät',
  },
  found: {
    'identity-center':
      'Gefunden: ein Berechtigungssatz oder eine Anmeldung bei IAM Identity Center.',
    'mfa-session': 'Gefunden: ein MFA-Gerät.',
  },
  hints: {
    'assume-role': 'Eine Rolle, die mit den Zugangsdaten eines anderen Profils angenommen wird.',
    'identity-center': 'Ein Konto und ein Berechtigungssatz von IAM Identity Center.',
    'mfa-session': 'Die Sitzung, die ein IAM-Benutzer für einen MFA-Code bekommt, ohne Rolle.',
  },
  lengthOfSetting: 'Wie in den Einstellungen',
  got: (until) => `AWS gibt eine Sitzung. Wenn sie jetzt beginnt, dauert sie bis ${until}`,
  ofOne: {
    'assume-role': 'einer angenommenen Rolle',
    'identity-center': 'eines Berechtigungssatzes von Identity Center',
    'mfa-session': 'einer MFA-Sitzung',
  },
};
