import { listOf } from './de-phrases.ts';
import type { DocumentProblem } from '../../core/refused-text.ts';
import { deRuleText } from './de-rules.ts';
import type { Words } from './words.ts';

const countOf = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

export const deTransfer: Words['transfer'] = {
  section: 'Export und Import',
  lead: 'Rollen und Einstellungen in einer Datei, für einen anderen Computer oder als Kopie. Die Datei enthält keine Schlüssel, Sitzungen oder Passwörter.',
  export: 'Exportieren…',
  exported: 'Einstellungen exportiert.',
  import: 'Importieren…',
  file: 'Datei mit exportierten Einstellungen',
  tooLarge: 'Diese Datei ist zu groß für Einstellungen.',

  title: 'Einstellungen importieren',
  groups: {
    new: 'Neue Rollen',
    changed: 'Rollen, die sich ändern',
    'left-out': 'Nicht importiert',
    preferences: 'Einstellungen',
  },
  same: (count) =>
    count === 1
      ? '1 Rolle gibt es schon. Sie ändert sich nicht.'
      : `${count} Rollen gibt es schon. Sie ändern sich nicht.`,
  nothing: 'Die Datei enthält nichts Neues.',
  fields: (labels) => `Änderungen: ${listOf(labels)}`,
  obstacles: {
    'name-taken': ({ roleName }) => `Eine andere Rolle heißt ${roleName}. Benenne sie zuerst um.`,
    'endpoint-unconfirmed': ({ endpoint }) =>
      `Die Anfragen der Rolle gingen an ${endpoint}, nicht an AWS. Sie sind mit deinen Schlüsseln signiert, und auch ein MFA-Code ginge dorthin.`,
  },
  browserLeftOut: (command) =>
    `Nicht importiert: der Browser-Befehl ${command}. Eine importierte Datei kann nicht bestimmen, welches Programm gestartet wird. Trage ihn selbst ein, wenn du ihn willst.`,
  refused: ({ what, option }) =>
    `${what}: nicht importiert, weil es nicht erlaubt wurde. Importiere noch einmal und erlaube es (${option}).`,
  setting: ({ label, value }) => `${label}: ${value}`,
  settingLeftOut: ({ label, rule }) => `${label} ${rule}.`,
  on: 'Ein',
  off: 'Aus',
  confirm: 'Importieren',
  importing: 'Wird importiert…',
  imported: ({ roles, settings }) =>
    `${countOf(roles, 'Rolle', 'Rollen')} und ${countOf(settings, 'Einstellung', 'Einstellungen')} importiert.`,
};

export function deDocumentProblem(problem: DocumentProblem): string {
  switch (problem.kind) {
    case 'not-json':
      return problem.line === null
        ? 'Die Datei ist kein JSON.'
        : `Die Datei ist kein JSON. Der Fehler ist in Zeile ${problem.line}.`;
    case 'not-settings':
      return 'Die Datei hat keine exportierten Einstellungen von Rolekeeper.';
    case 'newer':
      return `Eine neuere Version von Rolekeeper hat sie exportiert (Version ${problem.version} der Einstellungen).`;
    case 'place':
      return `${problem.place} ${deRuleText(problem.rule)}.`;
  }
}
