import type { Words } from './words.ts';

const entries = (count: number): string => `${count} ${count === 1 ? 'Eintrag' : 'Einträge'}`;

export const deActivity: Words['activity'] = {
  title: 'Verlauf',
  open: 'Verlauf',
  lead: 'Ereignisse der letzten 90 Tage, mit den Anfrage-IDs von AWS.',
  noneOf: (name) => `Für ${name} gibt es keine Ereignisse in den letzten 90 Tagen.`,
  none: 'Noch keine Ereignisse. Schalte eine Rolle ein, um sie hier zu sehen.',
  unnamed: 'Eine entfernte Rolle',
  filter: 'Rolle, Ereignis oder Anfrage-ID suchen',
  nothingFound: 'Kein Eintrag gefunden.',
  role: 'Rolle',
  allRoles: 'Alle Rollen',
  today: 'Heute',
  yesterday: 'Gestern',
  until: (time) => `bis ${time}`,
  count: ({ found, all }) => (found === all ? entries(all) : `${found} von ${all} Einträgen`),
  older: 'Ältere Einträge zeigen',
  copyRequestId: (requestId) => `Anfrage-ID ${requestId} kopieren`,
  exportAs: { csv: 'Als CSV exportieren', json: 'Als JSON exportieren' },
  exported: (count) => `${entries(count)} exportiert.`,
};
