import type { Members, Node, Structures } from './structure.ts';
import { memberIn, scalarOf, withoutComment } from './yaml-scalar.ts';

/** A line of YAML. A line with a dash becomes two lines, the dash and the text after it. */
interface Line {
  readonly indent: number;
  /** Null for a dash. */
  readonly text: string | null;
}

/** Matches keys of policies, of roles, and of outputs and parameters of CloudFormation. */
const MARKS =
  /^\s*(?:- +)*["']?(?:Statement|Effect|OutputKey|ParameterKey|AssumeRolePolicyDocument)["']?:/i;
/** Matches an anchor, that is, a node that later lines use by its name. */
const ANCHOR = /^\s*(?:- +)*(?:["']?[\w.:/-]+["']?:\s+)?&[\w.-]+(?:\s|$)/;
const MAX_DEPTH = 60;
/** How many nodes aliases may add. The number is limited, because aliases of aliases grow fast. */
const MAX_ALIASED = 5000;

/**
 * Returns policies, roles and outputs that are YAML, such as parts of a CloudFormation template.
 */
export function yamlIn(text: string): Structures {
  const lines = text.split('\n');
  const nodes: Node[] = [];
  const rest: string[] = [];
  for (let at = 0; at < lines.length;) {
    const end = endOfRun(lines, at);
    const run = lines.slice(at, end);
    if (end > at && run.some((line) => MARKS.test(line) || ANCHOR.test(line)))
      for (const node of documentsOf(run)) nodes.push(node);
    else for (const line of run) rest.push(line);
    if (end === at) rest.push(lines[at] ?? '');
    at = Math.max(end, at + 1);
  }
  return { nodes, rest: rest.join('\n'), isUnclosed: false };
}

/**
 * Returns the index after the last line of YAML. A line that ends with a comma or an opening
 * bracket is JSON.
 */
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
  readonly #lines: Line[];
  readonly #anchors = new Map<string, Node>();
  #aliased = 0;
  #at = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = [...lines];
  }

  get isDone(): boolean {
    return this.#at >= this.#lines.length;
  }

  /** Reads the node that begins at the next line. */
  block(depth: number): Node {
    const first = this.#lines[this.#at];
    if (first === undefined) return '';
    if (depth < MAX_DEPTH) {
      const [, anchor, text = ''] = /^&([\w.-]{1,100})(?:\s+(.*))?$/.exec(first.text ?? '') ?? [];
      if (anchor !== undefined) return this.#anchored(anchor, { ...first, text }, depth);
      if (first.text === null) return this.#items(first.indent, depth);
      if (memberIn(first.text) !== null) return this.#members(first.indent, depth);
    }
    this.#at += 1;
    return this.#scalar(first.text ?? '');
  }

  /**
   * Reads a node with an anchor, which is written as `- &name` before a block or as `&name value`.
   */
  #anchored(anchor: string, { indent, text }: Line, depth: number): Node {
    const isBlock = text === '' && (this.#lines[this.#at + 1]?.indent ?? -1) >= indent;
    if (isBlock) this.#at += 1;
    else this.#lines[this.#at] = { indent, text };
    const node = this.block(depth + 1);
    this.#anchors.set(anchor, node);
    return node;
  }

  #scalar(text: string): Node {
    const [, anchor, value = ''] = /^&([\w.-]{1,100})(?:\s+(.*))?$/.exec(text) ?? [];
    const [, alias] = /^\*([\w.-]{1,100})$/.exec(withoutComment(text)) ?? [];
    if (alias !== undefined) return this.#alias(alias) ?? text;
    const node = scalarOf(anchor === undefined ? text : value);
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  #alias(name: string): Node | null {
    const node = this.#anchors.get(name);
    if (node === undefined) return null;
    this.#aliased += sizeOf(node);
    return this.#aliased > MAX_ALIASED ? null : node;
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
      if (member === null || line?.indent !== indent) return { members: mergeMembers(members) };
      this.#at += 1;
      const [name, given] = member;
      const [, anchor] = /^(?:!\S{1,60}\s+)?&([\w.-]{1,100})(?=\s|$)/.exec(given) ?? [];
      const text = given.replace(/^(?:(?:![\w:.]{1,60}|&[\w.-]{1,100})(?:\s+|$)){1,2}/, '');
      const bare = withoutComment(text);
      const isNested = /^(?:[|>][+-]?)?$/.test(bare);
      const node =
        name === '<<' && bare.startsWith('[')
          ? bare.split(/[[\],\s]+/).map((each) => this.#scalar(each))
          : isNested
            ? this.#nested(indent, bare, depth)
            : this.#scalar(text);
      if (anchor !== undefined) this.#anchors.set(anchor, node);
      members.push([name, node]);
    }
  }

  /**
   * Reads the lines that belong to a name, which are a block, or a text after `|`. A block is
   * indented deeper than its name, but a list may have the same indentation as its name.
   */
  #nested(indent: number, blockMarker: string, depth: number): Node {
    const next = this.#lines[this.#at];
    if (next === undefined) return '';
    const isList = next.text === null && next.indent === indent;
    if (next.indent <= indent && !isList) return '';
    if (blockMarker === '') return this.block(depth + 1);
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

/** Adds the members of other maps that `<<` names, unless the map has them itself. */
function mergeMembers(members: readonly (readonly [string, Node])[]): Members['members'] {
  const own = members.filter(([name]) => name !== '<<');
  if (own.length === members.length) return members;
  const names = new Set(own.map(([name]) => name));
  const more = members
    .flatMap(([name, node]) => (name === '<<' ? mapsIn(node) : []))
    .flatMap((map) => map.members)
    .filter(([name]) => !names.has(name) && names.add(name));
  return [...own, ...more];
}

function mapsIn(node: Node): readonly Members[] {
  if (typeof node === 'string') return [];
  return 'members' in node ? [node] : node.flatMap(mapsIn);
}

function sizeOf(node: Node): number {
  if (typeof node === 'string') return 1;
  const nodes = 'members' in node ? node.members.map(([, value]) => value) : node;
  return nodes.reduce((size, each) => size + sizeOf(each), 1);
}
