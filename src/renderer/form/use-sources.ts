import { useEffect, useState } from 'preact/hooks';
import type { SourceProfile } from '../../core/roles/sources/source-profiles.ts';
import { usePanel } from '../panel/panel-context.ts';

/** The profiles that a role can be assumed from, as the user's files have them now. */
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
