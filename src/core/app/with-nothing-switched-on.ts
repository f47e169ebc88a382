import type { Records } from '../ports/records.ts';

/**
 * Returns records in which every role is off, because this process keeps only the roles that its
 * command names.
 */
export function withNothingSwitchedOn(records: Records): Pick<Records, 'get'> {
  return {
    get: (roleId, path) => {
      const record = records.get(roleId, path);
      return record === null ? null : { ...record, kept: false };
    },
  };
}
