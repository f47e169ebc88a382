import type { Records } from '../ports/records.ts';

/**
 * Returns the records in `state.db`, but with every role off, for a process that refreshes only the
 * roles that its command names.
 */
export function withNothingSwitchedOn(records: Records): Pick<Records, 'get'> {
  return {
    get: (roleId, path) => {
      const record = records.get(roleId, path);
      return record === null ? null : { ...record, kept: false };
    },
  };
}
