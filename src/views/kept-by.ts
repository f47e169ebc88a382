import type { RefreshingProcess } from '../core/ports/keeping-processes.ts';
import { displaySafe } from './display-safe.ts';
import type { Words } from './words/words.ts';

/**
 * Returns a list of the processes, such as "rolekeeper keep (process 4242)", for a sentence like
 * "Kept fresh by …". Returns null if there is no process.
 */
export function keptByText(
  { keeping }: Words,
  keptBy: readonly RefreshingProcess[],
): string | null {
  const names = keptBy.map(({ kind, pid, host }) =>
    keeping.process({ kind, pid, host: host === null ? null : displaySafe(host) }),
  );
  const last = names.at(-1);
  if (last === undefined) return null;
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')}${keeping.and}${last}`;
}
