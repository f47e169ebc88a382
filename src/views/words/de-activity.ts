import type { Words } from './words.ts';

const entries = (count: number): string => `${count} ${count === 1 ? 'Eintrag' : 'Einträge'}`;

export const deActivity: Words['activity'] = {
  title: 'Verlauf',
  open: 'Verlauf',
  lead: 'Was in den letzten 90 Tagen mit deinen Rollen geschah, mit der Anfrage-ID, unter der AWS es kennt.',
  none: 'Noch ist nichts geschehen. Schalte eine Rolle ein, dann steht es hier.',
  unnamed: 'Eine entfernte Rolle',
  filter: 'Rolle, Ereignis oder Anfrage-ID suchen',
  nothingFound: 'Kein Eintrag hat das.',
  role: 'Rolle',
  allRoles: 'Alle Rollen',
  today: 'Heute',
  yesterday: 'Gestern',
  until: (time) => `bis ${time}`,
  count: ({ found, all }) => (found === all ? entries(all) : `${found} von ${all} Einträgen`),
  older: 'Ältere Einträge zeigen',
  copyRequestId: (requestId) => `Anfrage-ID ${requestId} kopieren`,
  exportAs: { csv: 'Als CSV sichern', json: 'Als JSON sichern' },
  exported: (count) => `${entries(count)} gesichert.`,
};
