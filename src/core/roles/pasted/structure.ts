import { HeredocEnds } from './heredoc-ends.ts';

/**
 * A value of JSON or a similar notation, with numbers and words as strings. Members keep their
 * order, and a name may occur twice, as blocks of Terraform do.
 */
export type Node = string | readonly Node[] | Members;

export interface Members {
  readonly members: readonly (readonly [string, Node])[];
}

export interface Structures {
  readonly nodes: readonly Node[];
  /** The text around the nodes. */
  readonly rest: string;
  /** True if a bracket is not closed, for example because the text was cut off. */
  readonly isUnclosed: boolean;
}

/** The search stops after this many unclosed brackets, so that it takes linear time. */
const MAX_FAILURES = 16;
const MAX_DEPTH = 64;

/**
 * Returns every object and list in a text, in the notation of JSON, Terraform, JavaScript or
 * Python. Comments, trailing commas, single quotes and names without quotes are allowed.
 */
export function structuresIn(text: string): Structures {
  const nodes: Node[] = [];
  let rest = '';
  let from = 0;
  let failures = 0;
  const heredocs = new HeredocEnds(text);
  const opening = /\{|\[(?=\s{0,99}(?:[{["']|\\"))/g;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const reader = new StructureReader(text, found.index, heredocs);
    const node = reader.node(0);
    if (node === null) {
      failures += 1;
      if (failures >= MAX_FAILURES) break;
      continue;
    }
    if (holdsValue(node)) {
      nodes.push(node);
      rest += `${text.slice(from, found.index)}\n`;
      from = reader.at;
    }
    opening.lastIndex = reader.at;
  }
  return { nodes, rest: rest + text.slice(from), isUnclosed: failures > 0 };
}

/** Returns false for `{ACCOUNT_ID}` and the like, which are placeholders. */
function holdsValue(node: Node): boolean {
  if (typeof node === 'string') return false;
  if (!('members' in node)) return node.length > 0;
  return node.members.some(([, value]) => value !== '');
}

class StructureReader {
  readonly #text: string;
  readonly #heredocs: HeredocEnds;
  at: number;

  constructor(text: string, at: number, heredocs: HeredocEnds) {
    this.#text = text;
    this.at = at;
    this.#heredocs = heredocs;
  }

  /**
   * Reads a value. Returns null if the text ends before the value does, or if the value is nested
   * too deep.
   */
  node(depth: number): Node | null {
    if (depth > MAX_DEPTH) return null;
    this.#skip();
    const character = this.#text.charAt(this.at);
    if (character === '') return null;
    if (character === '{') return this.#members(depth);
    if (character === '[') return this.#list(depth);
    if (this.#isQuote()) return this.#quoted();
    if (this.#text.startsWith('<<', this.at)) return this.#heredoc() ?? this.#word();
    const word = this.#word();
    return this.#text.charAt(this.at) === '(' && word !== '' ? this.#call(depth) : word;
  }

  #members(depth: number): Members | null {
    this.at += 1;
    const members: (readonly [string, Node])[] = [];
    for (;;) {
      this.#skip();
      const character = this.#text.charAt(this.at);
      if (character === '') return null;
      if (character === '}') {
        this.at += 1;
        return { members };
      }
      const start = this.at;
      const key = this.#isQuote() ? this.#quoted() : this.#key();
      if (key === null) return null;
      const value = this.#value(depth);
      if (value === null) return null;
      // Skips a `]`, a `)` or another character that is out of place.
      if (this.at === start) this.at += 1;
      else members.push([key, value]);
    }
  }

  /**
   * Reads what follows a name. This is a value after `:`, `=` or `=>`, a block with or without
   * labels, or nothing.
   */
  #value(depth: number): Node | null {
    for (;;) {
      this.#take(/[ \t\\]*/y);
      const character = this.#text.charAt(this.at);
      if (character === ':' || character === '=') {
        this.#take(/[:=]=?>?/y);
        return this.node(depth + 1);
      }
      if (character === '{') return this.node(depth + 1);
      if (character === '\n' && /\n\s{0,99}[:=]/y.test(this.#text.slice(this.at, this.at + 102))) {
        this.#take(/\s*/y);
        continue;
      }
      // Skips a label of a block.
      if (!this.#isQuote() && !/[\w$.]/.test(character)) return '';
      const label = this.#isQuote() ? this.#quoted() : this.#word();
      if (label === null) return null;
      if (label === '') return '';
    }
  }

  #list(depth: number): Node | null {
    this.at += 1;
    const items: Node[] = [];
    for (;;) {
      this.#skip();
      const character = this.#text.charAt(this.at);
      if (character === '') return null;
      if (character === ']') this.at += 1;
      if (character === ']' || character === '}') return items;
      const start = this.at;
      const item = this.node(depth + 1);
      if (item === null) return null;
      if (this.at === start) this.at += 1;
      else items.push(item);
    }
  }

  /** Reads the first argument of `jsonencode({…})`. */
  #call(depth: number): Node | null {
    this.at += 1;
    const first = this.node(depth + 1);
    for (;;) {
      this.#skip();
      const character = this.#text.charAt(this.at);
      if (character === '' || first === null) return null;
      if (character === ')') this.at += 1;
      if (/[)}\]]/.test(character)) return first;
      const start = this.at;
      if (this.node(depth + 1) === null) return null;
      if (this.at === start) this.at += 1;
    }
  }

  /** Reads a name without quotes. It may contain a colon, as in `sts:ExternalId`. */
  #key(): string {
    return this.#take(/(?:[a-z0-9-]{1,40}:(?=[A-Z]))?[^\s,;:{}[\]()"'`=\\]*/y);
  }

  #word(): string {
    return this.#take(/[^\s,;{}[\]()"'`=\\]*/y);
  }

  #isQuote(): boolean {
    return /^(?:["'`]|\\")/.test(this.#text.slice(this.at, this.at + 2));
  }

  /** Reads a text in quotes. Ignores line ends inside double quotes, which mail programs add. */
  #quoted(): string | null {
    if (this.#text.charAt(this.at) === '\\') return this.#quotedTwice();
    const quote = this.#text.charAt(this.at);
    this.at += 1;
    let value = '';
    for (;;) {
      value += this.#take(
        quote === '"' ? /[^"\\\n]*/y : quote === "'" ? /[^'\\\n]*/y : /[^`\\\n]*/y,
      );
      const character = this.#text.charAt(this.at);
      if (character === '') return null;
      if (character === quote) {
        this.at += 1;
        return value;
      }
      if (character === '\\') value += this.#escape();
      else if (quote !== '"') return value;
      else this.#take(/\s+/y);
    }
  }

  /** Reads `\"name\"`, whose quotes are escaped because the whole text was quoted. */
  #quotedTwice(): string | null {
    const end = this.#text.indexOf('\\"', this.at + 2);
    if (end === -1) return null;
    const value = this.#text.slice(this.at + 2, end);
    this.at = end + 2;
    return value;
  }

  #escape(): string {
    const [, unit] = /^\\u([0-9a-f]{4})/i.exec(this.#text.slice(this.at, this.at + 6)) ?? [];
    if (unit !== undefined) {
      this.at += 6;
      return String.fromCharCode(Number.parseInt(unit, 16));
    }
    const character = this.#text.charAt(this.at + 1);
    this.at += 2;
    return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[character] ?? character;
  }

  /** Reads `<<EOF` up to a line with only `EOF`. */
  #heredoc(): string | null {
    const [head, marker] =
      /^<<[-~]?"?(\w{1,40})"?[ \t]*\n/.exec(this.#text.slice(this.at, this.at + 60)) ?? [];
    if (head === undefined || marker === undefined) return null;
    const start = this.at + head.length;
    const found = this.#heredocs.endOf(marker, start);
    if (found === null) return null;
    this.at = found.next;
    return this.#text.slice(start, found.end);
  }

  /** Skips white space, separators and comments. */
  #skip(): void {
    for (;;) {
      this.#take(/(?:[\s,;]|\\(?!"))+/y);
      const start = this.at;
      this.#take(/#[^\n]*|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/y);
      if (this.at === start) return;
    }
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [taken = ''] = pattern.exec(this.#text) ?? [];
    this.at += taken.length;
    return taken;
  }
}
