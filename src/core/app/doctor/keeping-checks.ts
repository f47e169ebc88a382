import type { Check } from '../../contract/check.ts';
import type { Keepers } from '../keepers.ts';
import type { ShownSessions } from '../sessions.ts';

/**
 * Checks which process refreshes each role. Skips a role that is off and that no process refreshes.
 */
export function keepingChecks(shown: ShownSessions, keepers: Keepers): readonly Check[] {
  return shown.settings().roles.flatMap(({ id, name: role }): readonly Check[] => {
    const entry = shown.sessions.entry(id);
    const [keeper] = keepers.of(id, entry);
    if (keepers.keepsHere(entry))
      return [{ check: 'keeping', level: 'good', facts: { role, kind: 'here' } }];
    if (keeper !== undefined) {
      const { kind, pid, host } = keeper;
      return [{ check: 'keeping', level: 'good', facts: { role, kind, pid, host } }];
    }
    if (!entry.kept) return [];
    const unseen = keepers.unseenHosts(id, entry);
    const facts = unseen.length === 0 ? { role } : { role, unseen: unseen.join(', ') };
    return [{ check: 'keeping', level: 'warning', facts }];
  });
}
