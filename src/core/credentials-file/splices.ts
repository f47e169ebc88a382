import { coreEndOf } from './ini-document.ts';
import type { IniDocument, IniSection, LineEnd } from './ini-document.ts';
import { indentAt } from './ini-lines.ts';

/** One replacement in a text. Offsets are of the old text. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies splices in any order. They must not overlap; splices at the same offset keep their order.
 * `startOffset`: where `text` begins in the text that the offsets are of.
 */
export function applySplices(text: string, splices: readonly Splice[], startOffset = 0): string {
  let result = '';
  let copied = 0;
  for (const splice of splices.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(copied, splice.start - startOffset) + splice.text;
    copied = splice.end - startOffset;
  }
  return result + text.slice(copied);
}

/** New lines by key, without indent and last line end. Null removes the entry. */
export type EntryChanges = ReadonlyMap<string, string | null>;

export interface EntrySplices {
  readonly splices: readonly Splice[];
  /**
   * True if the text's last line had no line end and got one, because lines were added after it.
   */
  readonly endedLastLine: boolean;
}

/**
 * Changes entries of one section and no other byte. A present entry is replaced in its place, with
 * its indent and line end; a new one follows the section's last entry.
 *
 * New lines get the indent of the next header: at column 0 they would turn an indented header into
 * a continuation line.
 */
export function changeEntries(
  document: IniDocument,
  section: IniSection,
  changes: EntryChanges,
): EntrySplices {
  const { startOffset, text } = section;
  const splices: Splice[] = [];
  const present = new Set<string>();
  for (const entry of section.entries) {
    const line = changes.get(entry.key);
    if (line === undefined) continue;
    present.add(entry.key);
    const old = text.slice(entry.startOffset - startOffset, entry.endOffset - startOffset);
    const replaced = line === null ? '' : indentAt(old, 0) + line + lineEndAt(old);
    splices.push({ start: entry.startOffset, end: entry.endOffset, text: replaced });
  }
  const added = [...changes].flatMap(([key, line]) =>
    line === null || present.has(key) ? [] : [line],
  );
  const end = coreEndOf(section);
  const endedLastLine = added.length > 0 && lineEndAt(text.slice(0, end - startOffset)) === '';
  if (added.length > 0) {
    const lineEnd = lineEndOf(document, section);
    const next = document.sections[document.sections.indexOf(section) + 1];
    const indent = next === undefined ? '' : indentAt(next.text, 0);
    const lines = added.map((line) => indent + line + lineEnd).join('');
    splices.push({ start: end, end, text: (endedLastLine ? lineEnd : '') + lines });
  }
  return { splices, endedLastLine };
}

/** Returns the text's last line end, or ''. */
export function lineEndAt(text: string): LineEnd | '' {
  if (text.endsWith('\r\n')) return '\r\n';
  if (text.endsWith('\n')) return '\n';
  return text.endsWith('\r') ? '\r' : '';
}

/**
 * Returns the line end of the section's header, so that a file with mixed line ends stays as it is.
 */
function lineEndOf(document: IniDocument, section: IniSection): LineEnd {
  const own = lineEndAt(section.text.slice(0, section.bodyOffset - section.startOffset));
  return own === '' ? document.lineEnd : own;
}

/** A text with a section added at its end. */
export interface Appended {
  readonly text: string;
  /** 1: a blank line in between. 2: also the end of the last line. */
  readonly lineEnds: number;
}

/** Appends `lines` (each with its line end) to the text, after a blank line. */
export function appendSection(document: IniDocument, lines: string): Appended {
  const lineEnds = lineEndsBefore(document);
  return { text: document.text + document.lineEnd.repeat(lineEnds) + lines, lineEnds };
}

/** Returns how many line ends a section at the text's end needs before it. */
export function lineEndsBefore({ preamble, sections }: IniDocument): number {
  const last = sections.at(-1)?.text ?? preamble;
  return last === '' || lastLineIsBlank(last) ? 0 : lineEndAt(last) === '' ? 2 : 1;
}

function lastLineIsBlank(text: string): boolean {
  return /(?:^|\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:\r\n|\r|\n)$/.test(text.slice(-200));
}
