import type { ActivityEntry } from '../activity-entry.ts';

/** Kept for 90 days, at most 10,000 rows, half of them for one role. */
export interface Activity {
  append(entries: readonly ActivityEntry[]): void;
  /** The newest first. */
  list(limit: number): readonly ActivityEntry[];
}
