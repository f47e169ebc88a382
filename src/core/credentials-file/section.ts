import type { Credentials } from '../credentials.ts';
import type { OtherCredentialKind } from '../file-failure.ts';
import { parseIni } from './ini-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import type { IniEntry } from './ini-entries.ts';
import { zonedTime } from '../zoned-time.ts';
import { markKey, parseMark } from './mark.ts';
import type { Mark } from './mark.ts';
import type { Owner } from './owner.ts';

/**
 * What a section of the credentials file contains. Several Rolekeeper folders, each with its own
 * settings.json and state.db, can write to the same file.
 */
export interface SectionReading {
  readonly exists: boolean;
  /**
   * The mark (see mark.ts) of this Rolekeeper folder; null if there is none. If `owned` is false,
   * another tool may have replaced the keys.
   */
  readonly mark: Mark | null;
  /**
   * True if this Rolekeeper folder wrote exactly these keys. False for a long-term key, and if
   * there is no session token.
   */
  readonly owned: boolean;
  /**
   * True if this Rolekeeper folder wrote the secret key and the session token. The access key id
   * may be missing or different.
   */
  readonly proven: boolean;
  readonly accessKeyId: string | null;
  /** Secrets. Null if the access key id or the secret key is missing. */
  readonly credentials: Credentials | null;
  /** The time in `x_security_token_expires`, in epoch ms. */
  readonly expiration: number | null;
  readonly region: string | null;
  /** The kind of credentials that this Rolekeeper folder did not write; null if there are none. */
  readonly holds: OtherCredentialKind | null;
}

/** A section with a mark of this Rolekeeper folder. */
export interface MarkedSection {
  readonly profile: string;
  readonly mark: Mark;
}

export const expiresKey = 'x_security_token_expires';

/**
 * Reads one section. If you read several sections of a text, pass a parsed document, because
 * parsing is slow.
 */
export function readSection(
  source: string | IniDocument,
  profile: string,
  owner: Owner,
): SectionReading {
  const section = documentOf(source).section(profile);
  return section === null ? nothingThere : readingOf(section, owner);
}

/** Returns every section with a mark of this Rolekeeper folder, in the file's order. */
export function readMarks(source: string | IniDocument, owner: Owner): readonly MarkedSection[] {
  const document = documentOf(source);
  return markedSections(document).flatMap((section) => {
    const { mark } = readingOf(section, owner);
    return mark === null ? [] : [{ profile: section.name, mark }];
  });
}

/**
 * Returns the sections that contain the text `x_rolekeeper`. The text is searched, because that is
 * faster than parsing every section of a large file.
 */
export function markedSections(document: IniDocument): readonly IniSection[] {
  const found: IniSection[] = [];
  for (
    let at = document.text.indexOf(markKey);
    at !== -1;
    at = document.text.indexOf(markKey, at + markKey.length)
  ) {
    const section = sectionAt(document.sections, at);
    if (section !== null && found.at(-1) !== section) found.push(section);
  }
  return found;
}

export function documentOf(source: string | IniDocument): IniDocument {
  return typeof source === 'string' ? parseIni(source) : source;
}

/** Returns the section's mark without checking which Rolekeeper folder wrote it. */
export function markIn(section: IniSection): Mark | null {
  return parseMark(section.entries.find(({ key }) => key === markKey)?.value ?? '');
}

export function readingOf(section: IniSection, owner: Owner): SectionReading {
  const values = new Map(section.entries.map((entry) => [entry.key, entry.value]));
  const valueOf = (key: string): string | null => {
    const value = values.get(key);
    return value === undefined || value === '' ? null : value;
  };
  const anyMark = parseMark(values.get(markKey) ?? '');
  const mark = anyMark !== null && isOfHome(anyMark, owner) ? anyMark : null;
  const accessKeyId = valueOf('aws_access_key_id');
  const secretAccessKey = valueOf('aws_secret_access_key');
  const proven =
    mark !== null && isProven(mark, secretAccessKey, valueOf('aws_session_token'), owner);
  const owned = proven && accessKeyId === mark.accessKeyId;
  const expiration = zonedTime(values.get(expiresKey) ?? '');
  // botocore prefers the old name of the key (botocore/credentials.py,
  // SharedCredentialProvider.TOKENS).
  const sessionToken = valueOf('aws_security_token') ?? valueOf('aws_session_token');
  const complete = accessKeyId !== null && secretAccessKey !== null;
  return {
    exists: true,
    mark,
    owned,
    proven,
    accessKeyId,
    credentials: complete
      ? {
          accessKeyId,
          secretAccessKey,
          ...(sessionToken !== null && { sessionToken }),
          ...(expiration !== null && { expiration }),
        }
      : null,
    expiration,
    region: valueOf('region'),
    holds: owned
      ? null
      : anyMark !== mark
        ? credentialKindUnderOtherMark(valueOf, anyMark)
        : credentialKindIn(valueOf, proven),
  };
}

