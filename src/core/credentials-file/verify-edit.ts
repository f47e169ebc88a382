import type { SectionIntent } from '../ports.ts';
import { coreEndOf, parseIni, sectionNamed, valueOf } from './ini-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { markKey } from './mark.ts';
import { managedKeys, staleKeys } from './section-edit.ts';
import { readingOf } from './section.ts';

export interface EditCheck {
  /** Why botocore would refuse the new text. */
  readonly violation: IniDocument['violation'];
  /** What is wrong with the edit itself: a bug of ours, said without any of the file's text; null where all is well. */
  readonly fault: string | null;
  readonly after: IniDocument;
}

/** What the check needs of a `FileEdit` (`core/ports`). */
export interface CheckedEdit {
  readonly text: string;
  readonly sections: readonly SectionIntent[];
  readonly replacesFile?: boolean;
  readonly before?: IniDocument;
}

/**
 * Holds an edit to what it may do: no byte outside its sections changes, but for line ends beside a section that came or went; in them nothing but our keys
 * does; each section reads as intended; botocore's rules hold. One pass over the new text, and one over the old where the edit does not bring it.
 */
export function verifyEdit(before: string, edit: CheckedEdit): EditCheck {
  const { sections: intents } = edit;
  const document = parseIni(edit.text);
  if (document.violation !== null) return { violation: document.violation, fault: null, after: document };
  if (edit.replacesFile === true) {
    return { violation: null, fault: firstOf(intents, (intent) => intentFault(document, intent)), after: document };
  }
  const original = edit.before?.text === before ? edit.before : parseIni(before);
  const names = new Set(intents.map((intent) => intent.profile));
  const outside = sameOutside(piecesOutside(original, names), piecesOutside(document, names), 2 * names.size);
  const fault = outside
    ? firstOf(intents, (intent) => faultIn(original, document, intent))
    : 'bytes outside the edited sections changed';
  return { violation: null, fault, after: document };
}

function firstOf<T>(items: readonly T[], look: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = look(item);
    if (found !== null) return found;
  }
  return null;
}

function faultIn(before: IniDocument, after: IniDocument, intent: SectionIntent): string | null {
  return intentFault(after, intent) ?? (intent.replaced === true ? null : innerFault(before, after, intent.profile));
}

function intentFault(after: IniDocument, intent: SectionIntent): string | null {
  const section = sectionNamed(after, intent.profile);
  if (intent.keys === null) {
    return section !== null && valueOf(section, markKey) !== null ? 'a released section still has our mark' : null;
  }
  if (section === null) return 'a written section is missing';
  const wrong = Object.entries(intent.keys).find(([key, value]) => valueOf(section, key) !== value);
  return wrong === undefined ? null : `a key does not read as intended: ${wrong[0]}`;
}

/** Other keys and comments in our section are the user's as well. */
function innerFault(before: IniDocument, after: IniDocument, profile: string): string | null {
  const old = sectionNamed(before, profile);
  if (old === null) return null;
  const now = sectionNamed(after, profile);
  const oursBefore = readingOf(old).mark?.added.region === true;
  const oursNow = now !== null && readingOf(now).mark?.added.region === true;
  const keepsRegion = valueOf(old, 'region') !== null && !oursBefore;
  const kept = foreignPart(before, old, keepsRegion);
  if (now === null)
    return kept.slice(old.bodyOffset - old.startOffset).trim() === ''
      ? null
      : 'a section was removed that held more than ours';
  return kept.trimEnd() === foreignPart(after, now, !oursNow && keepsRegion).trimEnd()
    ? null
    : 'bytes of others changed in the edited section';
}

function foreignPart(document: IniDocument, section: IniSection, withRegion: boolean): string {
  const ours: readonly string[] = [...managedKeys, ...staleKeys, ...(withRegion ? [] : ['region'])];
  let part = '';
  let copied = section.startOffset;
  for (const entry of section.entries.filter(({ key }) => ours.includes(key))) {
    part += document.text.slice(copied, entry.startOffset);
    copied = entry.endOffset;
  }
  return part + document.text.slice(copied, coreEndOf(section));
}

/** What stands before, between and behind the named sections. */
function piecesOutside(document: IniDocument, names: ReadonlySet<string>): string {
  let pieces = '';
  let copied = 0;
  for (const section of document.sections) {
    if (!names.has(section.name)) continue;
    pieces += document.text.slice(copied, section.startOffset);
    copied = coreEndOf(section);
  }
  return pieces + document.text.slice(copied);
}

/** Equal, or apart by at most `spare` line ends. */
function sameOutside(before: string, after: string, spare: number): boolean {
  if (before === after) return true;
  let b = 0;
  let a = 0;
  let left = spare;
  for (;;) {
    const same = commonLength(before, b, after, a);
    b += same;
    a += same;
    if (b === before.length && a === after.length) return true;
    const inAfter = lineEndLength(after, a);
    const inBefore = lineEndLength(before, b);
    if (left === 0 || inAfter + inBefore === 0) return false;
    left -= 1;
    if (inAfter > 0) a += inAfter;
    else b += inBefore;
  }
}

const block = 4096;

function commonLength(one: string, oneAt: number, other: string, otherAt: number): number {
  let same = 0;
  const most = Math.min(one.length - oneAt, other.length - otherAt);
  while (same + block <= most && one.startsWith(other.slice(otherAt + same, otherAt + same + block), oneAt + same))
    same += block;
  while (same < most && one.charCodeAt(oneAt + same) === other.charCodeAt(otherAt + same)) same += 1;
  return same;
}

function lineEndLength(text: string, at: number): number {
  if (text.charCodeAt(at) === 10) return 1;
  if (text.charCodeAt(at) !== 13) return 0;
  return text.charCodeAt(at + 1) === 10 ? 2 : 1;
}
