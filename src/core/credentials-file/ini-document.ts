import type { BrokenRule } from '../field-rule.ts';
import { RuleBook } from './botocore-rules.ts';
import type { Violation } from './botocore-rules.ts';
import { walkLines } from './ini-lines.ts';
import type { EntryOffsets, LineVisitor } from './ini-lines.ts';

/**
 * An AWS INI text (credentials or config file) with the offsets of its sections. The text itself is
 * never normalised.
 */
export interface IniDocument {
  readonly text: string;
  /** The text above the first section. */
  readonly preamble: string;
  /** In the file's order. A broken file may contain a name twice. */
  readonly sections: readonly IniSection[];
  /** Why botocore would refuse this file; null if it reads it. */
  readonly violation: Violation | null;
  /** The line end of the file's first line. */
  readonly lineEnd: LineEnd;
}

export type LineEnd = '\n' | '\r\n' | '\r';

export interface IniSection {
  /** The text between the brackets, with its spaces and quotes. */
  readonly name: string;
  /** From 1. */
  readonly headerLine: number;
  readonly entries: readonly IniEntry[];
  /** Start of the header's line. */
  readonly startOffset: number;
  /** Start of the line after the header. */
  readonly bodyOffset: number;
  /** Start of the next header's line, or the text's end. */
  readonly endOffset: number;
  /** From `startOffset` to `endOffset`. */
  readonly text: string;
  /** Returns the same section at another offset of another text. */
  moved(byOffset: number, byLine: number): IniSection;
}

export interface IniEntry {
  /** Lower case, as in botocore. */
  readonly key: string;
  /**
   * As botocore reads it: with quotes and inline comments, continuation lines joined with LF. A
   * nested block begins with LF.
   */
  readonly value: string;
  /** From 1. */
  readonly line: number;
  /** Start of the key's line. */
  readonly startOffset: number;
  /** End of the value's last line. */
  readonly endOffset: number;
}

/**
 * Parses a text as botocore does (see `walkLines`). One pass; the entries of a section are parsed
 * when they are first needed.
 */
export function parseIni(text: string): IniDocument {
  const found = new SectionFinder(text);
  walkLines(text, found);
  const { sections } = found;
  const preamble = text.slice(0, sections[0]?.startOffset ?? text.length);
  return {
    text,
    preamble,
    sections,
    violation: found.rules.violation,
    lineEnd: firstLineEnd(text),
  };
}

/**
 * Returns the document with `sectionText` (header included) in place of `section`, or at the end,
 * after `between`, if `section` is null.
 *
 * Nothing above a header can continue into it, so the other sections are not parsed again. If the
 * new text is no such section, everything is parsed again.
 */
export function withSection(
  document: IniDocument,
  section: IniSection | null,
  sectionText: string,
  between = '',
): IniDocument {
  const { sections, preamble } = document;
  // A line end that was added after the last section belongs to that section.
  const first = section ?? sections.at(-1) ?? null;
  const old = section?.text ?? first?.text ?? preamble;
  const part = (section === null ? old + between : '') + sectionText;
  const read = parseIni(part);
  const isPlain = document.violation === null && read.violation === null;
  const expected = section === null && first !== null ? 2 : 1;
  const isAsExpected =
    read.sections.length === expected && (first === null || read.sections[0]?.name === first.name);
  const place = first === null ? 0 : sections.indexOf(first);
  const [before, after] = [sections.slice(0, place), sections.slice(place + 1)];
  if (!isPlain || !isAsExpected)
    return parseIni(joined(first === null ? '' : preamble, before) + part + joined('', after));
  const byOffset = part.length - old.length;
  const byLine = linesIn(part) - linesIn(old);
  const moved = read.sections.map((each) =>
    each.moved(first?.startOffset ?? 0, (first?.headerLine ?? 1) - 1),
  );
  return new ChangedDocument(
    first === null ? read.preamble : preamble,
    [...before, ...moved, ...after.map((each) => each.moved(byOffset, byLine))],
    preamble === '' && place === 0 ? read.lineEnd : document.lineEnd,
  );
}

/** The text is built when it is first needed, because many sections may change before. */
class ChangedDocument implements IniDocument {
  readonly preamble: string;
  readonly sections: readonly IniSection[];
  readonly violation = null;
  readonly lineEnd: LineEnd;
  #text: string | null = null;

  constructor(preamble: string, sections: readonly IniSection[], lineEnd: LineEnd) {
    this.preamble = preamble;
    this.sections = sections;
    this.lineEnd = lineEnd;
  }

  get text(): string {
    this.#text ??= joined(this.preamble, this.sections);
    return this.#text;
  }
}

function joined(preamble: string, sections: readonly IniSection[]): string {
  return preamble + sections.map((section) => section.text).join('');
}

