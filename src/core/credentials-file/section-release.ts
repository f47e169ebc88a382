import type { SectionIntent } from '../ports.ts';
import { coreEndOf, parseIni, sectionNamed } from './ini-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { formatMark, markKey } from './mark.ts';
import type { Mark } from './mark.ts';
import { managedKeys } from './section-edit.ts';
import type { EditedText } from './section-edit.ts';
import { documentOf, markedSections, readingOf } from './section.ts';
import { applySplices, changeEntries, lineEndAt } from './splices.ts';

export interface ReleasedSection extends EditedText {
  /** What the mark said that was taken out; `assumedAt` in epoch ms. */
  readonly roleId: string;
  readonly assumedAt: number;
}

/**
 * Takes our keys and our mark out of a section, and the region where we added it. Other keys stay; a section that we made and that is empty then goes,
 * with the line ends that we added. Where another tool's keys stand there by now only the mark goes. Null where there is no mark of ours, or it is another
 * role's than `roleId` (null: whichever it is). A file that botocore refuses is for the store to leave alone.
 */
export function releaseSection(
  source: string | IniDocument,
  profile: string,
  roleId: string | null,
): ReleasedSection | null {
  const document = documentOf(source);
  const section = sectionNamed(document, profile);
  const mark = section === null ? null : readingOf(section).mark;
  if (section === null || mark === null || (roleId !== null && mark.roleId !== roleId)) return null;
  const { text, owesLineEnd } = withoutOurs(document, section, mark);
  const handed = owesLineEnd ? handOnLineEnd(document, text, section) : null;
  const gone: SectionIntent = { profile, keys: null };
  return {
    text: handed?.text ?? text,
    sections: handed === null ? [gone] : [gone, handed.intent],
    takenOver: [],
    before: document,
    roleId: mark.roleId,
    assumedAt: mark.assumedAt,
  };
}

/** The text with nothing of ours in it, for backups. */
export function cutOurs(text: string): string {
  let document = parseIni(text);
  const ours = markedSections(document);
  for (const { name } of ours.toReversed()) {
    const section = sectionNamed(document, name);
    const mark = section === null ? null : readingOf(section).mark;
    if (section !== null && mark !== null) document = parseIni(withoutOurs(document, section, mark).text);
  }
  return document.text;
}

interface Released {
  readonly text: string;
  /** True where the line end that we gave to the text's last line has to stay, since another section follows by now. */
  readonly owesLineEnd: boolean;
}

function withoutOurs(document: IniDocument, section: IniSection, mark: Mark): Released {
  const { text } = document;
  const { added } = mark;
  const reading = readingOf(section);
  const ours = reading.owned || reading.accessKeyId === null;
  const keys: readonly string[] = ours ? [...managedKeys, ...(added.region ? ['region'] : [])] : [markKey];
  const { splices } = changeEntries(document, section, new Map(keys.map((key) => [key, null])));
  const end = coreEndOf(section);
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
  if (endedLine && below === '') return { text: withoutLineEnd(rest), owesLineEnd: false };
  return { text: rest + below, owesLineEnd: endedLine };
}

function withoutSection(above: string, below: string, lineEnds: number): Released {
  if (lineEnds === 0) return { text: above + below, owesLineEnd: false };
  const withoutBlank = withoutLineEnd(above);
  const blankIsThere = withoutBlank === '' || lineEndAt(withoutBlank) !== '';
  const kept = blankIsThere ? withoutBlank : above;
  if (lineEnds === 1) return { text: kept + below, owesLineEnd: false };
  return below === '' ? { text: withoutLineEnd(kept), owesLineEnd: false } : { text: kept + below, owesLineEnd: true };
}

function withoutLineEnd(text: string): string {
  return text.slice(0, text.length - lineEndAt(text).length);
}

/** Where the section that follows is ours too, its mark takes over what is owed, so that the last release gives the file back. */
function handOnLineEnd(
  before: IniDocument,
  text: string,
  released: IniSection,
): { readonly text: string; readonly intent: SectionIntent } | null {
  const next = before.sections[before.sections.indexOf(released) + 1];
  if (next === undefined) return null;
  const { mark } = readingOf(next);
  if (mark === null || !mark.added.section || mark.added.lineEnds !== 1) return null;
  const value = formatMark({ ...mark, added: { ...mark.added, lineEnds: 2 } });
  const document = parseIni(text);
  const section = sectionNamed(document, next.name);
  if (section === null) return null;
  const { splices } = changeEntries(document, section, new Map([[markKey, `${markKey} = ${value}`]]));
  return { text: applySplices(text, splices), intent: { profile: next.name, keys: { [markKey]: value } } };
}
