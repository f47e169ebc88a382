import { visitLines } from './ini-lines.ts';
import type { EntryOffsets, LineVisitor } from './ini-lines.ts';

export interface IniEntry {
  /** The key in lower case, as in botocore. */
  readonly key: string;
  /**
   * The value as botocore reads it, with quotes and inline comments. Continuation lines are joined
   * with LF, so the value of a nested block begins with LF.
   */
  readonly value: string;
  /** The start of the key's line. */
  readonly startOffset: number;
  /** The end of the value's last line, after its line end. */
  readonly endOffset: number;
}

/**
 * Returns the entries of the first section of that name, as `parseIni` does, or null if there is
 * none. It does not check the other sections, so it needs less code and time.
 */
export function entriesOfSection(text: string, name: string): readonly IniEntry[] | null {
  const reader = new SectionReader(text, name);
  visitLines(text, reader);
  return reader.entries;
}

/** Reads the entries of one section. Gets the lines of that section only. */
export class EntryReader implements LineVisitor {
  readonly #text: string;
  readonly #startOffset: number;
  readonly entries: IniEntry[] = [];
  #blankLines = 0;

  constructor(text: string, startOffset: number) {
    this.#text = text;
    this.#startOffset = startOffset;
  }

  header(): void {
    // The only header is that of the section itself. It is not an entry.
  }

  entry(_line: number, at: EntryOffsets): void {
    this.#blankLines = 0;
    this.entries.push({
      key: this.#text.slice(at.keyStart, at.keyEnd).toLowerCase(),
      value: this.#text.slice(at.valueStart, at.valueEnd),
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

  brokenRule(): void {
    // This class reports no broken rules, because `RuleChecker` does.
  }
}

class SectionReader implements LineVisitor {
  readonly #name: string;
  readonly #reader: EntryReader;
  #place: 'before' | 'in' | 'after' = 'before';

  constructor(text: string, name: string) {
    this.#name = name;
    this.#reader = new EntryReader(text, 0);
  }

  /** The entries; null if the text has no such section. */
  get entries(): readonly IniEntry[] | null {
    return this.#place === 'before' ? null : this.#reader.entries;
  }

  header(name: string): void {
    if (this.#place === 'in') this.#place = 'after';
    else if (this.#place === 'before' && name === this.#name) this.#place = 'in';
  }

  entry(line: number, at: EntryOffsets): void {
    if (this.#place === 'in') this.#reader.entry(line, at);
  }

  continuation(line: number, contentStart: number, contentEnd: number, end: number): void {
    if (this.#place === 'in') this.#reader.continuation(line, contentStart, contentEnd, end);
  }

  blank(): void {
    if (this.#place === 'in') this.#reader.blank();
  }

  brokenRule(): void {
    // `entriesOfSection` reports no broken rules.
  }
}
