import { listed } from './de-phrases.ts';
import type { Words } from './words.ts';

export const deAccess: Words['panel']['access'] = {
  title: (name) => `Zugriff auf ${name}`,
  lead: 'Zwei Richtlinien müssen dir erlauben, eine Rolle anzunehmen. Rolekeeper ändert nichts in IAM. Hänge diese Richtlinien an, oder schicke sie einem IAM-Administrator.',
  caller: 'Aufrufer',
  callerUnknown: 'Der Aufrufer ist unbekannt, weil AWS nicht gefragt werden konnte.',
  kinds: {
    user: 'ein IAM-Benutzer',
    role: 'eine IAM-Rolle',
    'permission-set': 'ein Berechtigungssatz von IAM Identity Center',
    root: 'der Root-Benutzer, der keine Rollen annehmen kann',
    unknown: 'eine Identität unbekannter Art',
  },
  identityPolicy: 'Die Richtlinie des Aufrufers',
  identityLead: 'Hänge sie in deinem Konto an den Aufrufer.',
  commands: 'Befehle, die sie anhängen',
  shell: 'Kommandozeile',
  shells: { bash: 'bash, zsh', fish: 'fish', powershell: 'PowerShell', cmd: 'cmd' },
  group: 'IAM-Gruppe',
  fillIn: (placeholders) => `Ersetze ${listed(placeholders)} durch den richtigen Wert.`,
  trustPolicy: 'Die Vertrauensrichtlinie der Rolle',
  trustLead: 'Der Eigentümer der Rolle braucht sie, im Konto der Rolle.',
  pages: {
    caller: 'Den Aufrufer in der IAM-Konsole öffnen',
    role: 'Die Rolle in der IAM-Konsole öffnen',
  },
  principalUnsure: {
    caller: (arn) =>
      `AWS konnte nicht gefragt werden, wer ruft: setze die ARN des IAM-Benutzers oder der Rolle an die Stelle von ${arn}.`,
    path: (arn) => `AWS verrät den Pfad einer Rolle nicht: hat ${arn} einen, dann setze ihn ein.`,
    region: (arn) =>
      `Setze die Heimatregion von IAM Identity Center in ${arn} ein (ohne sie, wo das us-east-1 ist).`,
  },
  tryAgain: 'Noch einmal versuchen',
};
