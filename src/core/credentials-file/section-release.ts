import type { SectionIntent } from './credentials-store.ts';
import { endOfEntries, parseIni } from './ini-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { formatMark, markKey } from './mark.ts';
import type { Mark } from './mark.ts';
import { managedKeys } from './managed-keys.ts';
import type { Owner } from './owner.ts';
import type { EditedText } from './section-edit.ts';
import { documentOf, isWrittenByUs, markedSections, readingOf } from './section.ts';
import type { SectionReading } from './section.ts';
import { applySplices, changeEntries, lineEndAt } from './splices.ts';

export interface ReleasedSection extends EditedText {
  /** The ID of the role in the removed mark. */
  readonly roleId: string;
  readonly assumedAt: number;
}

/**
 * Returns the text without what Rolekeeper added to a section, or only without its mark (see
 * mark.ts) if another tool has replaced the keys. Returns null if the section has no mark of
 * Rolekeeper, or the mark of another role than `roleId`.
 */
export function textWithoutSession(
  source: string | IniDocument,
  profile: string,
  /** If this is null, the section of any role is released. */
  roleId: string | null,
  owner: Owner,
): ReleasedSection | null {
  const document = documentOf(source);
  const section = document.section(profile);
  if (section === null) return null;
  const reading = readingOf(section, owner);
  const { mark } = reading;
  if (mark === null || (roleId !== null && mark.roleId !== roleId)) return null;
  const keys = keysToRemove(reading, mark);
  // A backup is needed if it is not proved that Rolekeeper wrote everything that is removed.
  const isUnproven = section.entries.some(
    (entry) => keys.includes(entry.key) && !isWrittenByUs(entry, reading),
  );
  const { text, keepsLineEnd } = withoutOurs(document, section, mark, keys);
  const moved = keepsLineEnd ? textWithMovedLineEnd(document, text, section, owner) : null;
  const gone: SectionIntent = { profile, keys: null };
  return {
    text: moved?.text ?? text,
    sections: moved === null ? [gone] : [gone, moved.intent],
    takenOver: isUnproven ? [profile] : [],
    roleId: mark.roleId,
    assumedAt: mark.assumedAt,
  };
}

/** Returns the text without the entries of which it is proved that Rolekeeper wrote them. */
export function withoutOurEntries(text: string, owner: Owner): string {
  let document = parseIni(text);
  const ours = markedSections(document);
  for (const { name } of ours.toReversed()) {
    const section = document.section(name);
    if (section === null) continue;
    const reading = readingOf(section, owner);
    if (reading.mark === null) continue;
    const unproven = section.entries
      .filter((entry) => !isWrittenByUs(entry, reading))
      .map(({ key }) => key);
    const keys = keysToRemove(reading, reading.mark).filter((key) => !unproven.includes(key));
    document = parseIni(withoutOurs(document, section, reading.mark, keys).text);
  }
  return document.text;
}

/**
 * Returns a section's text for a backup; null if there is no such section. The mark is removed, so
 * that a restored section does not count as written by Rolekeeper.
 */
export function unmarkedSection(text: string, profile: string, owner: Owner): string | null {
  const document = parseIni(text);
  const section = document.section(profile);
  if (section === null) return null;
  const reading = readingOf(section, owner);
  const isOurMark = section.entries.some(
    (entry) => entry.key === markKey && isWrittenByUs(entry, reading),
  );
  const { splices } = changeEntries(document, section, new Map(isOurMark ? [[markKey, null]] : []));
  const { startOffset } = section;
  return applySplices(text.slice(startOffset, endOfEntries(section)), splices, startOffset);
}

function keysToRemove(
  { owned, proven, accessKeyId }: SectionReading,
  { added }: Mark,
): readonly string[] {
  const isOurs = owned || (proven && accessKeyId === null);
  return isOurs ? [...managedKeys, ...(added.region ? ['region'] : [])] : [markKey];
}

interface Released {
  readonly text: string;
  /**
   * True if a line end that Rolekeeper added must stay, because another section now follows that
   * line.
   */
  readonly keepsLineEnd: boolean;
}

function withoutOurs(
  document: IniDocument,
  section: IniSection,
  { added }: Mark,
  keys: readonly string[],
): Released {
  const { text } = document;
  const { splices } = changeEntries(document, section, new Map(keys.map((key) => [key, null])));
  const end = endOfEntries(section);
  const body = applySplices(
    text.slice(section.bodyOffset, end),
    splices.map((splice) => ({
      ...splice,
      start: splice.start - section.bodyOffset,
      end: splice.end - section.bodyOffset,
    })),
  );
  const above = text.slice(0, section.startOffset);
  const below = text.slice(end);
  if (added.section && body.trim() === '') return withoutSection(above, below, added.lineEnds);
  const rest = above + text.slice(section.startOffset, section.bodyOffset) + body;
  const lastIsOurs = keys.includes(section.entries.at(-1)?.key ?? '');
  const endedLine = !added.section && added.lineEnds > 0 && lastIsOurs;
  if (endedLine && below === '') return { text: withoutLineEnd(rest), keepsLineEnd: false };
  return { text: rest + below, keepsLineEnd: endedLine };
}

function withoutSection(above: string, below: string, lineEnds: number): Released {
  if (lineEnds === 0) return { text: above + below, keepsLineEnd: false };
  const withoutBlank = withoutLineEnd(above);
  const blankIsThere = withoutBlank === '' || lineEndAt(withoutBlank) !== '';
  const kept = blankIsThere ? withoutBlank : above;
  if (lineEnds === 1) return { text: kept + below, keepsLineEnd: false };
  return below === ''
    ? { text: withoutLineEnd(kept), keepsLineEnd: false }
    : { text: kept + below, keepsLineEnd: true };
}

function withoutLineEnd(text: string): string {
  return text.slice(0, text.length - lineEndAt(text).length);
}

/**
 * Returns the text in which the next section's mark counts the kept line end as its own. Then the
 * release of the next section removes that line end. Returns null if Rolekeeper did not add it.
 */
function textWithMovedLineEnd(
  before: IniDocument,
  text: string,
  released: IniSection,
  owner: Owner,
): { readonly text: string; readonly intent: SectionIntent } | null {
  const next = before.sections[before.sections.indexOf(released) + 1];
  if (next === undefined) return null;
  const { mark } = readingOf(next, owner);
  if (mark === null || !mark.added.section || mark.added.lineEnds !== 1) return null;
  const value = formatMark({ ...mark, added: { ...mark.added, lineEnds: 2 } });
  const document = parseIni(text);
  const section = document.section(next.name);
  if (section === null) return null;
  const { splices } = changeEntries(
    document,
    section,
    new Map([[markKey, `${markKey} = ${value}`]]),
  );
  return {
    text: applySplices(text, splices),
    intent: { profile: next.name, keys: { [markKey]: value } },
  };
}
