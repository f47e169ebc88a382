import { isPrintable, printableJson } from '../../core/printable.ts';
import { quotedArgument } from '../../core/quoting.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { SUCCESS, writeFields } from '../terminal.ts';
import { bashInsertion, readBashLine } from './bash-line.ts';
import { knownNames } from './known-names.ts';
import { suggestionsAfter, type Word } from './suggestions.ts';

interface Completions {
  readonly files: boolean;
  readonly words: readonly Word[];
}

/**
 * Answers the scripts of `rolekeeper completion`. Bash passes `bash LINE COMP_WORDBREAKS`; other
 * shells pass their name and the words up to the cursor (PowerShell in ROLEKEEPER_WORDS).
 */
export async function complete(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [shell, ...given] = argv;
  if (shell === 'bash') {
    const line = readBashLine(given[0] ?? '', given[1] ?? '');
    const { files, words } = completions(line.before.slice(1), line.current, terminal);
    const inserted = words.map(({ word }) => bashInsertion(word, line));
    return answer(
      terminal,
      files,
      inserted.filter((text) => text !== null).map((text) => [text]),
    );
  }
  if (shell === 'powershell') {
    const typed = JSON.parse(terminal.env['ROLEKEEPER_WORDS'] ?? '[]') as readonly string[];
    const current = powershellText(typed.at(-1) ?? '');
    const { files, words } = completions(typed.slice(0, -1), current, terminal);
    const fitting = words.filter(({ word }) => word.startsWith(current));
    return answer(
      terminal,
      files,
      fitting.flatMap((word) => powershellLine(word)),
    );
  }
  const { files, words } = completions(given.slice(0, -1), given.at(-1) ?? '', terminal);
  return answer(
    terminal,
    files,
    words.map(({ word, text }) => [word, text]),
  );
}

/**
 * Returns the text of a word whose quote may still be open. PowerShell reads two quotes as one, and
 * knows four forms of the single quote (about_Quoting_Rules).
 */
function powershellText(word: string): string {
  if (!/^['‘’‚‛]/.test(word)) return word.replace(/^"/, '');
  return word.slice(1).replace(/(['‘’‚‛])['‘’‚‛]/g, '$1');
}

/**
 * Returns a line of JSON in ASCII, because PowerShell reads the output of a program in the
 * console's code page.
 */
function powershellLine({ word, text }: Word): readonly (readonly string[])[] {
  const insert = quotedArgument('powershell', word);
  if (insert === null) return [];
  const json = printableJson({ insert, word, text: text === '' ? word : text });
  return [
    [
      json.replace(
        /[^ -~]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ],
  ];
}

function completions(before: readonly string[], current: string, { env }: Terminal): Completions {
  const suggested = suggestionsAfter(before, current);
  if (suggested.kind === 'words')
    return { files: false, words: suggested.words.map(withFirstSentence) };
  const { completion, prefix, mayBeginWithDash, given } = suggested;
  if (completion.kind === 'files') return { files: true, words: [] };
  const names = completion.kind === 'words' ? completion.words : knownNames(env, completion.of);
  const usable = names.filter(
    (name) =>
      isPrintable(name) && !given.includes(name) && (mayBeginWithDash || !name.startsWith('-')),
  );
  return { files: false, words: usable.map((name) => ({ word: prefix + name, text: '' })) };
}

/** Shortens the description of a word to its first sentence. */
function withFirstSentence({ word, text }: Word): Word {
  const [first = ''] = text.replaceAll('\n', ' ').split(/(?<=\.) /);
  return { word, text: first };
}

/**
 * Writes whether the shell must suggest files, then a line for each suggestion. A line is a quoted
 * word for bash, JSON for PowerShell, and a word with its description for the other shells.
 */
async function answer(
  terminal: Terminal,
  files: boolean,
  rows: readonly (readonly string[])[],
): Promise<ExitCode> {
  await writeFields(terminal, [[files ? 'files' : 'words'], ...rows]);
  return SUCCESS;
}
