/**
 * Returns a text without the HTML of a mail or web page, except placeholders such as `<role>`.
 * Takes linear time.
 */
export function withoutHtml(text: string): string {
  return withoutTags(text).replace(
    /&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi,
    (entity: string, name: string) => characterOf(name.toLowerCase()) ?? entity,
  );
}

function withoutTags(text: string): string {
  if (!/<\/?[a-z!]/i.test(text)) return text;
  return (
    withoutHidden(text)
      .replace(/<!doctype[^<>]{0,500}>/gi, '')
      // Keeps the address of a link to a role or an access portal.
      .replace(LINK, (_, _double: string, double?: string, single?: string) => {
        const address = double ?? single ?? '';
        return /switchrole|awsapps\.com|\.app\.aws/i.test(address) ? ` ${address} ` : '';
      })
      // Table rows become lines with `|` between the cells.
      .replace(CELL, (_, content: string) => {
        return `${content.replace(BLOCK_TAGS, ' ').replace(/\s+/g, ' ').trim()} | `;
      })
      .replace(/ \| (?=\s{0,99}<\/tr>)/gi, '')
      .replace(ROWS, '\n')
      .replace(BLOCK_TAGS, '\n')
      .replace(INLINE_TAGS, '')
  );
}

/** Removes comments, style sheets, scripts and titles. */
function withoutHidden(text: string): string {
  let shown = '';
  let at = 0;
  const endless = new Set<RegExp>();
  for (const { 0: opening, index } of text.matchAll(/<!--|<(?:style|script|title)(?=[\s>])/gi)) {
    const closing = CLOSINGS[opening.toLowerCase()];
    if (closing === undefined || index < at || endless.has(closing)) continue;
    closing.lastIndex = index;
    if (!closing.test(text)) {
      endless.add(closing);
      continue;
    }
    shown += text.slice(at, index);
    at = closing.lastIndex;
  }
  return shown + text.slice(at);
}

const CLOSINGS: Readonly<Record<string, RegExp>> = {
  '<!--': /-->/g,
  '<style': /<\/style\s{0,9}>/gi,
  '<script': /<\/script\s{0,9}>/gi,
  '<title': /<\/title\s{0,9}>/gi,
};
const LINK = /<a\s(?=[^<>]{0,4000}?\bhref=("([^"<>]{1,4000})"|'([^'<>]{1,4000})'))[^<>]{0,4000}>/gi;
const CELL = /<t[dh](?:\s[^<>]{0,4000})?>((?:[^<]|<(?!\/?t[dhr]\b))*)(?:<\/t[dh]>\s*)?/gi;
const ROWS = /(?:<\/?(?:tr|thead|tbody)(?:\s[^<>]{0,4000})?>\s*)+/gi;
const BLOCK_TAGS =
  /<\/?(?:p|br|hr|div|table|tfoot|caption|col|li|[uod]l|d[td]|pre|h[1-6]|html|body|head|meta|center)(?:\s[^<>]{0,4000})?\/?>/gi;
const INLINE_TAGS =
  /<\/?(?:[abius]|em|strong|code|span|font|tt|kbd|samp|wbr|img|small|mark|sup|sub|link|o:p)(?:\s[^<>]{0,4000})?\/?>/gi;

function characterOf(name: string): string | null {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/.exec(name) ?? [];
  if (hexadecimal === undefined && decimal === undefined) return ENTITIES[name] ?? null;
  const code = Number.parseInt(hexadecimal ?? decimal ?? '', hexadecimal === undefined ? 10 : 16);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '',
  hyphen: '-',
  minus: '-',
  ndash: '–',
  mdash: '—',
  ldquo: '"',
  rdquo: '"',
  lsquo: "'",
  rsquo: "'",
  colon: ':',
  equals: '=',
  sol: '/',
};
