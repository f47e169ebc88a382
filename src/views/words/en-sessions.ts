import type { Words } from './words.ts';

export const enSessionStates = {
  inactive: 'off',
  assuming: 'being assumed',
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
  rewritten: 'written again, since another tool put old keys back',
  failed: 'failed',
  released: 'released',
  removed: 'removed from the file by someone, and no longer kept',
  'role-removed': 'its role was removed, and is no longer kept',
  'cleaned-up': 'left by a role that is gone: copied to the backups and removed',
  'taken-over': 'other keys in its profile were copied to the backups and replaced',
  moved: 'its keys were moved to another profile',
  restored: 'put back from a backup',
  'backups-deleted': 'backups were deleted',
} satisfies Words['events'];
