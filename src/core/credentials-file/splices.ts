import { endOfEntries } from './ini-document.ts';
import type { IniDocument, IniSection, LineEnd } from './ini-document.ts';
import { indentAt } from './ini-lines.ts';

/** One replacement in a text. The offsets are those in the old text. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies the splices, which may be in any order but must not overlap. Splices at the same offset
 * are applied in the given order.
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

/**
 * The new lines of entries by key, without their indent and last line end. Null removes the entry.
 */
export type EntryChanges = ReadonlyMap<string, string | null>;

export interface EntrySplices {
  readonly splices: readonly Splice[];
  /**
   * True if a line end was added to the last line of the text, because it had none and new lines
   * follow.
   */
  readonly endedLastLine: boolean;
}

/**
 * Returns the splices that change entries of one section and no other byte. An entry that exists
 * keeps its place, indent and line end, and a new entry is added after the last entry.
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
  const end = endOfEntries(section);
  const endedLastLine = added.length > 0 && lineEndAt(text.slice(0, end - startOffset)) === '';
  if (added.length > 0) {
    const lineEnd = lineEndOf(document, section);
    const next = document.sections[document.sections.indexOf(section) + 1];
    // With a smaller indent, an indented header below would continue the value of the last line.
    const indent = next === undefined ? '' : indentAt(next.text, 0);
    const lines = added.map((line) => indent + line + lineEnd).join('');
    splices.push({ start: end, end, text: (endedLastLine ? lineEnd : '') + lines });
  }
  return { splices, endedLastLine };
}

/** Returns the line end at the text's end, or '' if there is none. */
export function lineEndAt(text: string): LineEnd | '' {
  if (text.endsWith('\r\n')) return '\r\n';
  if (text.endsWith('\n')) return '\n';
  return text.endsWith('\r') ? '\r' : '';
}

/**
 * Returns the line end of the section's header. In a file with mixed line ends, new lines then
 * match their section.
 */
function lineEndOf(document: IniDocument, section: IniSection): LineEnd {
  const own = lineEndAt(section.text.slice(0, section.bodyOffset - section.startOffset));
  return own === '' ? document.lineEnd : own;
}

/** The result of adding a section at the end of a text. */
export interface Appended {
  readonly text: string;
  /**
   * The number of line ends that were added before the section: one makes a blank line, and another
   * one ends the last line of the text if it had no line end.
   */
  readonly lineEnds: number;
}

/** Appends `lines`, each with its line end, to the text after a blank line. */
export function appendSection(document: IniDocument, lines: string): Appended {
  const lineEnds = lineEndsBefore(document);
  return { text: document.text + document.lineEnd.repeat(lineEnds) + lines, lineEnds };
}

/** Returns how many line ends must be added before a section at the text's end. */
export function lineEndsBefore({ preamble, sections }: IniDocument): number {
  const last = sections.at(-1)?.text ?? preamble;
  return last === '' || lastLineIsBlank(last) ? 0 : lineEndAt(last) === '' ? 2 : 1;
}

function lastLineIsBlank(text: string): boolean {
  return /(?:^|\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:\r\n|\r|\n)$/.test(text.slice(-200));
}
