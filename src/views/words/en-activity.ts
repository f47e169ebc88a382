const entries = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`;

export const enActivity = {
  title: 'Activity',
  /** The link to the log. */
  open: 'Activity',
  lead: 'Events of the last 90 days, with the AWS request IDs.',
  none: 'No activity yet. Switch on a role to see it here.',
  /** Shown for a role without entries. */
  noneOf: (name: string) => `${name} has no activity in the last 90 days.`,
  /** A role whose name is not known. */
  unnamed: 'A removed role',
  filter: 'Find a role, an event or a request ID',
  nothingFound: 'No entry matches.',
  role: 'Role',
  allRoles: 'All roles',
  today: 'Today',
  yesterday: 'Yesterday',
  until: (time: string) => `until ${time}`,
  /** Says how many of all entries are shown. */
  count: ({ found, all }: { found: number; all: number }) =>
    found === all ? entries(all) : `${found} of ${entries(all)}`,
  older: 'Show older entries',
  copyRequestId: (requestId: string) => `Copy request ID ${requestId}`,
  exportAs: { csv: 'Export CSV', json: 'Export JSON' },
  exported: (count: number) => `${entries(count)} exported.`,
};
