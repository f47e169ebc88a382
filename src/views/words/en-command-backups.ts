import type { RestoredFile } from '../../core/contract/api.ts';
import type { Backup } from '../../core/ports/backups.ts';

/** Texts of `rolekeeper restore`. */
export const enCommandBackups = {
  restoredSection: ({
    profile,
    at,
    replacedOthers,
  }: {
    profile: string;
    at: string;
    replacedOthers: boolean;
  }): readonly string[] => [
    `Restored the profile ${profile} as of ${at}.`,
    ...(replacedOthers ? ['The replaced keys have a backup.'] : []),
  ],
  restoredFile: ({
    restored,
    at,
    done,
  }: {
    restored: RestoredFile;
    at: string;
    done: boolean;
  }): readonly string[] => [
    done
      ? `Restored ${restored.backup.path} as of ${at}. The replaced file has a backup.`
      : `This would restore ${restored.backup.path} as of ${at}.`,
    restored.changed.length === 0
      ? 'No section differs.'
      : `${done ? 'Sections changed' : 'Sections that would change'}: ${restored.changed.join(', ')}`,
    ...(restored.kept.length === 0
      ? []
      : [`Not changed, because a role uses them: ${restored.kept.join(', ')}`]),
  ],
  purged: (deleted: number) => `Deleted ${deleted} ${deleted === 1 ? 'backup' : 'backups'}.`,
  keptBackups:
    'Kept, because each has the only copy of a key that is no longer in its credentials file:',
  purgeableBackups: 'Would be deleted:',
  deletedBackups: 'Deleted:',
  /** The last line of a preview of `restore`. */
  previewed: 'Nothing was changed. Run again with --yes to apply.',
  noBackups: 'There are no backups.',
  backupColumns: ['ID', 'WHAT', 'WHEN', 'PROFILE', 'BYTES', 'FILE'],
  backupKinds: {
    original: 'file before the first write',
    section: 'replaced section',
    hourly: 'file',
    restore: 'file before a restore',
  } satisfies Record<Backup['kind'], string>,
};
