import type { ActivityEvent } from '../../core/activity-entry.ts';
import type { RefreshingProcess } from '../../core/ports/keeping-processes.ts';
import type { Session } from '../../core/sessions/session.ts';

export const enSessionStates = {
  inactive: 'off',
  assuming: 'assuming',
  active: 'active',
  expired: 'expired',
  failed: 'failed',
} satisfies Record<Session['state'], string>;

export const enKeeping = {
  /** A process, as it follows "by": "rolekeeper keep (process 4242)". */
  process: ({ kind, pid, host }: Pick<RefreshingProcess, 'kind' | 'pid' | 'host'>) => {
    const what = kind === 'keep' ? 'rolekeeper keep' : 'the application';
    return `${what} (process ${pid}${host === null ? '' : ` on ${host}`})`;
  },
  /** Between the last two of several processes. */
  and: ' and ',
  /** "Kept fresh by rolekeeper keep (process 4242)" */
  by: (processes: string) => `Kept fresh by ${processes}`,
  nobody: 'Nothing refreshes it now.',
  /** The process that shows this text, as it follows "by". */
  here: 'this Rolekeeper process',
};

export const enEvents = {
  assumed: 'assumed',
  adopted: 'found a fresh session',
  refreshed: 'refreshed',
  rewritten: 'written again, because another tool restored old keys or removed the keys',
  failed: 'failed',
  released: 'released',
  removed: 'its keys were removed from the file; no longer kept fresh',
  'role-removed': 'role removed; no longer kept fresh',
  'cleaned-up': 'keys of a removed role were copied to the backups and removed',
  'taken-over': 'other keys in its profile were copied to the backups and replaced',
  moved: 'keys moved to another profile',
  restored: 'restored from a backup',
  'backups-deleted': 'backups deleted',
} satisfies Record<ActivityEvent, string>;
