import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActivityEntry } from '../../core/activity-entry.ts';
import { withNewest } from '../../views/activity/activity-page.ts';
import { usePanel } from '../panel/panel-context.ts';

/** The log keeps this many entries. */
const MAX_ENTRIES = 10_000;
/**
 * How many entries a read asks for once the log is known. If more arrived since the last read, the
 * whole log is read again.
 */
const NEWEST_ENTRIES = 100;

/**
 * Returns the activity log, newest first, and reads it again when the state changes. Null until the
 * first read.
 */
export function useActivity(): readonly ActivityEntry[] | null {
  const { api, state, valueOf } = usePanel();
  const [entries, setEntries] = useState<readonly ActivityEntry[] | null>(null);
  const known = useRef<readonly ActivityEntry[]>([]);
  const reading = useRef<'no' | 'yes' | 'again'>('no');

  const read = async (): Promise<void> => {
    if (reading.current !== 'no') {
      reading.current = 'again';
      return;
    }
    reading.current = 'yes';
    const newest =
      known.current.length === 0 ? null : await api.activity.list({ limit: NEWEST_ENTRIES });
    const joined = newest?.ok === true ? withNewest(known.current, newest.value) : null;
    const all = joined ?? valueOf(await api.activity.list({ limit: MAX_ENTRIES }), null);
    if (all !== null) known.current = all;
    setEntries(known.current);
    const isBehind = (reading.current as string) === 'again';
    reading.current = 'no';
    if (isBehind) await read();
  };
  useEffect(() => void read(), [state]);
  return entries;
}
