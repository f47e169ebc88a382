import type { Backup } from '../../core/ports/backups.ts';
import { nodeCrypto } from '../hash-and-random.ts';

/** The facts that the file name of a backup contains. */
export interface BackupName {
  readonly id: string;
  readonly kind: Backup['kind'];
  readonly at: number;
  /** A hash of the credentials file's path. */
  readonly pathTag: string;
  /** A hash of the profile's name if the kind is `section`, otherwise a hash of the whole text. */
  readonly contentTag: string;
}

const shape = /^(original|section|hourly|restore)-(\d{1,15})-([0-9a-f]{8})-([0-9a-f]{16})$/;

export function backupName(
  kind: Backup['kind'],
  at: number,
  path: string,
  content: string,
): BackupName {
  const pathTag = tagOf(path, 8);
  const contentTag = tagOf(content, 16);
  return { id: `${kind}-${at}-${pathTag}-${contentTag}`, kind, at, pathTag, contentTag };
}

/** Parses the name of a backup. Returns null for any other name. */
export function parseBackupName(id: string): BackupName | null {
  const [, kind, at, pathTag, contentTag] = shape.exec(id) ?? [];
  if (pathTag === undefined || contentTag === undefined) return null;
  return { id, kind: kind as Backup['kind'], at: Number(at), pathTag, contentTag };
}

/** Returns true for the temporary name of a backup that is not complete yet. */
export function isUnfinishedCopy(name: string): boolean {
  return /^\.[0-9a-f]{16}$/.test(name);
}

export function tagOf(text: string, digits: number): string {
  return nodeCrypto().hash('sha256', text).slice(0, digits);
}
