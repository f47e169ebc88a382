import { withoutHtml } from './html-text.ts';

/**
 * Returns the text as it was before mail, chat and document programs changed it, for example
 * without curly quotes, HTML, reply signs and invisible characters. Takes linear time.
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

/** Matches `> `, `>> ` and `> > `, which mail programs put before a quoted line. */
const REPLY_SIGNS = /^[ \t]*>(?:[ \t]?>)*[ \t]?/gm;

/** Matches `| ` before a quoted line, unless the line is a row of a table. */
const REPLY_BAR = /^[ \t]*\|[ \t]?(?=[^|\n]*$)/gm;

/**
 * Decodes the source of a mail in quoted-printable (RFC 2045, 6.7), which has `=3D` for `=`, and
 * `=` at the end of a line.
 */
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