/** Returns how many lines begin in a text, including one after its last line end. */
function linesIn(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

/** Returns the section of that name; the first one if a broken file has several. */
export function sectionNamed(document: IniDocument, name: string): IniSection | null {
  return document.sections.find((section) => section.name === name) ?? null;
}

/**
 * Returns a key's value as botocore reads it; null if the section has no such key. `key` is lower
 * case.
 */
export function valueOf(section: IniSection, key: string): string | null {
  return section.entries.find((entry) => entry.key === key)?.value ?? null;
}

/**
 * Returns the end of the section's last entry. Blank lines and comments follow, up to the next
 * header.
 */
export function coreEndOf(section: IniSection): number {
  return section.entries.at(-1)?.endOffset ?? section.bodyOffset;
}

class SectionFinder implements LineVisitor {
  readonly #text: string;
  readonly rules: RuleBook;
  readonly sections: ParsedSection[] = [];

  constructor(text: string) {
    this.#text = text;
    this.rules = new RuleBook(text);
  }

  header(name: string, line: number, start: number, end: number): void {
    const last = this.sections.at(-1);
    if (last !== undefined) last.endOffset = start;
    this.sections.push(new ParsedSection(this.#text, name, line, start, end));
    this.rules.header(name, line);
  }

  entry(line: number, at: EntryOffsets): void {
    this.rules.entry(line, at);
  }

  continuation(line: number, contentStart: number, contentEnd: number): void {
    this.rules.continuation(line, contentStart, contentEnd);
  }

  blank(): void {
    // Ignored: it has no meaning in any section.
  }

  broken(line: number, rule: BrokenRule): void {
    this.rules.broken(line, rule);
  }
}

class ParsedSection implements IniSection {
  /** The text in which the section was found. A changed document reuses it without parsing. */
  readonly #text: string;
  readonly #foundAt: number;
  readonly name: string;
  readonly headerLine: number;
  readonly startOffset: number;
  readonly bodyOffset: number;
  endOffset: number;
  #entries: readonly IniEntry[] | null = null;

  constructor(
    text: string,
    name: string,
    headerLine: number,
    startOffset: number,
    bodyOffset: number,
    foundAt = startOffset,
  ) {
    this.#text = text;
    this.#foundAt = foundAt;
    this.name = name;
    this.headerLine = headerLine;
    this.startOffset = startOffset;
    this.bodyOffset = bodyOffset;
    this.endOffset = startOffset + text.length - foundAt;
  }

  /** Returns the same section at another offset of another text. */
  moved(byOffset: number, byLine: number): ParsedSection {
    const { name, headerLine, startOffset, bodyOffset } = this;
    const there = new ParsedSection(
      this.#text,
      name,
      headerLine + byLine,
      startOffset + byOffset,
      bodyOffset + byOffset,
      this.#foundAt,
    );
    there.endOffset = this.endOffset + byOffset;
    return there;
  }

  get text(): string {
    return this.#text.slice(this.#foundAt, this.#foundAt + this.endOffset - this.startOffset);
  }

  get entries(): readonly IniEntry[] {
    this.#entries ??= entriesIn(this.text, this.headerLine, this.startOffset);
    return this.#entries;
  }
}

/** Parses one section alone. That is safe because nothing above its header continues into it. */
function entriesIn(
  sectionText: string,
  firstLine: number,
  startOffset: number,
): readonly IniEntry[] {
  const reader = new EntryReader(sectionText, firstLine - 1, startOffset);
  walkLines(sectionText, reader);
  return reader.entries;
}

class EntryReader implements LineVisitor {
  readonly #text: string;
  readonly #linesAbove: number;
  readonly #startOffset: number;
  readonly entries: IniEntry[] = [];
  #blankLines = 0;

  constructor(text: string, linesAbove: number, startOffset: number) {
    this.#text = text;
    this.#linesAbove = linesAbove;
    this.#startOffset = startOffset;
  }

  header(): void {
    // Ignored: it is the section's own header.
  }

  entry(line: number, at: EntryOffsets): void {
    this.#blankLines = 0;
    this.entries.push({
      key: this.#text.slice(at.keyStart, at.keyEnd).toLowerCase(),
      value: this.#text.slice(at.valueStart, at.valueEnd),
      line: this.#linesAbove + line,
      startOffset: this.#startOffset + at.start,
      endOffset: this.#startOffset + at.end,
    });
  }

  continuation(_line: number, contentStart: number, contentEnd: number, end: number): void {
    const entry = this.entries.at(-1);
    if (entry === undefined) return;
    const value = `${entry.value}${'\n'.repeat(this.#blankLines + 1)}${this.#text.slice(contentStart, contentEnd)}`;
    this.#blankLines = 0;
    this.entries[this.entries.length - 1] = { ...entry, value, endOffset: this.#startOffset + end };
  }

  blank(): void {
    this.#blankLines += 1;
  }

  broken(): void {
    // Ignored: `RuleBook` checks it.
  }
}

function firstLineEnd(text: string): LineEnd {
  const lineFeed = text.indexOf('\n');
  const carriageReturn = text.indexOf('\r');
  if (carriageReturn === -1 || (lineFeed !== -1 && lineFeed < carriageReturn)) return '\n';
  return lineFeed === carriageReturn + 1 ? '\r\n' : '\r';
}
