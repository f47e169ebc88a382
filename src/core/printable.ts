/**
 * Characters that a person cannot see or that change what they see: control and format characters
 * (ANSI, bidi, zero width), surrogates, private and unassigned code points, line separators.
 */
export const HIDDEN_CHARACTERS = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** True if the text shows every character that it has, on one line. */
export function isPrintable(text: string): boolean {
  return text.search(HIDDEN_CHARACTERS) === -1;
}

/**
 * JSON text that is exact and shows every character: hidden ones are written `\uXXXX`. Only strings
 * of a JSON text can hold them, so the document stays the same.
 */
export function printableJson(value: unknown, indent?: number): string {
  return printableJsonText(JSON.stringify(value, null, indent));
}

/** The same for a text that is JSON already; its line breaks stay. */
export function printableJsonText(json: string): string {
  return json.replace(HIDDEN_CHARACTERS, (hidden) =>
    hidden === '\n'
      ? hidden
      : Array.from({ length: hidden.length }, (_, at) => escaped(hidden, at)).join(''),
  );
}

function escaped(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
