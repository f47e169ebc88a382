import { useEffect, useState } from 'preact/hooks';
import type { SourceProfile } from '../../core/roles/sources/source-profiles.ts';
import { usePanel } from '../panel/panel-context.ts';

/** Returns the possible source profiles in the user's files. */
export function useSources(): readonly SourceProfile[] {
  const { api } = usePanel();
  const [sources, setSources] = useState<readonly SourceProfile[]>([]);
  useEffect(() => {
    let isWanted = true;
    void api.role.sources({}).then((result) => {
      if (isWanted && result.ok) setSources(result.value);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return sources;
}
