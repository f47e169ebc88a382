import type { Records } from '../ports.ts';

/** What is switched on is for other processes: this one keeps only what it was asked to keep. */
export function withNothingSwitchedOn(records: Records): Pick<Records, 'get'> {
  return {
    get: (roleId, path) => {
      const record = records.get(roleId, path);
      return record === null ? null : { ...record, kept: false };
    },
  };
}
