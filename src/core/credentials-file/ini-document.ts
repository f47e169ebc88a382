import type { BrokenRule } from '../failure.ts';
import { RuleBook } from './botocore-rules.ts';
import type { Violation } from './botocore-rules.ts';
import { walkLines } from './ini-lines.ts';
import type { EntryOffsets, LineVisitor } from './ini-lines.ts';

/** An AWS INI text (credentials or config file) with the places of its sections; the text itself is never normalised. */
export interface IniDocument {
  readonly text: string;
  /** What stands above the first section. */
  readonly preamble: string;
  /** In the file's order. A broken file may name one twice. */
  readonly sections: readonly IniSection[];
  /** Why botocore would refuse this file; null where it reads it. */
  readonly violation: Violation | null;
  /** The file's own line end: that of its first line. */
  readonly lineEnd: LineEnd;
}

export type LineEnd = '\n' | '\r\n' | '\r';

export interface IniSection {
  /** Exactly what stands between the brackets, spaces and quotes included. */
  readonly name: string;
  /** From 1. */
  readonly headerLine: number;
  readonly entries: readonly IniEntry[];
  /** Where the header's line begins. */
  readonly startOffset: number;
  /** Behind the header's line. */
  readonly bodyOffset: number;
  /** Where the next header's line begins, or the text ends. */
  readonly endOffset: number;
  /** From `startOffset` to `endOffset`. */
  readonly text: string;
  /** The same section in a text in which it stands elsewhere. */
  moved(byOffset: number, byLine: number): IniSection;
}

export interface IniEntry {
  /** Lower-cased, as botocore does. */
  readonly key: string;
  /** As botocore reads it: quotes and inline comments are part of it, continuation lines are joined with LF; a nested block begins with LF. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
  /** Where the key's line begins. */
  readonly startOffset: number;
  /** Behind the last line of the value. */
  readonly endOffset: number;
}

/** Reads a text as botocore does (see `walkLines`). One pass; the entries of a section are read when they are first asked for. */
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
 * The document whose one section reads `sectionText`, header and all; a new section where `section` is null, behind the text's end and `between`. Nothing
 * above a header is continued in it, so the other sections are not read again. Where the new text is no such section, all is read anew.
 */
export function withSection(
  document: IniDocument,
  section: IniSection | null,
  sectionText: string,
  between = '',
): IniDocument {
  const { sections, preamble } = document;
  // A line end that is added behind the last section belongs to it.
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

/** Its text is put together when it is first asked for: many sections may change before. */
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

/** How many lines begin in a text, one that follows its last line end included. */
function linesIn(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

/** The section of that name; the first one where a broken file has several. */
export function sectionNamed(document: IniDocument, name: string): IniSection | null {
  return document.sections.find((section) => section.name === name) ?? null;
}

/** A key's value as botocore reads it; null where the section has no such key. `key` in lower case. */
export function valueOf(section: IniSection, key: string): string | null {
  return section.entries.find((entry) => entry.key === key)?.value ?? null;
}

/** Behind the last line that the section itself needs: what follows are blank lines and comments up to the next header. */
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
    // Part of no section's meaning.
  }

  broken(line: number, rule: BrokenRule): void {
    this.rules.broken(line, rule);
  }
}

class ParsedSection implements IniSection {
  /** The text that it was found in, and where: what a changed document takes over is not read again. */
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

  /** The same section in a text in which it stands elsewhere. */
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

/** A section can be read alone, since nothing above its header is continued in it. */
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
    // The section's own.
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
    // Judged by the rule book.
  }
}

function firstLineEnd(text: string): LineEnd {
  const lineFeed = text.indexOf('\n');
  const carriageReturn = text.indexOf('\r');
  if (carriageReturn === -1 || (lineFeed !== -1 && lineFeed < carriageReturn)) return '\n';
  return lineFeed === carriageReturn + 1 ? '\r\n' : '\r';
}
