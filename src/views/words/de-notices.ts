import type { Action, Route } from '../../core/contract/action.ts';
import type { Words } from './words.ts';

/** "eins", "eins und zwei", "eins, zwei und 5 weitere". */
function listOf(names: readonly string[]): string {
  const [first = '', second = ''] = names;
  if (names.length <= 1) return first;
  return names.length === 2
    ? `${first} und ${second}`
    : `${first}, ${second} und ${names.length - 2} weitere`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const subject = (names: readonly string[], one: string, many: string): string =>
  names.length === 1 ? `${listOf(names)} ${one}` : `${names.length} Rollen ${many}`;

/** Returns the names if the title says only how many roles there are. */
const who = (names: readonly string[]): string => (names.length === 1 ? '' : ` (${listOf(names)})`);

const clickTexts: Readonly<Record<Route['kind'], string>> = {
  roles: 'Klicken zeigt die Rollen',
  role: 'Klicken, um die Rolle zu bearbeiten',
  'new-role': 'Klicken, um eine Rolle anzulegen',
  import: 'Klicken zeigt, was sich importieren lässt',
  discover: 'Klicken zeigt, was Identity Center auflistet',
  access: 'Klicken zeigt, was fehlt',
  mfa: 'Klicken, um den Code einzugeben',
  'sign-in': 'Klicken zeigt den Code',
  activity: 'Klicken zeigt, was geschah',
  doctor: 'Klicken zeigt, was nicht stimmt',
  settings: 'Klicken zeigt die Einstellungen',
};

function clickTo(action: Action): string {
  if (action.kind === 'show') return clickTexts[action.route.kind];
  if (action.kind === 'copy') return 'Klicken kopiert';
  if (action.kind === 'open') return 'Klicken öffnet die Seite';
  if (action.kind === 'open-file') return 'Klicken öffnet die Datei';
  if (action.kind === 'open-console') return 'Klicken öffnet die Konsole';
  if (action.kind === 'copy-environment') return 'Klicken kopiert die Umgebung';
  switch (action.kind) {
    case 'assume':
    case 'refresh':
      return 'Klicken, um es noch einmal zu versuchen';
    case 'take-over':
      return 'Klicken, um das Profil zu übernehmen';
    case 'sign-in':
      return 'Klicken, um dich anzumelden';
    case 'release':
      return 'Klicken, um freizugeben';
    case 'restore':
      return 'Klicken, um es wiederherzustellen';
  }
}

export const deNotices: Words['notices'] = {
  blocked: ({ names, cause, action }) => ({
    title: subject(names, 'braucht dich', 'brauchen dich'),
    body: `${sentence(cause)} ${clickTo(action)}${who(names)}.`,
  }),
  expiring: ({ names, cause, action, until }) => ({
    title: subject(names, `läuft um ${until} ab`, `laufen ab, die erste um ${until}`),
    body: `Erneuern schlägt fehl: ${cause}. ${clickTo(action)}${who(names)}.`,
  }),
  expired: ({ names, cause, action }) => ({
    title: subject(names, 'ist abgelaufen', 'sind abgelaufen'),
    body: `Erneuern ist fehlgeschlagen: ${cause}. ${clickTo(action)}${who(names)}.`,
  }),
  mfaNeeded: ({ names, sourceProfile, until }) => ({
    title: until === null ? 'MFA-Code nötig' : `MFA-Code nötig bis ${until}`,
    body:
      names.length === 0
        ? `Für das Profil ${sourceProfile}. ${clickTexts.mfa}.`
        : `Für ${listOf(names)}. ${clickTexts.mfa}.`,
  }),
  recovered: ({ names, until }) => ({
    title: subject(names, 'funktioniert wieder', 'funktionieren wieder'),
    body: names.length === 1 ? `Gültig bis ${until}.` : `${listOf(names)}, gültig bis ${until}.`,
  }),
};
