import type { Credentials } from '../ports.ts';
import type { SectionHolds } from '../failures/failure.ts';
import { parseIni, sectionNamed } from './ini-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { markKey, parseMark } from './mark.ts';
import type { Mark } from './mark.ts';

/** What a section of the credentials file says. `credentials` are secrets. */
export interface SectionReading {
  readonly exists: boolean;
  /** What Rolekeeper wrote there; it may be another tool's by now: see `owned`. */
  readonly mark: Mark | null;
  /** True while `aws_access_key_id` is the one that the mark names. */
  readonly owned: boolean;
  readonly accessKeyId: string | null;
  /** Null unless key id and secret both stand there. */
  readonly credentials: Credentials | null;
  /** Epoch ms, from `x_security_token_expires`. */
  readonly expiration: number | null;
  readonly region: string | null;
  /** What credentials of others stand in this section; null where it is ours or holds none. */
  readonly holds: SectionHolds | null;
}

/** A section with a mark of ours. */
export interface MarkedSection {
  readonly profile: string;
  readonly mark: Mark;
  readonly owned: boolean;
  /** Epoch ms, from `x_security_token_expires`. */
  readonly expiration: number | null;
}

export const expiresKey = 'x_security_token_expires';

/** Pass a document where several questions are asked of one text: reading it is the dear part. */
export function readSection(source: string | IniDocument, profile: string): SectionReading {
  const section = sectionNamed(documentOf(source), profile);
  return section === null ? nothingThere : readingOf(section);
}

/** Every section that carries a mark of ours, in the file's order. */
export function readMarks(source: string | IniDocument): readonly MarkedSection[] {
  const document = documentOf(source);
  return markedSections(document).flatMap((section) => {
    const { mark, owned, expiration } = readingOf(section);
    return mark === null ? [] : [{ profile: section.name, mark, owned, expiration }];
  });
}

/** The sections in which our key's name stands: found by its name, since a large file has few of ours. */
export function markedSections(document: IniDocument): readonly IniSection[] {
  const found: IniSection[] = [];
  for (let at = document.text.indexOf(markKey); at !== -1; at = document.text.indexOf(markKey, at + markKey.length)) {
    const section = sectionAt(document.sections, at);
    if (section !== null && found.at(-1) !== section) found.push(section);
  }
  return found;
}

export function documentOf(source: string | IniDocument): IniDocument {
  return typeof source === 'string' ? parseIni(source) : source;
}

export function readingOf(section: IniSection): SectionReading {
  const values = new Map(section.entries.map((entry) => [entry.key, entry.value]));
  const given = (key: string): string | null => {
    const value = values.get(key);
    return value === undefined || value === '' ? null : value;
  };
  const mark = parseMark(values.get(markKey) ?? '');
  const accessKeyId = given('aws_access_key_id');
  const owned = mark !== null && accessKeyId === mark.accessKeyId;
  const secretAccessKey = given('aws_secret_access_key');
  const expiration = epochMs(values.get(expiresKey));
  // botocore takes the old name first (botocore/credentials.py, SharedCredentialProvider.TOKENS).
  const sessionToken = given('aws_security_token') ?? given('aws_session_token');
  const complete = accessKeyId !== null && secretAccessKey !== null;
  return {
    exists: true,
    mark,
    owned,
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
    region: given('region'),
    holds: owned ? null : holdsOf(given, mark !== null),
  };
}

const nothingThere: SectionReading = {
  exists: false,
  mark: null,
  owned: false,
  accessKeyId: null,
  credentials: null,
  expiration: null,
  region: null,
  holds: null,
};

/** The order is botocore's: what of several it would use, but for `role_arn`, which hides all the rest and is told first. */
function holdsOf(given: (key: string) => string | null, marked: boolean): SectionHolds | null {
  const has = (key: string): boolean => given(key) !== null;
  if (has('web_identity_token_file')) return 'web_identity';
  if (has('role_arn')) return 'role_arn';
  // A secret under our mark whose key id is gone is the rest of ours.
  if (has('aws_access_key_id') || (has('aws_secret_access_key') && !marked)) return 'keys';
  if (has('sso_session') || has('sso_start_url') || has('sso_account_id')) return 'sso';
  if (has('login_session')) return 'login_session';
  if (has('credential_process')) return 'credential_process';
  return null;
}

function epochMs(value: string | undefined): number | null {
  const at = Date.parse(value ?? '');
  return Number.isNaN(at) ? null : at;
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
