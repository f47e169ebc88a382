import { withoutHtml } from './html-text.ts';

/**
 * Replaces what mail, chat and document programs insert by plain characters: quotes, spaces,
 * hyphens, line ends, HTML, quoted-printable, reply prefixes and code fences. Removes invisible
 * characters. Each step is linear.
 */
export function plainText(text: string): string {
  const typed = text.replace(/\r\n?|[\u2028\u2029\v\f\u0085]/g, '\n').replace(INVISIBLE, '');
  return withoutHtml(decodedMail(typed.replace(REPLY_SIGNS, '')))
    .replace(INVISIBLE, '')
    .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/：/g, ': ')
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfe_e0))
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[‐‑‒−﹘﹣]/g, '-')
    .replace(/(\s)[—–](?=[a-z])/g, '$1--')
    .replace(/(?<=[\w/])[—–](?=\w)/g, '-')
    .replace(REPLY_SIGNS, '')
    .replace(REPLY_BAR, '')
    .replace(/^[ \t]*(?:```|~~~)[\w.+-]{0,40}[ \t]*$/gm, '')
    .replace(/```/g, ' ')
    .trim();
}

/** Soft hyphens, zero-width characters, text directions, byte order marks. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF]/g;

/** `> `, `>> ` and `> > `: what a mail program puts before a quoted line. */
const REPLY_SIGNS = /^[ \t]*>(?:[ \t]?>)*[ \t]?/gm;

/** `| ` does the same, unless the line is a row of a table. */
const REPLY_BAR = /^[ \t]*\|[ \t]?(?=[^|\n]*$)/gm;

/** The source of a mail in quoted-printable (RFC 2045, 6.7): `=3D`, and `=` at the end of a line. */
function decodedMail(text: string): string {
  if (!/=3D|=\n[\w=]/.test(text) || !/^content-transfer-encoding:|=3D/im.test(text)) {
    return text.replace(/([\w/.-])=\n(?=[\w/])/g, '$1');
  }
  return text.replace(/=[ \t]*\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded.replace(/=/g, '%'));
    } catch {
      return encoded;
    }
  });
}
