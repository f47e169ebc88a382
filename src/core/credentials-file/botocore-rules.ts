import type { BrokenRule } from '../sessions/failure.ts';
import { walkLines } from './ini-lines.ts';
import type { EntryOffsets, LineVisitor } from './ini-lines.ts';

/** The first rule of botocore's that a text breaks, and on which line (from 1). */
export interface Violation {
  readonly line: number;
  readonly rule: BrokenRule;
}

/**
 * Null where botocore can read this text; it refuses the whole file, for every command of the machine, over one bad line (botocore/configloader.py:
 * ConfigParseError). Stricter than botocore in one corner: a nested block under DEFAULT is judged even where no other section inherits it.
 * A byte order mark is judged where the text begins with U+FEFF; bytes that are not UTF-8 have to be found before there is a text.
 */
export function firstViolation(text: string): Violation | null {
  const rules = new RuleBook(text);
  walkLines(text, rules);
  return rules.violation;
}

/** A visitor that keeps the first violation. */
export class RuleBook implements LineVisitor {
  readonly #text: string;
  readonly #sections = new Set<string>();
  /** Each key and the section (counted from 1) that had it last: one map for the whole file instead of one per section. */
  readonly #lastSectionWith = new Map<string, number>();
  /** `[DEFAULT]` may stand several times, and its keys add up. */
  readonly #defaultKeys = new Set<string>();
  #section = 0;
  #inDefault = false;
  #nested = false;
  violation: Violation | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  header(name: string, line: number): void {
    this.#section += 1;
    this.#inDefault = name === 'DEFAULT';
    if (this.#inDefault) return;
    const known = this.#sections.size;
    this.#sections.add(name);
    if (this.#sections.size === known) this.broken(line, 'duplicate-section');
  }

  entry(line: number, at: EntryOffsets): void {
    const key = this.#text.slice(at.keyStart, at.keyEnd).toLowerCase();
    this.#nested = at.valueStart === at.valueEnd;
    if (this.#inDefault) {
      if (this.#defaultKeys.has(key)) this.broken(line, 'duplicate-key');
      this.#defaultKeys.add(key);
      return;
    }
    if (this.#lastSectionWith.get(key) === this.#section) this.broken(line, 'duplicate-key');
    this.#lastSectionWith.set(key, this.#section);
  }

  continuation(line: number, contentStart: number, contentEnd: number): void {
    if (!this.#nested) return;
    const content = this.#text.slice(contentStart, contentEnd);
    if (!everyLineHasValueSign(content)) this.broken(line, 'line-without-value-sign');
  }

  blank(): void {
    // Blank lines break no rule.
  }

  broken(line: number, rule: BrokenRule): void {
    this.violation ??= { line, rule };
  }
}

// botocore cuts a nested block with `str.splitlines`, which knows more line ends than reading a file does.
const lineEndsInsideValues = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;

function everyLineHasValueSign(content: string): boolean {
  if (!lineEndsInsideValues.test(content)) return content.includes('=');
  return content.split(lineEndsInsideValues).every((line) => line.includes('=') || /^[\s\x1f]*$/.test(line));
}
