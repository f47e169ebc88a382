/**
 * Returns a text with the characters that mails, chats and documents put in place of typed ones
 * turned back: quotes, spaces, hyphens, line ends, HTML entities, quoted-reply signs and code
 * fences. Invisible characters are removed. Each step is linear.
 */
export function plainText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f\u0085]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/&(quot|apos|lt|gt|nbsp|amp|#34|#39|#x27|#x22|#160);/gi, (_, name: string) =>
      entity(name),
    )
    .replace(BLOCK_TAGS, '\n')
    .replace(INLINE_TAGS, '')
    .replace(/[“”„‟«»″＂]/g, '"')
    .replace(/[‘’‚‛′＇]/g, "'")
    .replace(/[‐‑﹣－]/g, '-')
    .replace(/(\s)[—–](?=[a-z])/g, '$1--')
    .replace(/：/g, ': ')
    .replace(/＝/g, '=')
    .replace(REPLY_SIGNS, '')
    .replace(REPLY_BAR, '')
    .replace(/^[ \t]*(?:```|~~~)[\w.+-]{0,40}[ \t]*$/gm, '')
    .replace(/```/g, ' ')
    .trim();
}

/** Soft hyphens, zero-width characters, text directions, byte order marks. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF]/g;

/** HTML of a mail. A blank that a sender left open (`<role>`) is none of these. */
const BLOCK_TAGS =
  /<\/?(?:p|br|div|td|th|tr|table|tbody|li|ul|ol|pre|h[1-6]|html|body)(?:\s[^<>]{0,500})?\/?>/gi;
const INLINE_TAGS = /<\/?(?:a|b|i|u|em|strong|code|span|font|tt|kbd)(?:\s[^<>]{0,500})?\/?>/gi;

/** `> `, `>> ` and `> > `: what a mail program puts before a line that it quotes. */
const REPLY_SIGNS = /^[ \t]*>(?:[ \t]?>)*[ \t]?/gm;

/** `| ` does the same, unless the line is a row of a table. */
const REPLY_BAR = /^[ \t]*\|[ \t]?(?=[^|\n]*$)/gm;

function entity(name: string): string {
  return ENTITIES[name.toLowerCase()] ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  '#34': '"',
  '#x22': '"',
  apos: "'",
  '#39': "'",
  '#x27': "'",
  lt: '<',
  gt: '>',
  nbsp: ' ',
  '#160': ' ',
  amp: '&',
};
