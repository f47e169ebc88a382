import { structuresIn, type Node } from './structure.ts';

/** Returns a value without a comment after it. In quotes, `#` belongs to the value. */
export function withoutComment(text: string): string {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(text)?.[0] ?? '';
  const commentAt = text.slice(quoted.length).search(/(?:^|\s)#/);
  return (commentAt === -1 ? text : text.slice(0, quoted.length + commentAt)).trim();
}

/** Returns the name and the value in `name: value` or `name:`; null for any other text. */
export function memberIn(text: string): readonly [string, string] | null {
  const colonAt = text.search(/:(?:\s|$)/);
  const key = text.slice(0, Math.max(0, colonAt)).trim();
  const name = unquote(key);
  if (name === key && !/^(?:[\w.:/*-]{1,200}|<<)$/.test(key)) return null;
  return name.length > 200 ? null : [name, text.slice(colonAt + 1).trim()];
}

function unquote(text: string): string {
  const quote = text.charAt(0);
  return text.length > 1 && /["']/.test(quote) && text.endsWith(quote) ? text.slice(1, -1) : text;
}

/**
 * Returns a value without its tag, comment and quotes. A list or map on one line becomes a node.
 */
export function scalarOf(text: string): Node {
  const tag = /^![\w:.]{1,60}\s/.exec(text)?.[0] ?? '';
  const plain = withoutComment(text.slice(tag.length));
  if (/^[[{]/.test(plain)) return flow(plain);
  return unquote(plain);
}

/** Returns the list or map of a text such as `[a, "b"]` or `{a: b}`. */
function flow(text: string): Node {
  const [node] = structuresIn(
    text.replace(
      /^\[\s*(?=[^\s"'{[\]])([^\]]*)\]$/,
      (_, items: string) => `[${quoteItems(items)}]`,
    ),
  ).nodes;
  return node ?? text;
}

function quoteItems(items: string): string {
  return items
    .split(',')
    .map((item) => (/^\s*["']/.test(item) ? item : `"${item.trim()}"`))
    .join(',');
}
