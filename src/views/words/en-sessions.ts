import type { Words } from './words.ts';

export const enSessionStates = {
  inactive: 'off',
  assuming: 'assuming',
  active: 'active',
  expired: 'expired',
  failed: 'failed',
} satisfies Words['sessionStates'];

export const enKeeping = {
  process: ({ kind, pid, host }) => {
    const what = kind === 'keep' ? 'rolekeeper keep' : 'the application';
    return `${what} (process ${pid}${host === null ? '' : ` on ${host}`})`;
  },
  and: ' and ',
  by: (processes) => `Kept fresh by ${processes}`,
  nobody: 'Nothing refreshes it now.',
  here: 'this Rolekeeper',
} satisfies Words['keeping'];

export const enEvents = {
  assumed: 'assumed',
  adopted: 'found fresh',
  refreshed: 'refreshed',
  rewritten: 'written again, because another tool restored old keys',
  failed: 'failed',
  released: 'released',
  removed: 'someone removed its keys from the file; no longer kept',
  'role-removed': 'role removed; no longer kept',
  'cleaned-up': 'keys of a removed role were copied to the backups and removed',
  'taken-over': 'other keys in its profile were copied to the backups and replaced',
  moved: 'keys moved to another profile',
  restored: 'restored from a backup',
  'backups-deleted': 'backups deleted',
} satisfies Words['events'];
