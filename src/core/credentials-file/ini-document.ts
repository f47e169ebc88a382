import type { BrokenRule } from '../field-rule.ts';
import { RuleChecker } from './botocore-rules.ts';
import type { Violation } from './botocore-rules.ts';
import { EntryReader, type IniEntry } from './ini-entries.ts';
import { visitLines } from './ini-lines.ts';
import type { EntryOffsets, LineVisitor } from './ini-lines.ts';

/**
 * The text of a credentials file or a config file, with the offsets of its sections. The text is
 * exactly that of the file.
 */
export interface IniDocument {
  readonly text: string;
  /** The text above the first section. */
  readonly preamble: string;
  /** The sections in the file's order. In a broken file, two sections can have the same name. */
  readonly sections: readonly IniSection[];
  /** Why botocore would refuse this file; null if botocore can read it. */
  readonly violation: Violation | null;
  /** The line end of the file's first line. */
  readonly lineEnd: LineEnd;
  /** Returns the first section of that name; null if there is none. */
  section(name: string): IniSection | null;
  /**
   * Returns the last section of that name; null if there is none. Even in a valid file, `[DEFAULT]`
   * may appear several times.
   */
  lastSection(name: string): IniSection | null;
}

export type LineEnd = '\n' | '\r\n' | '\r';

export interface IniSection {
  /** The text between the brackets, with its spaces and quotes. */
  readonly name: string;
  /** The number of the header's line, counted from 1. */
  readonly headerLine: number;
  readonly entries: readonly IniEntry[];
  /** The start of the header's line. */
  readonly startOffset: number;
  /** The start of the line after the header. */
  readonly bodyOffset: number;
  /** The start of the next header's line, or the end of the file's text. */
  readonly endOffset: number;
  /** The text from `startOffset` to `endOffset`. */
  readonly text: string;
  /**
   * Returns the same section for a text in which it begins `byOffset` code units and `byLine` lines
   * later.
   */
  movedBy(byOffset: number, byLine: number): IniSection;
}

/**
 * Parses a text as botocore does, in one pass. The entries of a section are parsed when they are
 * first needed.
 */
export function parseIni(text: string): IniDocument {
  const found = new SectionFinder(text);
  visitLines(text, found);
  const { sections } = found;
  const preamble = text.slice(0, sections[0]?.startOffset ?? text.length);
  return {
    text,
    preamble,
    sections,
    violation: found.rules.violation,
    lineEnd: firstLineEnd(text),
    section: (name) => found.firstByName.get(name) ?? null,
    lastSection: (name) => found.laterByName.get(name) ?? found.firstByName.get(name) ?? null,
  };
}

/**
 * Returns a key's value as botocore reads it; null if the section has no such key. `key` must be in
 * lower case.
 */
export function valueOf(section: IniSection, key: string): string | null {
  return section.entries.find((entry) => entry.key === key)?.value ?? null;
}

/**
 * Returns the end of the section's last entry. Only blank lines and comments are between it and the
 * next header.
 */
export function endOfEntries(section: IniSection): number {
  return section.entries.at(-1)?.endOffset ?? section.bodyOffset;
}

class SectionFinder implements LineVisitor {
  readonly #text: string;
  readonly rules: RuleChecker;
  readonly sections: ParsedSection[] = [];
  readonly firstByName = new Map<string, ParsedSection>();
  /** The last section of each name that more than one section has. */
  readonly laterByName = new Map<string, ParsedSection>();

  constructor(text: string) {
    this.#text = text;
    this.rules = new RuleChecker(text);
  }

  header(name: string, line: number, start: number, end: number): void {
    const last = this.sections.at(-1);
    if (last !== undefined) last.endOffset = start;
    const section = new ParsedSection(this.#text, {
      name,
      headerLine: line,
      startOffset: start,
      bodyOffset: end,
    });
    this.sections.push(section);
    const isKnown = this.firstByName.has(name);
    (isKnown ? this.laterByName : this.firstByName).set(name, section);
    this.rules.section(name, line, isKnown);
  }

  entry(line: number, at: EntryOffsets): void {
    this.rules.entry(line, at);
  }

  continuation(line: number, contentStart: number, contentEnd: number): void {
    this.rules.continuation(line, contentStart, contentEnd);
  }

  blank(): void {
    // A blank line has no meaning here.
  }

  brokenRule(line: number, rule: BrokenRule): void {
    this.rules.brokenRule(line, rule);
  }
}

type SectionHeader = Pick<IniSection, 'name' | 'headerLine' | 'startOffset' | 'bodyOffset'>;

class ParsedSection implements IniSection {
  /** The text in which the section was found. It can be the text of an older document. */
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
    { name, headerLine, startOffset, bodyOffset }: SectionHeader,
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

  movedBy(byOffset: number, byLine: number): ParsedSection {
    const { name, headerLine, startOffset, bodyOffset } = this;
    const there = new ParsedSection(
      this.#text,
      {
        name,
        headerLine: headerLine + byLine,
        startOffset: startOffset + byOffset,
        bodyOffset: bodyOffset + byOffset,
      },
      this.#foundAt,
    );
    there.endOffset = this.endOffset + byOffset;
    return there;
  }

  get text(): string {
    return this.#text.slice(this.#foundAt, this.#foundAt + this.endOffset - this.startOffset);
  }

  get entries(): readonly IniEntry[] {
    this.#entries ??= entriesIn(this.text, this.startOffset);
    return this.#entries;
  }
}

/**
 * Parses the entries of one section without the text above it. This is safe, because no text can
 * continue across a header.
 */
function entriesIn(sectionText: string, startOffset: number): readonly IniEntry[] {
  const reader = new EntryReader(sectionText, startOffset);
  visitLines(sectionText, reader);
  return reader.entries;
}

function firstLineEnd(text: string): LineEnd {
  const lineFeed = text.indexOf('\n');
  const carriageReturn = text.indexOf('\r');
  if (carriageReturn === -1 || (lineFeed !== -1 && lineFeed < carriageReturn)) return '\n';
  return lineFeed === carriageReturn + 1 ? '\r\n' : '\r';
}
