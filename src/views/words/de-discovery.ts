import { deDiscoveryPage } from './de-discovery-page.ts';
import type { Words } from './words.ts';

const roles = (count: number): string => `${count} ${count === 1 ? 'Rolle' : 'Rollen'}`;
const sets = (count: number): string =>
  `${count} ${count === 1 ? 'Berechtigungssatz' : 'Berechtigungssätze'}`;

export const deDiscovery: Words['discovery'] = {
  open: 'Aus Identity Center anlegen',
  states: { new: 'neu', known: 'schon eine Rolle', vanished: 'nicht mehr aufgelistet' },
  clashes: {
    role: ({ roleName }) => `Die Rolle ${roleName} heißt schon so.`,
    profile: ({ roleName, profile }) =>
      `Die Rolle ${roleName} schreibt schon in das Profil ${profile}.`,
    planned: ({ other }) =>
      `${other.permissionSet} in ${other.accountName || other.accountId} bekommt denselben Namen oder dasselbe Profil.`,
    unusable: () => 'AWS-Werkzeuge können diesen Namen nicht verwenden.',
  },
  progress: ({ accountsDone, accounts, permissionSets }) =>
    accounts === null
      ? 'Konten werden aufgelistet…'
      : `${accountsDone} von ${accounts} Konten, ${sets(permissionSets)}`,
  throttled: 'AWS begrenzt die Anfragen, daher dauert es länger.',
  nothing: 'Diese Anmeldung hat keine Konten.',
  question: ({ added, removed }) => {
    const parts = [
      ...(added > 0 ? [`${roles(added)} anlegen`] : []),
      ...(removed > 0
        ? [`${roles(removed)} samt Schlüsseln in der Credentials-Datei entfernen`]
        : []),
    ];
    return parts.join(' und ');
  },
  added: (count) => `${roles(count)} angelegt.`,
  removed: (count) => `${roles(count)} entfernt.`,
  page: deDiscoveryPage,
};
