import type { ActivityEntry } from '../activity-entry.ts';

/**
 * The activity log. It keeps entries for 90 days, but at most 10,000 entries, and at most 5,000 of
 * one role.
 */
export interface Activity {
  append(entries: readonly ActivityEntry[]): void;
  /** Returns the newest entries first. */
  list(limit: number): readonly ActivityEntry[];
}
