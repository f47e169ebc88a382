import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Cli } from './cli-harness.ts';

/**
 * Makes the refresh of every session in the home due, so that the next `keep` refreshes at once.
 * The sessions stay valid for an hour, so the machine's speed does not matter.
 */
export function makeRefreshDue(cli: Cli): void {
  const state = new DatabaseSync(join(cli.folder, '.config', 'rolekeeper', 'state.db'));
  try {
    state.prepare('UPDATE records SET refresh_at = ? WHERE kept = 1').run(Date.now());
  } finally {
    state.close();
  }
}
