import type { Api } from '../../contract/api.ts';
import type { ConsentQuestion } from '../../consent-question.ts';
import type { IniDocument } from '../../credentials-file/ini-document.ts';
import { plannedRestore, restoreWholeFile } from '../../credentials-file/restore-file.ts';
import { textWithRestoredSection } from '../../credentials-file/restore-section.ts';
import type { Backup } from '../../ports/backups.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { SessionEvents } from '../../sessions/session-events.ts';
import type { ReadSnapshot } from '../../snapshot/snapshot-reader.ts';
import { type ConsentGate, consentFailure } from '../consent/consent-gate.ts';
import type { CorePorts } from '../core-ports.ts';
import type { WantedSessions } from '../wanted-sessions.ts';

/** The functions with which a restore reads the files, ends sessions and reports what it did. */
export interface RestoreDeps {
  readonly readSnapshot: ReadSnapshot;
  readonly wanted: WantedSessions;
  readonly events: SessionEvents;
}

/** Answers the requests that restore a section or the whole credentials file from a backup. */
export function restoreRequests(
  { backups, store }: Pick<CorePorts, 'backups' | 'store'>,
  { readSnapshot, wanted, events }: RestoreDeps,
  consent: ConsentGate,
): Pick<Api['backups'], 'restoreSection' | 'restoreFile'> {
  async function find(what: string, wanted: (backup: Backup) => boolean): Promise<Result<Backup>> {
    const list = await backups.list();
    if (!list.ok) return list;
    const [newest] = list.value.filter(wanted).toSorted((a, b) => b.at - a.at);
    return newest === undefined ? failed({ kind: 'backup-missing', what }) : ok(newest);
  }

  const restoreSection: Api['backups']['restoreSection'] = async ({ profile }) => {
    const ofSection = (backup: Backup) =>
      backup.kind === 'section' && backup.profile === profile && backup.path === store.path;
    const backup = await find(profile, ofSection);
    if (!backup.ok) return backup;
    const text = await backups.read(backup.value.id);
    if (!text.ok) return text;
    const snapshot = await readSnapshot();
    if (!snapshot.ok) return snapshot;
    const editSection = (present: IniDocument) =>
      textWithRestoredSection(present, profile, text.value, {
        file: store.path,
        owner: store.owner,
      });
    const planned = editSection(snapshot.value.files.credentials);
    if (!planned.ok) return planned;
    const isAsked = planned.value.takenOver.length > 0;
    const question = restoring(profile, backup.value, [profile]);
    const refusal = isAsked ? await consent.refusal(question) : null;
    if (refusal !== null) return refusal;
    const role = snapshot.value.role(snapshot.value.section(profile).mark?.roleId ?? '');
    const released = role === null ? ok(false) : await wanted.release(role);
    if (!released.ok) return released;
    const restored = await store.update((present) => {
      const edit = editSection(present);
      if (!edit.ok) return edit;
      // If another program added keys after the first check, the person was not asked about them.
      if (edit.value.takenOver.length > 0 && !isAsked) return consentFailure(question);
      return ok({ ...edit.value, value: edit.value.takenOver.length > 0 });
    });
    if (!restored.ok) return restored;
    const target = snapshot.value.roles.find(({ targetProfile }) => targetProfile === profile);
    events.emit('restored', target ?? { id: '', name: profile, targetProfile: profile });
    return ok({ backup: backup.value, replacedOthers: restored.value?.value === true });
  };

  const restoreFile: Api['backups']['restoreFile'] = async ({ backupId, dryRun }) => {
    const backup = await find(backupId, ({ id }) => id === backupId);
    if (!backup.ok) return backup;
    const text = await backups.read(backupId);
    if (!text.ok) return text;
    const planned = await plannedRestore(store, text.value);
    if (!planned.ok) return planned;
    const { changed } = planned.value;
    if (dryRun || changed.length === 0) return ok({ backup: backup.value, ...planned.value });
    const question = restoring(null, backup.value, changed);
    const refusal = await consent.refusal(question);
    if (refusal !== null) return refusal;
    const restored = await restoreWholeFile(store, text.value, changed);
    if (!restored.ok) return restored;
    if (restored.value === null) return consentFailure(question);
    events.emit('restored', { id: '', name: store.path });
    return ok({ backup: backup.value, ...restored.value });
  };

  const restoring = (
    profile: string | null,
    { id, at }: Backup,
    sections: readonly string[],
  ): ConsentQuestion => ({
    kind: 'restore',
    backupId: id,
    profile,
    file: store.path,
    at,
    sections,
  });

  return { restoreSection, restoreFile };
}
