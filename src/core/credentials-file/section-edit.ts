import type { SectionIntent } from './credentials-store.ts';
import { failed, ok } from '../result.ts';
import type { Failed, Result } from '../result.ts';
import { withSection } from './changed-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { managedKeys, staleKeys } from './managed-keys.ts';
import { formatMark, markKey } from './mark.ts';
import type { Added, Mark } from './mark.ts';
import type { Owner } from './owner.ts';
import { documentOf, expiresKey, isWrittenByUs, readingOf } from './section.ts';
import type { SectionReading } from './section.ts';
import { checkProfileName, checkSession } from './session-values.ts';
import type { SectionSession } from './session-values.ts';
import { applySplices, changeEntries, lineEndsBefore } from './splices.ts';

/**
 * A changed text, and the values that its changed sections must have. `verifyEdit` compares the
 * two.
 */
export interface EditedText {
  readonly text: string;
  readonly sections: readonly SectionIntent[];
  /**
   * Sections that lost something that Rolekeeper did not write. They are backed up before the
   * write.
   */
  readonly takenOver: readonly string[];
}

export interface WrittenSection extends EditedText {
  /**
   * The ID of another role whose session was in the section and is no longer in the file; null if
   * there was none.
   */
  readonly displacedRoleId: string | null;
  /** The new text. Only its changed part was parsed. */
  readonly after: IniDocument;
}

export interface WriteOptions {
  /** The path that failures name. */
  readonly file: string;
  readonly takeOver: boolean;
  readonly owner: Owner;
}

/**
 * Returns the text with the session in its section, which is appended if it does not exist.
 * Failures: `file-broken` (botocore would refuse the text), `field-invalid` (the profile's name),
 * `section-not-owned` (other credentials without `takeOver`), `section-shadowed` (a `role_arn`),
 * `sts-unexpected` (a value that is unsafe to write).
 */
export function textWithSession(
  source: string | IniDocument,
  profile: string,
  session: SectionSession,
  options: WriteOptions,
): Result<WrittenSection> {
  const document = documentOf(source);
  const { file, takeOver, owner } = options;
  const broken = brokenFile(document, file) ?? checkSession(session);
  if (broken !== null) return broken;
  const section = document.section(profile);
  if (section === null)
    return checkProfileName(profile) ?? ok(newSection(document, profile, session, owner));
  const reading = readingOf(section, owner);
  const { holds } = reading;
  if (holds === 'role_arn') {
    return failed({
      kind: 'section-shadowed',
      profile,
      by: 'role_arn',
      file,
      suggestion: `${profile}-rk`,
    });
  }
  if (holds !== null && !takeOver)
    return failed({ kind: 'section-not-owned', profile, file, holds });
  return ok(changedSection(document, { section, reading }, session, owner));
}

/**
 * Returns the failure `file-broken` if botocore would refuse the text, because Rolekeeper does not
 * write into such a file.
 */
export function brokenFile(document: IniDocument, file: string): Failed | null {
  const { violation } = document;
  return violation === null
    ? null
    : failed({ kind: 'file-broken', file, line: violation.line, rule: violation.rule });
}

function newSection(
  document: IniDocument,
  profile: string,
  session: SectionSession,
  owner: Owner,
): WrittenSection {
  const lineEnds = lineEndsBefore(document);
  const { region } = session;
  const keys = valuesOf(
    session,
    { section: true, region: region !== undefined, lineEnds },
    region,
    owner,
  );
  const lines = [`[${profile}]`, ...Object.entries(keys).map(([key, value]) => lineOf(key, value))];
  const sectionText = lines.map((line) => line + document.lineEnd).join('');
  const after = withSection(document, null, sectionText, document.lineEnd.repeat(lineEnds));
  return writtenSection({
    sections: [{ profile, keys }],
    takenOver: [],
    displacedRoleId: null,
    after,
  });
}

function changedSection(
  document: IniDocument,
  { section, reading }: { readonly section: IniSection; readonly reading: SectionReading },
  session: SectionSession,
  owner: Owner,
): WrittenSection {
  const { mark } = reading;
  const region = regionPlan(section, mark, session);
  const attempt = (lineEnds: number) => {
    const added = { section: mark?.added.section ?? false, region: region.ours, lineEnds };
    const keys = valuesOf(session, added, region.write ?? undefined, owner);
    const changes = new Map<string, string | null>(staleKeys.map((key) => [key, null]));
    if (region.remove) changes.set('region', null);
    for (const [key, value] of Object.entries(keys)) changes.set(key, lineOf(key, value));
    return { keys, ...changeEntries(document, section, changes) };
  };
  const first = attempt(mark?.added.lineEnds ?? 0);
  const { keys, splices } = first.endedLastLine && mark === null ? attempt(1) : first;
  const replaced: readonly string[] = [...managedKeys, ...staleKeys];
  const loses = section.entries.some(
    (entry) => replaced.includes(entry.key) && !isWrittenByUs(entry, reading),
  );
  const edited = applySplices(section.text, splices, section.startOffset);
  const after = withSection(document, section, edited);
  return writtenSection({
    sections: [{ profile: section.name, keys }],
    takenOver: loses ? [section.name] : [],
    displacedRoleId: mark === null || mark.roleId === session.roleId ? null : mark.roleId,
    after,
  });
}

/**
 * Adds a `text` that is built when it is first needed, because after many edits only the last text
 * is read.
 */
function writtenSection(section: Omit<WrittenSection, 'text'>): WrittenSection {
  return {
    ...section,
    get text() {
      return section.after.text;
    },
  };
}

interface RegionPlan {
  readonly write: string | null;
  readonly remove: boolean;
  /** True if the mark must say that Rolekeeper added the region. */
  readonly ours: boolean;
}

/**
 * Decides whether to change the section's region. A region that Rolekeeper added stays until the
 * role's settings change or the config file gets a region, because a person may have edited it.
 */
function regionPlan(section: IniSection, mark: Mark | null, session: SectionSession): RegionPlan {
  const wanted = session.region ?? null;
  if (!section.entries.some((entry) => entry.key === 'region')) {
    return { write: wanted, remove: false, ours: wanted !== null };
  }
  if (mark?.added.region !== true) return { write: null, remove: false, ours: false };
  if (session.hasRegionElsewhere === true) return { write: null, remove: true, ours: false };
  if (mark.digest === session.digest) return { write: null, remove: false, ours: true };
  return { write: wanted, remove: wanted === null, ours: wanted !== null };
}

function valuesOf(
  session: SectionSession,
  added: Added,
  region: string | undefined,
  owner: Owner,
): Record<string, string> {
  const { roleId, accessKeyId, assumedAt, digest } = session;
  const signature = { homeId: owner.homeId(), seal: owner.sealOf(session) };
  return {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: session.secretAccessKey,
    aws_session_token: session.sessionToken,
    ...(region !== undefined && { region }),
    [expiresKey]: new Date(session.expiration).toISOString().replace('.000Z', 'Z'),
    [markKey]: formatMark({ roleId, accessKeyId, assumedAt, digest, added, signature }),
  };
}

function lineOf(key: string, value: string): string {
  return `${key} = ${value}`;
}
