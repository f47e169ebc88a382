import type { SectionIntent } from './credentials-store.ts';
import { failed, ok } from '../result.ts';
import type { Failed, Result } from '../result.ts';
import { withSection } from './changed-document.ts';
import { coreEndOf, parseIni } from './ini-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { formatMark, markKey } from './mark.ts';
import type { Added, Mark } from './mark.ts';
import type { Owner } from './owner.ts';
import { documentOf, expiresKey, isWrittenByUs, readingOf } from './section.ts';
import type { SectionReading } from './section.ts';
import { checkProfileName, checkSession } from './session-values.ts';
import type { SectionSession } from './session-values.ts';
import {
  appendSection,
  applySplices,
  changeEntries,
  lineEndAt,
  lineEndsBefore,
} from './splices.ts';

/** A changed text, with what `verifyEdit` checks it against. */
export interface EditedText {
  readonly text: string;
  readonly sections: readonly SectionIntent[];
  /** Sections that lost something that is not ours. They are copied first. */
  readonly takenOver: readonly string[];
}

export interface WrittenSection extends EditedText {
  /** The other Rolekeeper role whose mark was there. Its session is no longer in the file. */
  readonly displacedRoleId: string | null;
  /** The new text. Only its changed part was parsed again. */
  readonly after: IniDocument;
}

/**
 * Keys of other credentials that tools would read with ours or before them (botocore reads
 * `aws_security_token` first).
 */
export const staleKeys = ['aws_security_token', 'aws_account_id', 'aws_credential_scope'] as const;

/** Every key that we write, except `region`. */
export const managedKeys = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  expiresKey,
  markKey,
] as const;

export interface WriteOptions {
  /** The path, for failures. */
  readonly file: string;
  readonly takeOver: boolean;
  readonly owner: Owner;
}

/**
 * Writes a session into its section, or appends the section to the text.
 *
 * Fails with `file-broken`; `field-invalid` (a name that some AWS tool cannot read);
 * `section-not-owned` (the section holds other credentials and `takeOver` is false);
 * `section-shadowed` (a `role_arn` there would hide ours); `sts-unexpected` (a value that does not
 * fit on one line).
 */
export function writeSession(
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
  return ok(changedSection(document, section, reading, session, owner));
}

/**
 * Replaces the present section by a section's text, or appends it. Comments and blank lines after
 * the present section stay. Fails with `file-broken`.
 */
export function replaceSection(
  source: string | IniDocument,
  profile: string,
  sectionText: string,
  options: { readonly file: string; readonly owner: Owner },
): Result<EditedText> {
  const document = documentOf(source);
  const broken = brokenFile(document, options.file);
  if (broken !== null) return broken;
  const replacement = parseIni(sectionText);
  const restored = replacement.section(profile);
  if (restored === null) return failed({ kind: 'backup-missing', what: profile });
  const keys = Object.fromEntries(restored.entries.map((entry) => [entry.key, entry.value]));
  const sections = [{ profile, keys, replaced: true }];
  const core = sectionText.slice(restored.startOffset, coreEndOf(restored));
  const ended = core + (lineEndAt(core) === '' ? document.lineEnd : '');
  const present = document.section(profile);
  const takenOver =
    present !== null && losesOthers(present, restored, options.owner) ? [profile] : [];
  if (present === null)
    return ok({
      text: appendSection(document, ended).text,
      sections,
      takenOver: [],
    });
  const start = present.startOffset;
  const end = Math.max(
    coreEndOf(present),
    endOfKeptText(document.text, start, withoutOurKeys(replacement, restored)),
  );
  const text = applySplices(document.text, [
    { start, end, text: end === document.text.length ? core : ended },
  ]);
  return ok({ text, sections, takenOver });
}

/**
 * Returns true if the present section has a value that this home did not write and that `restored`
 * does not contain.
 */
function losesOthers(present: IniSection, restored: IniSection, owner: Owner): boolean {
  const reading = readingOf(present, owner);
  return present.entries.some(
    (entry) =>
      !isWrittenByUs(entry, reading) &&
      !restored.entries.some(({ key, value }) => key === entry.key && value === entry.value),
  );
}

/**
 * Returns the offset after comments and blank lines that stay. Lines that were between keys may be
 * after the last key now, because a take-over and a release moved them there.
 */
function endOfKeptText(text: string, start: number, left: string): number {
  const whole = start + left.length;
  const bare = left.slice(0, left.length - lineEndAt(left).length);
  return text.startsWith(left, start)
    ? whole
    : text.endsWith(bare) && text.startsWith(bare, start)
      ? text.length
      : start;
}

function withoutOurKeys(document: IniDocument, section: IniSection): string {
  const core = document.text.slice(section.startOffset, coreEndOf(section));
  const gone = new Map([...managedKeys, ...staleKeys].map((key) => [key, null]));
  const { splices } = changeEntries(document, section, gone);
  const { startOffset } = section;
  return applySplices(
    core,
    splices.map(({ start, end, text }) => ({
      start: start - startOffset,
      end: end - startOffset,
      text,
    })),
  );
}

/** Returns `file-broken` if botocore would refuse the text. Nothing is written into such a file. */
function brokenFile(document: IniDocument, file: string): Failed | null {
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
  section: IniSection,
  reading: SectionReading,
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
  const { startOffset } = section;
  const own = splices.map(({ start, end, text }) => ({
    start: start - startOffset,
    end: end - startOffset,
    text,
  }));
  const after = withSection(document, section, applySplices(section.text, own));
  return writtenSection({
    sections: [{ profile: section.name, keys }],
    takenOver: loses ? [section.name] : [],
    displacedRoleId: mark === null || mark.roleId === session.roleId ? null : mark.roleId,
    after,
  });
}

/** Builds the text when it is first needed, because after many edits only the last text is read. */
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
  /** True if we added the region. */
  readonly ours: boolean;
}

/**
 * A user's region is never changed. One that we added changes only if the role changed, because
 * someone may have edited it by hand.
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
