/**
 * Reads lines as the shells of Windows do, by their documentation. A function that reads a line of
 * a shell throws if the shell could interpret a part of the text.
 */

/** PowerShell reads curly quotes as straight quotes (language specification 2.3.5.2). */
const SINGLE = /['\u2018\u2019\u201A\u201B]/;
const DOUBLE = /["\u201C\u201D\u201E]/;
/** about_Parsing, "Argument mode": these end a bare word or have a meaning in it. */
const ENDS_BARE_WORD = /^[@#]|[\s{}();,|&<>$`]/;
const DASHES = /[\u2013\u2014\u2015]/;

/** Returns the arguments of a PowerShell command line in argument mode. */
export function powerShellWords(line: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === ' ') {
      at += 1;
      continue;
    }
    const { text, end } = SINGLE.test(line[at] ?? '') ? singleQuoted(line, at) : bareWord(line, at);
    if (end < line.length && line[end] !== ' ') throw new Error(`no space after a word: ${line}`);
    words.push(text);
    at = end;
  }
  return words;
}

/** Returns the name and the value of `$Env:NAME = 'text'`, which must be the whole line. */
export function powerShellAssignment(line: string): {
  readonly name: string;
  readonly value: string;
} {
  const [head = '', name = ''] = /^\$Env:(\w+) = /.exec(line) ?? [];
  const { text, end } = singleQuoted(line, head.length);
  if (head === '' || end !== line.length) throw new Error(`more than one assignment: ${line}`);
  return { name, value: text };
}

function singleQuoted(line: string, from: number): { readonly text: string; readonly end: number } {
  let text = '';
  for (let at = from + 1; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (!SINGLE.test(character)) {
      text += character;
    } else if (SINGLE.test(line[at + 1] ?? '')) {
      // PowerShell reads two quotes in a row as the first of them.
      text += character;
      at += 1;
    } else return { text, end: at + 1 };
  }
  throw new Error(`a quote is not closed: ${line}`);
}

function bareWord(line: string, from: number): { readonly text: string; readonly end: number } {
  const end = !line.includes(' ', from) ? line.length : line.indexOf(' ', from);
  const text = line.slice(from, end);
  const isRead = [SINGLE, DOUBLE, ENDS_BARE_WORD, DASHES].some((read) => read.test(text));
  if (isRead || /^-?-?[\d.]/.test(text) || text === '--%')
    throw new Error(`PowerShell interprets a part of ${text}`);
  return { text, end };
}

/**
 * Returns the arguments that a program gets from PowerShell before 7.3, which puts quotes around a
 * word with a space, but escapes nothing.
 */
export function powerShellToProgram(words: readonly string[]): readonly string[] {
  const [, ...rest] = programArguments(
    ['program', ...words].map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' '),
  );
  return rest;
}

/** Returns the line that cmd passes to a program. `cmd /?` lists what it interprets. */
export function cmdLine(line: string): string {
  let inQuotes = false;
  for (const character of line) {
    if ('%!\r\n\0'.includes(character))
      throw new Error(`cmd expands a variable or ends the line at ${character}`);
    if (character === '"') inQuotes = !inQuotes;
    else if (!inQuotes && '&|<>()^,;='.includes(character))
      throw new Error(`cmd interprets ${character}`);
  }
  if (inQuotes) throw new Error(`a quote is not closed: ${line}`);
  return line;
}

/** Returns the name and the value of `set "NAME=text"`. The value ends at the last quote. */
export function cmdAssignment(line: string): { readonly name: string; readonly value: string } {
  if (/[%!^\r\n\0]/.test(line)) throw new Error(`cmd interprets a part of ${line}`);
  const [, name = '', value = ''] = /^set "(\w+)=([^"]*)"$/.exec(line) ?? [];
  if (name === '') throw new Error(`no assignment: ${line}`);
  return { name, value };
}

/** Splits a line as most programs do ("Parsing C++ command-line arguments", Microsoft). */
export function programArguments(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let inQuotes = false;
  for (let at = 0; at < line.length; at += 1) {
    const [slashes = ''] = /^\\*/.exec(line.slice(at)) ?? [];
    if (slashes !== '' && line[at + slashes.length] === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes.length / 2));
      at += slashes.length;
      if (slashes.length % 2 === 1) word += '"';
      else inQuotes = !inQuotes;
    } else if (line[at] === '"') {
      inQuotes = !inQuotes;
      word ??= '';
    } else if (line[at] === ' ' && !inQuotes) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + (line[at] ?? '');
  }
  return word === null ? words : [...words, word];
}
