import type { Records } from '../ports/records.ts';

/** Hides which roles are on, because this process keeps only the roles that its command names. */
export function withNothingSwitchedOn(records: Records): Pick<Records, 'get'> {
  return {
    get: (roleId, path) => {
      const record = records.get(roleId, path);
      return record === null ? null : { ...record, kept: false };
    },
  };
}
