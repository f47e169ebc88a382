import type { Backup } from '../ports/backups.ts';
import { parseIni } from './ini-document.ts';

/**
 * The longest duration of a GetSessionToken session, in ms. All temporary keys in a backup that is
 * older than this have expired.
 */
const MAX_SESSION_MS = 129_600_000;

const SECRETS = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
];
const TOKENS = ['aws_session_token', 'aws_security_token'];

export interface PurgePlan {
  readonly deleted: readonly Backup[];
  /**
   * Backups with a key that is neither in their credentials file nor in another kept backup. Also
   * backups that cannot be read, and backups whose credentials file cannot be read.
   */
  readonly kept: readonly Backup[];
}

/**
 * Decides which backups may be deleted. `texts` has the text of each readable backup by id, and
 * `present` has the text of each credentials file by path, without the keys that Rolekeeper wrote.
 */
export function planPurge(
  backups: readonly Backup[],
  texts: ReadonlyMap<string, string>,
  present: ReadonlyMap<string, string | null>,
  now: number,
): PurgePlan {
  const keptByPath = new Map<string, Set<string>>();
  const kept = new Set<Backup>();
  for (const backup of bestFirst(backups)) {
    const text = texts.get(backup.id);
    const current = present.get(backup.path) ?? null;
    const known =
      keptByPath.get(backup.path) ?? new Set(current === null ? [] : secretsIn(current, true));
    keptByPath.set(backup.path, known);
    const secrets = secretsIn(text ?? '', now - backup.at < MAX_SESSION_MS);
    if (text !== undefined && current !== null && secrets.every((secret) => known.has(secret)))
      continue;
    kept.add(backup);
    for (const secret of secrets) known.add(secret);
  }
  return {
    deleted: backups.filter((backup) => !kept.has(backup)),
    kept: backups.filter((backup) => kept.has(backup)),
  };
}

/**
 * Sorts backups of sections first, because `restore PROFILE` needs them, and newer backups before
 * older ones.
 */
function bestFirst(backups: readonly Backup[]): readonly Backup[] {
  const rank = ({ kind }: Backup): number => (kind === 'section' ? 0 : 1);
  return backups.toSorted((a, b) => rank(a) - rank(b) || b.at - a.at);
}

function secretsIn(text: string, withTemporary: boolean): readonly string[] {
  return parseIni(text).sections.flatMap(({ name, entries }) => {
    const isTemporary = entries.some(({ key }) => TOKENS.includes(key));
    if (isTemporary && !withTemporary) return [];
    const secrets = entries.filter(({ key, value }) => SECRETS.includes(key) && value !== '');
    return secrets.map(({ key, value }) => JSON.stringify([name, key, value]));
  });
}
