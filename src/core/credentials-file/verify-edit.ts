import type { SectionIntent } from './credentials-store.ts';
import { parseIni, valueOf } from './ini-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { markKey } from './mark.ts';
import { managedKeys, staleKeys } from './managed-keys.ts';
import { documentOf, markIn } from './section.ts';

export interface EditCheck {
  /** Why botocore would refuse the new text; null if botocore can read it. */
  readonly violation: IniDocument['violation'];
  /**
   * Why the edit is wrong (a bug of Rolekeeper), without text of the file; null if the edit is
   * right.
   */
  readonly fault: string | null;
  readonly after: IniDocument;
}

/** The fields of a `FileEdit` that `verifyEdit` reads. */
export interface EditToCheck {
  readonly text: string;
  readonly sections: readonly SectionIntent[];
  readonly replacesFile?: boolean;
}

/**
 * Checks that an edit gives each section its intended keys, changes nothing else except line ends
 * next to an added or removed section, and leaves a text that botocore can read.
 */
export function verifyEdit(before: string | IniDocument, edit: EditToCheck): EditCheck {
  const { sections: intents } = edit;
  const document = parseIni(edit.text);
  if (document.violation !== null)
    return { violation: document.violation, fault: null, after: document };
  if (edit.replacesFile === true) {
    return {
      violation: null,
      fault: firstOf(intents, (intent) => intentFault(document, intent)),
      after: document,
    };
  }
  const original = documentOf(before);
  const outside = equalExceptLineEnds(
    foreignParts(original, document, intents),
    foreignParts(document, original, intents),
    2 * intents.length,
  );
  const fault = outside
    ? firstOf(
        intents,
        (intent) => intentFault(document, intent) ?? removalFault(original, document, intent),
      )
    : 'bytes outside of our keys changed';
  return { violation: null, fault, after: document };
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function intentFault(after: IniDocument, intent: SectionIntent): string | null {
  const section = after.section(intent.profile);
  if (intent.keys === null) {
    return section !== null && valueOf(section, markKey) !== null
      ? 'a released section still has our mark'
      : null;
  }
  if (section === null) return 'a written section is missing';
  const wrong = Object.entries(intent.keys).find(([key, value]) => valueOf(section, key) !== value);
  return wrong === undefined
    ? null
    : `a written section does not have the intended value of ${wrong[0]}`;
}

function removalFault(
  before: IniDocument,
  after: IniDocument,
  intent: SectionIntent,
): string | null {
  const old = before.section(intent.profile);
  if (old === null || intent.replaced === true || after.section(intent.profile) !== null)
    return null;
  const ours = ourKeys(old, null);
  return old.entries.every(({ key }) => ours.includes(key))
    ? null
    : 'a removed section had keys of other tools';
}

/**
 * Returns the parts of the text that the edit must not change. The edit may change Rolekeeper's
 * keys in its sections, the header of a section that was added or removed, and a section that a
 * backup replaces.
 */
function foreignParts(
  document: IniDocument,
  other: IniDocument,
  intents: readonly SectionIntent[],
): readonly string[] {
  const byName = new Map(intents.map((intent) => [intent.profile, intent]));
  const parts: string[] = [];
  let copied = 0;
  const skip = (from: number, to: number): void => {
    if (from > copied) parts.push(document.text.slice(copied, from));
    copied = to;
  };
  const edited = [...byName.values()].flatMap((intent) => {
    const section = document.section(intent.profile);
    return section === null ? [] : [{ section, intent }];
  });
  edited.sort((one, next) => one.section.startOffset - next.section.startOffset);
  for (const { section, intent } of edited) {
    if (intent.replaced === true) {
      skip(section.startOffset, section.endOffset);
      continue;
    }
    const counterpart = other.section(section.name);
    if (counterpart === null) skip(section.startOffset, section.bodyOffset);
    const ours = ourKeys(section, counterpart);
    for (const { key, startOffset, endOffset } of section.entries)
      if (ours.includes(key)) skip(startOffset, endOffset);
  }
  if (copied < document.text.length) parts.push(document.text.slice(copied));
  return parts;
}

/**
 * Returns the keys that the edit may change. They include `region` if the mark before or after the
 * edit says that Rolekeeper added it.
 */
function ourKeys(section: IniSection, counterpart: IniSection | null): readonly string[] {
  const added = [section, counterpart].some(
    (one) => one !== null && markIn(one)?.added.region === true,
  );
  return [...managedKeys, ...staleKeys, ...(added ? ['region'] : [])];
}

/** Returns true if the texts are equal, or differ by at most `spare` line ends. */
function equalExceptLineEnds(
  beforeParts: readonly string[],
  afterParts: readonly string[],
  spare: number,
): boolean {
  // Most edits change only values. The parts are then equal, so the long texts need not be joined.
  const isSame = (part: string, index: number): boolean => part === afterParts[index];
  if (beforeParts.length === afterParts.length && beforeParts.every(isSame)) return true;
  const before = beforeParts.join('');
  const after = afterParts.join('');
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

const BLOCK_LENGTH = 16_384;

function commonLength(one: string, oneAt: number, other: string, otherAt: number): number {
  let same = 0;
  const max = Math.min(one.length - oneAt, other.length - otherAt);
  const blockOf = (text: string, at: number): string =>
    text.slice(at + same, at + same + BLOCK_LENGTH);
  while (same + BLOCK_LENGTH <= max && blockOf(one, oneAt) === blockOf(other, otherAt))
    same += BLOCK_LENGTH;
  while (same < max && one.charCodeAt(oneAt + same) === other.charCodeAt(otherAt + same)) same += 1;
  return same;
}

function lineEndLength(text: string, at: number): number {
  if (text.charCodeAt(at) === 10) return 1;
  if (text.charCodeAt(at) !== 13) return 0;
  return text.charCodeAt(at + 1) === 10 ? 2 : 1;
}