const nothingThere: SectionReading = {
  exists: false,
  mark: null,
  owned: false,
  proven: false,
  accessKeyId: null,
  credentials: null,
  expiration: null,
  region: null,
  holds: null,
};

/**
 * Returns the kind of credentials that botocore would use. `role_arn` comes before the keys,
 * because it hides them.
 */
function credentialKindIn(
  valueOf: (key: string) => string | null,
  proven: boolean,
): OtherCredentialKind | null {
  const has = (key: string): boolean => valueOf(key) !== null;
  if (has('web_identity_token_file')) return 'web_identity';
  if (has('role_arn')) return 'role_arn';
  // If only the access key id is missing, a secret key that Rolekeeper wrote does not count as a
  // key of another tool.
  if (has('aws_access_key_id') || (has('aws_secret_access_key') && !proven)) return 'keys';
  if (has('sso_session') || has('sso_start_url') || has('sso_account_id')) return 'sso';
  if (has('login_session')) return 'login_session';
  if (has('credential_process')) return 'credential_process';
  return null;
}

/** Returns the kind of credentials in a section whose mark is not from this Rolekeeper folder. */
function credentialKindUnderOtherMark(
  valueOf: (key: string) => string | null,
  mark: Mark | null,
): OtherCredentialKind | null {
  const kind = credentialKindIn(valueOf, false);
  return kind === 'keys' && valueOf('aws_access_key_id') === mark?.accessKeyId
    ? 'other-rolekeeper'
    : kind;
}

function isOfHome({ roleId, accessKeyId, signature }: Mark, owner: Owner): boolean {
  return signature?.homeId === owner.homeId() || owner.isRecorded(roleId, accessKeyId);
}

/**
 * Returns true if the seal or state.db proves that this Rolekeeper folder wrote these values. A key
 * with the prefix AKIA is a long-term key (IAM user guide, "Understanding unique ID prefixes"),
 * which Rolekeeper never writes.
 */
function isProven(
  mark: Mark,
  secretAccessKey: string | null,
  sessionToken: string | null,
  owner: Owner,
): boolean {
  const { accessKeyId, signature } = mark;
  if (secretAccessKey === null || sessionToken === null || accessKeyId.startsWith('AKIA'))
    return false;
  if (signature?.homeId !== owner.homeId()) return owner.isRecorded(mark.roleId, accessKeyId);
  return signature.seal === owner.sealOf({ accessKeyId, secretAccessKey, sessionToken });
}

const oneLine = /^[^\n]*$/;
const time = /^[0-9TZ:.+-]*$/;

/**
 * Returns true if this Rolekeeper folder wrote the entry, which then needs no backup before it is
 * removed. Also returns true for any time in `x_security_token_expires` and any one-line `region`.
 */
export function isWrittenByUs(
  { key, value }: IniEntry,
  { mark, owned, proven }: SectionReading,
): boolean {
  switch (key) {
    case 'aws_access_key_id':
      return owned;
    case 'aws_secret_access_key':
    case 'aws_session_token':
      return proven;
    case expiresKey:
      return time.test(value);
    case 'region':
      return oneLine.test(value);
    case markKey:
      return mark !== null && oneLine.test(value);
    default:
      return false;
  }
}

function sectionAt(sections: readonly IniSection[], offset: number): IniSection | null {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.startOffset ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return sections[low - 1] ?? null;
}
