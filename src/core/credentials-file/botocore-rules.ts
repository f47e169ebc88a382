import type { BrokenRule } from '../field-rule.ts';
import { visitLines } from './ini-lines.ts';
import type { EntryOffsets, LineVisitor } from './ini-lines.ts';

/**
 * A rule of botocore that a text breaks, and the number of the line that breaks it, counted from 1.
 */
export interface Violation {
  readonly line: number;
  readonly rule: BrokenRule;
}

/**
 * Returns the first rule that a text breaks; null if botocore can read the text
 * (botocore/configloader.py, ConfigParseError). The caller must check that the file is UTF-8.
 */
export function firstViolation(text: string): Violation | null {
  const rules = new RuleChecker(text);
  visitLines(text, rules);
  return rules.violation;
}

/** Returns every rule that a text breaks, in the order of its lines. */
export function everyViolation(text: string): readonly Violation[] {
  const rules = new EveryViolation(text);
  visitLines(text, rules);
  return rules.violations;
}

/** Checks the rules line by line, and stores the first violation. */
export class RuleChecker implements LineVisitor {
  readonly #text: string;
  readonly #sections = new Set<string>();
  /** `[DEFAULT]` may appear several times. botocore combines the keys. */
  readonly #defaultKeys = new SectionKeys();
  readonly #ownKeys = new SectionKeys();
  #keys = this.#ownKeys;
  #nested = false;
  violation: Violation | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  header(name: string, line: number): void {
    const known = this.#sections.size;
    this.#sections.add(name);
    this.section(name, line, this.#sections.size === known);
  }

  /** Does the same as `header`. `isKnown` is true if an earlier section has the same name. */
  section(name: string, line: number, isKnown: boolean): void {
    if (name === 'DEFAULT') {
      this.#keys = this.#defaultKeys;
      return;
    }
    this.#keys = this.#ownKeys;
    this.#keys.clear();
    if (isKnown) this.brokenRule(line, 'duplicate-section');
  }

  entry(line: number, at: EntryOffsets): void {
    this.#nested = at.valueStart === at.valueEnd;
    if (!this.#keys.add(this.#text, at.keyStart, at.keyEnd)) this.brokenRule(line, 'duplicate-key');
  }

  continuation(line: number, contentStart: number, contentEnd: number): void {
    // Also checks nested blocks in `[DEFAULT]`. botocore checks them only if another section
    // inherits them.
    if (!this.#nested) return;
    const content = this.#text.slice(contentStart, contentEnd);
    if (!everyLineHasValueSign(content)) this.brokenRule(line, 'line-without-value-sign');
  }

  blank(): void {
    // Blank lines break no rule.
  }

  brokenRule(line: number, rule: BrokenRule): void {
    this.violation ??= { line, rule };
  }
}

class EveryViolation extends RuleChecker {
  readonly violations: Violation[] = [];

  override brokenRule(line: number, rule: BrokenRule): void {
    this.violations.push({ line, rule });
  }
}

// botocore splits a nested block with Python's `str.splitlines`. `splitlines` also splits at these
// characters, which do not end a line when the file is read.
const lineEndsInsideValues = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;

function everyLineHasValueSign(content: string): boolean {
  if (!lineEndsInsideValues.test(content)) return content.includes('=');
  return content
    .split(lineEndsInsideValues)
    .every((line) => line.includes('=') || /^[\s\x1f]*$/.test(line));
}

const FEW_KEYS = 24;

/**
 * The keys of one section, compared without regard to case. If a section has few keys, as most
 * have, their hashes are compared first, so that no string is created for each key.
 */
class SectionKeys {
  readonly #hashes: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #many = new Set<string>();
  #count = 0;

  clear(): void {
    this.#count = 0;
    if (this.#many.size > 0) this.#many.clear();
  }

  /** Adds the key. Returns false if the section already had it. */
  add(text: string, start: number, end: number): boolean {
    if (this.#count >= FEW_KEYS) return this.#addToMany(text, start, end);
    const hash = caselessHash(text, start, end);
    for (let n = 0; n < this.#count; n += 1) {
      if (this.#hashes[n] === hash && keyIn(text, start, end) === this.#key(text, n)) return false;
    }
    this.#hashes[this.#count] = hash;
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count += 1;
    return true;
  }

  #addToMany(text: string, start: number, end: number): boolean {
    if (this.#many.size === 0)
      for (let n = 0; n < this.#count; n += 1) this.#many.add(this.#key(text, n));
    const known = this.#many.size;
    this.#many.add(keyIn(text, start, end));
    return this.#many.size > known;
  }

  #key(text: string, n: number): string {
    return keyIn(text, this.#starts[n] ?? 0, this.#ends[n] ?? 0);
  }
}

function keyIn(text: string, start: number, end: number): string {
  return text.slice(start, end).toLowerCase();
}

/**
 * Returns a hash of a key that does not depend on case. Different keys can have the same hash, so
 * the caller must also compare the keys.
 */
function caselessHash(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) return hashBeyondAscii(keyIn(text, start, end));
    hash = (Math.imul(hash, 31) + (code | 32)) & 0x3fffffff;
  }
  return hash;
}

/**
 * Returns the hash of a key with characters beyond ASCII. The lower case of some of them is ASCII,
 * such as that of the Kelvin sign.
 */
function hashBeyondAscii(lower: string): number {
  return /^[\0-\x7f]*$/.test(lower) ? caselessHash(lower, 0, lower.length) : -1;
}
