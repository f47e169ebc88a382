import { listOf } from './de-phrases.ts';
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
  shell: 'Shell',
  shells: { bash: 'bash, zsh', fish: 'fish', powershell: 'PowerShell', cmd: 'cmd' },
  group: 'IAM-Gruppe',
  fillIn: (placeholders) =>
    `Ersetze ${listOf(placeholders)} durch ${placeholders.length === 1 ? 'den richtigen Wert' : 'die richtigen Werte'}.`,
  trustPolicy: 'Die Vertrauensrichtlinie der Rolle',
  trustLead: 'Der Eigentümer der Rolle hängt sie im Konto der Rolle an.',
  pages: {
    caller: 'Den Aufrufer in der IAM-Konsole öffnen',
    role: 'Die Rolle in der IAM-Konsole öffnen',
  },
  principalUnsure: {
    caller: (arn) =>
      `Der Aufrufer ist unbekannt, weil AWS nicht gefragt werden konnte. Ersetze ${arn} durch den ARN des IAM-Benutzers oder der Rolle.`,
    path: (arn) =>
      `AWS sagt nicht, ob eine Rolle einen Pfad hat. Wenn ${arn} einen hat, ergänze den Pfad.`,
    region: (arn) =>
      `Trage die Heimatregion von IAM Identity Center in ${arn} ein. Wenn diese Region us-east-1 ist, entferne die Region aus dem ARN.`,
  },
  attachBy: {
    user: 'Der Aufrufer ist ein IAM-Benutzer. Die Richtlinie wird an eine Gruppe des Benutzers gehängt.',
    role: 'Der Aufrufer ist eine IAM-Rolle. Die Richtlinie wird an sie gehängt.',
    'permission-set':
      'Der Aufrufer ist ein Berechtigungssatz von IAM Identity Center. Seine Rollen lassen sich nur dort ändern. Ergänze dies in der Inline-Richtlinie des Berechtigungssatzes und stelle ihn neu bereit:',
    root: 'Der Aufrufer ist der Root-Benutzer seines Kontos, der keine Rollen annehmen kann. Verwende einen IAM-Benutzer oder eine Rolle als Quellprofil.',
    unknown:
      'AWS hat nicht gesagt, wer der Aufrufer ist. Dies sind die Befehle für einen IAM-Benutzer.',
  },
  tryAgain: 'Erneut versuchen',
};
