import type { Api } from '../api.ts';
import type { ConsentGate } from '../consent/consent-gate.ts';
import type { CorePorts } from './core-ports.ts';
import { replaceSection } from '../credentials-file/section-edit.ts';
import type { Backup } from '../ports.ts';
import { failed, ok, type Result } from '../result.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { restoreWholeFile } from '../credentials-file/restore-file.ts';

/** Listing, restoring and deleting the copies that Rolekeeper made of the user's credentials file. */
export function backupRequests(ports: CorePorts, sessions: Sessions, consent: ConsentGate): Api['backups'] {
  const { backups, store } = ports;

  async function find(what: string, wanted: (backup: Backup) => boolean): Promise<Result<Backup>> {
    const list = await backups.list();
    if (!list.ok) return list;
    const [newest] = list.value.filter(wanted).toSorted((a, b) => b.at - a.at);
    return newest === undefined ? failed({ kind: 'backup-missing', what }) : ok(newest);
  }

  return {
    list: () => backups.list(),
    restoreSection: async ({ profile }) => {
      const ofSection = (backup: Backup) =>
        backup.kind === 'section' && backup.profile === profile && backup.path === store.path;
      const backup = await find(profile, ofSection);
      if (!backup.ok) return backup;
      const text = await backups.read(backup.value.id);
      if (!text.ok) return text;
      const world = await sessions.readWorld();
      if (!world.ok) return world;
      const role = world.value.role(world.value.section(profile).mark?.roleId ?? '');
      const released = role === null ? ok(false) : await sessions.releaseRole(role);
      if (!released.ok) return released;
      const restored = await store.update((present) => {
        const edit = replaceSection(present, profile, text.value, { file: store.path, owner: store.owner });
        return edit.ok ? ok({ ...edit.value, value: null }) : edit;
      });
      return restored.ok ? backup : restored;
    },
    restoreFile: async ({ backupId, dryRun }) => {
      const backup = await find(backupId, ({ id }) => id === backupId);
      if (!backup.ok) return backup;
      const text = await backups.read(backupId);
      if (!text.ok) return text;
      const restored = await restoreWholeFile(store, text.value, dryRun);
      return restored.ok ? ok({ backup: backup.value, ...restored.value }) : restored;
    },
    purge: async () => {
      const list = await backups.list();
      if (!list.ok) return list;
      const refusal = list.value.length === 0 ? null : await consent.refusal({ kind: 'purge', backups: list.value });
      if (refusal !== null) return refusal;
      const deleted = await backups.purge();
      return deleted.ok ? ok({ deleted: deleted.value }) : deleted;
    },
  };
}
