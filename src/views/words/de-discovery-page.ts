import type { Words } from './words.ts';

const roles = (count: number): string => `${count} ${count === 1 ? 'Rolle' : 'Rollen'}`;
const accounts = (count: number): string => `${count} ${count === 1 ? 'Konto' : 'Konten'}`;
const sets = (count: number): string =>
  `${count} ${count === 1 ? 'Berechtigungssatz' : 'Berechtigungssätze'}`;

export const deDiscoveryPage: Words['discovery']['page'] = {
  lead: 'Melde dich einmal an. Wähle dann aus allen Konten und Berechtigungssätzen, die du hast.',
  signIn: 'Anmeldung',
  another: 'Andere Start-URL',
  start: 'Meine Konten auflisten',
  starting: 'AWS wird gefragt…',
  waiting: 'Rolekeeper wartet, bis du angemeldet bist.',
  showCode: 'Code zeigen',
  listing: (signIn) => `${signIn} wird aufgelistet`,
  listed: (counts) => `${accounts(counts.accounts)}, ${sets(counts.permissionSets)}`,
  anotherSignIn: 'Andere Anmeldung',
  unlisted: (count) => `AWS hat die Berechtigungssätze von ${accounts(count)} nicht aufgelistet`,

  vanishedTitle: (counts) => {
    const others = counts.others === 0 ? '' : ` und ${counts.others} ohne Rolle`;
    return `Nicht mehr aufgelistet: ${roles(counts.roles)}${others}`;
  },
  vanishedLead:
    'Identity Center listet diese Berechtigungssätze nicht mehr auf. Die Rollen dazu bleiben, bis du sie entfernst.',
  roleOf: (role) => `Rolle ${role}`,
  remove: 'Entfernen…',
  removeOf: (role) => `${role} entfernen`,
  removeAll: (count) => `${roles(count)} entfernen…`,
  askRemove: (count) => ({
    title: count === 1 ? 'Rolle entfernen?' : `${roles(count)} entfernen?`,
    detail: `Rolekeeper entfernt ihre ${count === 1 ? 'Sitzung' : 'Sitzungen'} aus der Credentials-Datei. Identity Center und deine Config-Datei ändern sich nicht.`,
    confirm: 'Entfernen',
  }),
  listedAgain: (count) =>
    count === 1
      ? 'AWS listet den Berechtigungssatz wieder auf. Seine Rolle bleibt.'
      : `AWS listet ${sets(count)} wieder auf. Die Rollen dazu bleiben.`,
  listedAt: (time) => `Stand ${time}`,
  listAgain: 'Neu auflisten',
  notRemoved: (count) =>
    `${roles(count)} ${count === 1 ? 'konnte' : 'konnten'} nicht entfernt werden.`,

  template: 'Rollenname',
  group: 'Gruppe',
  placeholders: (known) => `Platzhalter: ${known.join(', ')}`,
  names: 'Namen',
  namesLike: (example) => `Namen, etwa ${example}`,
  search: 'Konto oder Berechtigungssatz suchen',
  show: 'Anzeigen',
  shown: { all: 'Alle', chosen: 'Gewählt', 'to-change': 'Zu ändernde Namen' },
  count: (label, count) => `${label} (${count})`,
  nothingShown: 'Kein Berechtigungssatz gefunden.',
  all: (count) => `Alle ${count} wählen`,
  allOf: (account) => `Alle von ${account}`,
  one: ({ permissionSet, account }) => `${permissionSet} in ${account}`,
  ofAccount: ({ of, chosen }) => (chosen === 0 ? sets(of) : `${chosen} von ${of} gewählt`),
  known: (role) => `Schon die Rolle ${role}`,
  rename: 'Umbenennen',
  renameOf: (role) => `${role} umbenennen`,
  name: (permissionSet) => `Name der Rolle für ${permissionSet}`,
  becomes: (name) => `Heißt dann ${name}.`,
  clashes: (count) =>
    count === 1
      ? '1 Rolle wird nicht angelegt, weil ihr Name nicht verwendbar ist.'
      : `${count} Rollen werden nicht angelegt, weil ihre Namen nicht verwendbar sind.`,
  showClashes: 'Namen zum Ändern zeigen',
  add: (count) => (count === 0 ? 'Die gewählten Rollen anlegen' : `${roles(count)} anlegen`),
  adding: 'Wird angelegt…',
  notAdded: (count) =>
    `${roles(count)} ${count === 1 ? 'konnte' : 'konnten'} nicht angelegt werden.`,
  more: (count) => (count === 1 ? '1 weiteres Konto zeigen' : `${count} weitere Konten zeigen`),
};
