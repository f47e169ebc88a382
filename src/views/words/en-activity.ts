import type { ActivityWords } from './activity-words.ts';

const entries = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`;

export const enActivity = {
  title: 'Activity',
  open: 'Activity',
  lead: 'Events of the last 90 days, with the request IDs of AWS.',
  none: 'No activity yet. Switch on a role to see it here.',
  unnamed: 'A removed role',
  filter: 'Find a role, an event or a request ID',
  nothingFound: 'No entry matches.',
  role: 'Role',
  allRoles: 'All roles',
  today: 'Today',
  yesterday: 'Yesterday',
  until: (time) => `until ${time}`,
  count: ({ found, all }) => (found === all ? entries(all) : `${found} of ${entries(all)}`),
  older: 'Show older entries',
  copyRequestId: (requestId) => `Copy request ID ${requestId}`,
  exportAs: { csv: 'Export CSV', json: 'Export JSON' },
  exported: (count) => `${entries(count)} exported.`,
} satisfies ActivityWords;
