import { structuresIn, type Node, type Structures } from './structure.ts';

/** A line of YAML. A dash makes two of it: the item itself, and what follows the dash. */
interface Line {
  readonly indent: number;
  /** Null for a dash. */
  readonly text: string | null;
}

const MARKS =
  /^\s*(?:- +)*["']?(?:Statement|Effect|OutputKey|ParameterKey|AssumeRolePolicyDocument)["']?:/i;
const MOST_DEPTH = 60;

/** Finds policies, roles and outputs that are YAML, such as parts of a CloudFormation template. */
export function yamlIn(text: string): Structures {
  const lines = text.split('\n');
  const nodes: Node[] = [];
  const rest: string[] = [];
  for (let at = 0; at < lines.length;) {
    const end = endOfRun(lines, at);
    const run = lines.slice(at, end);
    if (end > at && run.some((line) => MARKS.test(line)))
      for (const node of documentsOf(run)) nodes.push(node);
    else for (const line of run) rest.push(line);
    if (end === at) rest.push(lines[at] ?? '');
    at = Math.max(end, at + 1);
  }
  return { nodes, rest: rest.join('\n'), isUnclosed: false };
}

/** Lines of YAML from here on; a line of JSON ends with a comma or a bracket. */
function endOfRun(lines: readonly string[], from: number): number {
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const text = line.trim().replace(/^(?:- +)+/, '');
    const isPart =
      text === '' || text.startsWith('#') || /^\s*- /.test(line) || memberIn(text) !== null;
    if (
      (!isPart && !(at > from && /^\s/.test(line))) ||
      /[,{[]$/.test(text) ||
      /^[{}\]]/.test(text)
    )
      break;
  }
  return at;
}

function documentsOf(run: readonly string[]): readonly Node[] {
  const lines: Line[] = [];
  for (const raw of run) {
    let indent = /^[ \t]*/.exec(raw)?.[0].length ?? 0;
    let text = raw.trim();
    if (text === '' || text.startsWith('#')) continue;
    while (text === '-' || text.startsWith('- ')) {
      lines.push({ indent, text: null });
      const inner = text.slice(1).trimStart();
      indent += text.length - inner.length;
      text = inner;
    }
    if (text !== '') lines.push({ indent, text });
  }
  const reader = new YamlReader(lines);
  const nodes: Node[] = [];
  while (!reader.isDone) nodes.push(reader.block(0));
  return nodes;
}

class YamlReader {
  readonly #lines: readonly Line[];
  #at = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  get isDone(): boolean {
    return this.#at >= this.#lines.length;
  }

  /** What has the indentation of the next line. */
  block(depth: number): Node {
    const first = this.#lines[this.#at];
    if (first === undefined) return '';
    if (depth < MOST_DEPTH) {
      if (first.text === null) return this.#items(first.indent, depth);
      if (memberIn(first.text) !== null) return this.#members(first.indent, depth);
    }
    this.#at += 1;
    return scalar(first.text ?? '');
  }

  #items(indent: number, depth: number): Node {
    const items: Node[] = [];
    for (;;) {
      const line = this.#lines[this.#at];
      if (line?.text !== null || line.indent !== indent) return items;
      this.#at += 1;
      if ((this.#lines[this.#at]?.indent ?? -1) > indent) items.push(this.block(depth + 1));
    }
  }

  #members(indent: number, depth: number): Node {
    const members: (readonly [string, Node])[] = [];
    for (;;) {
      const line = this.#lines[this.#at];
      const member = typeof line?.text === 'string' ? memberIn(line.text) : null;
      if (member === null || line?.indent !== indent) return { members };
      this.#at += 1;
      const [name, given] = member;
      const text = given.replace(/^![\w:.]{1,60}\s*/, '');
      members.push([
        name,
        /^(?:[|>][+-]?)?$/.test(text) ? this.#nested(indent, text, depth) : scalar(text),
      ]);
    }
  }

  /** The deeper lines: a block, or a text behind `|`. A list may begin as deep as its name. */
  #nested(indent: number, sign: string, depth: number): Node {
    const next = this.#lines[this.#at];
    if (next === undefined) return '';
    const isList = next.text === null && next.indent === indent;
    if (next.indent <= indent && !isList) return '';
    if (sign === '') return this.block(depth + 1);
    let text = '';
    for (
      let line = next;
      line.indent > indent;
      line = this.#lines[this.#at] ?? { indent: -1, text: '' }
    ) {
      text += `${line.text ?? '-'}\n`;
      this.#at += 1;
    }
    return text;
  }
}

/** `key: value` and `key:`; a name without blanks, or in quotes. */
function memberIn(text: string): readonly [string, string] | null {
  const sign = text.search(/:(?:\s|$)/);
  const key = text.slice(0, Math.max(0, sign)).trim();
  const name = unquoted(key);
  if (name === key && !/^[\w.:/*-]{1,200}$/.test(key)) return null;
  return name.length > 200 ? null : [name, text.slice(sign + 1).trim()];
}

function unquoted(text: string): string {
  const quote = text.charAt(0);
  return text.length > 1 && /["']/.test(quote) && text.endsWith(quote) ? text.slice(1, -1) : text;
}

function scalar(text: string): Node {
  const tag = /^![\w:.]{1,60}\s/.exec(text)?.[0] ?? '';
  const comment = text.search(/\s#/);
  const plain = text.slice(tag.length, comment === -1 ? text.length : comment).trim();
  if (/^[[{]/.test(plain)) return flow(plain);
  return unquoted(plain);
}

/** `[a, "b"]` and `{a: b}` on one line. */
function flow(text: string): Node {
  const [node] = structuresIn(
    text.replace(/^\[\s*(?=[^\s"'{[\]])([^\]]*)\]$/, (_, items: string) => `[${quoted(items)}]`),
  ).nodes;
  return node ?? text;
}

function quoted(items: string): string {
  return items
    .split(',')
    .map((item) => (/^\s*["']/.test(item) ? item : `"${item.trim()}"`))
    .join(',');
}
