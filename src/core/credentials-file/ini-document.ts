import type { BrokenRule } from '../failures/failure.ts';
import { RuleBook } from './botocore-rules.ts';
import type { Violation } from './botocore-rules.ts';
import { walkLines } from './ini-lines.ts';
import type { EntryOffsets, LineVisitor } from './ini-lines.ts';

/** An AWS INI text (credentials or config file) with the places of its sections; the text itself is never normalised. */
export interface IniDocument {
  readonly text: string;
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
  return { text, sections: found.sections, violation: found.rules.violation, lineEnd: firstLineEnd(text) };
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
  readonly #text: string;
  readonly name: string;
  readonly headerLine: number;
  readonly startOffset: number;
  readonly bodyOffset: number;
  endOffset: number;
  #entries: readonly IniEntry[] | null = null;

  constructor(text: string, name: string, headerLine: number, startOffset: number, bodyOffset: number) {
    this.#text = text;
    this.name = name;
    this.headerLine = headerLine;
    this.startOffset = startOffset;
    this.bodyOffset = bodyOffset;
    this.endOffset = text.length;
  }

  get entries(): readonly IniEntry[] {
    this.#entries ??= entriesIn(this.#text.slice(this.startOffset, this.endOffset), this.headerLine, this.startOffset);
    return this.#entries;
  }
}

/** A section can be read alone, since nothing above its header is continued in it. */
function entriesIn(sectionText: string, firstLine: number, startOffset: number): readonly IniEntry[] {
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
