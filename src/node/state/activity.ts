import type { ActivityEntry, ActivityEvent } from '../../core/activity-entry.ts';
import type { Activity } from '../../core/ports/activity.ts';
import type { StateDb } from './state-db.ts';

const KEPT_MS = 90 * 86_400_000;
const KEPT_ROWS = 10_000;
/**
 * The maximum number of rows of one role, so that a role that always fails cannot displace the
 * other roles.
 */
const KEPT_ROWS_OF_ROLE = KEPT_ROWS / 2;

/**
 * Creates the activity log in `state.db`, from which `list` returns the newest entry first. Keeps
 * at most 90 days and 10,000 rows, and at most half of the rows for one role.
 */
export function createActivity(db: StateDb): Activity {
  return {
    append: (entries) => {
      db.write((sql) => {
        const insert = sql(
          'INSERT INTO activity (at, event, role_id, role_name, expiration, failure_kind, request_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
        );
        for (const { at, event, roleId, roleName, expiration, failureKind, requestId } of entries) {
          insert.run(at, event, roleId, roleName, expiration, failureKind, requestId);
        }
        sql('DELETE FROM activity WHERE at < ?').run(
          Math.max(...entries.map(({ at }) => at)) - KEPT_MS,
        );
        for (const roleId of new Set(entries.map((entry) => entry.roleId))) {
          sql(
            `DELETE FROM activity WHERE role_id = ?1 AND id <=
               (SELECT id FROM activity WHERE role_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
          ).run(roleId, KEPT_ROWS_OF_ROLE);
        }
        sql(
          'DELETE FROM activity WHERE id <= (SELECT id FROM activity ORDER BY id DESC LIMIT 1 OFFSET ?)',
        ).run(KEPT_ROWS);
      });
    },
    list: (limit) =>
      db
        .read((sql) => sql('SELECT * FROM activity ORDER BY id DESC LIMIT ?').all(limit))
        .flatMap((row): readonly ActivityEntry[] => {
          const event = String(row['event']);
          if (!isEvent(event)) return [];
          return [
            {
              at: Number(row['at']),
              event,
              roleId: String(row['role_id']),
              roleName: nameIn(row),
              expiration: row['expiration'] === null ? null : Number(row['expiration']),
              failureKind: row['failure_kind'] === null ? null : String(row['failure_kind']),
              requestId: row['request_id'] === null ? null : String(row['request_id']),
            },
          ];
        }),
  };
}

const events: Readonly<Record<ActivityEvent, true>> = {
  assumed: true,
  adopted: true,
  refreshed: true,
  rewritten: true,
  failed: true,
  released: true,
  removed: true,
  'role-removed': true,
  'cleaned-up': true,
  'taken-over': true,
  moved: true,
  restored: true,
  'backups-deleted': true,
};

/** False for an event that a newer version wrote and this version does not know. */
function isEvent(text: string): text is ActivityEvent {
  return Object.hasOwn(events, text);
}

/**
 * Returns the name of a role. Earlier versions stored the ID of a removed role as its name, and
 * this function then returns an empty name.
 */
function nameIn(row: Readonly<Record<string, unknown>>): string {
  const name = String(row['role_name']);
  return name === row['role_id'] && /^[0-9a-f]{12}$/.test(name) ? '' : name;
}
