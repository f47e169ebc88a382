import { fieldOfLabel } from './label.ts';
import type { Unused } from './pasted-role.ts';
import { trailing, withoutTrailing } from './text-ends.ts';

export interface WholeArns {
  readonly text: string;
  /**
   * ARNs that may be incomplete, and texts that may belong to an ARN. A person must check these.
   */
  readonly unused: readonly Unused[];
}

/** No ARN of a role is longer than this. */
const MAX_CHARACTERS = 1300;
const MAX_LINES = 6;
/**
 * Shortest line that a program may have divided, in characters. Mail programs divide a long word
 * after 72 to 80 characters.
 */
const MIN_WIDTH = 70;

/** Joins role ARNs that a mail program or a terminal split over several lines. */
export function withWholeArns(text: string): WholeArns {
  if (!text.includes('arn:')) return { text, unused: [] };
  const lines = text.split('\n');
  const whole: string[] = [];
  const unused: Unused[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    let line = lines[at] ?? '';
    let isUnsure = false;
    for (let taken = 0; taken < MAX_LINES; taken += 1) {
      const continuation = continuationOf(line, lines[at + 1] ?? '', lines[at] ?? '');
      if (continuation === 'possible')
        unused.push({ text: tokenIn(lines[at + 1] ?? ''), kind: 'may-go-on' });
      if (continuation === null || continuation === 'possible') break;
      isUnsure ||= continuation === 'likely';
      line = line.trimEnd() + (lines[at + 1] ?? '').trimStart();
      at += 1;
    }
    whole.push(line);
    if (isUnsure) unused.push({ text: arnAtEnd(line), kind: 'joined' });
  }
  return { text: whole.join('\n'), unused };
}

function arnAtEnd(line: string): string {
  return tokenIn(line.slice(line.lastIndexOf('arn:')));
}

function tokenIn(line: string): string {
  return withoutTrailing(/^\s*([\w+=.@/:-]*)/.exec(line)?.[1] ?? '', /[.,:]/);
}

const CHARACTER = /[\w+=.@/:-]/;
const STOP = /[.,:]/;
const COMPLETE_ARN = /^arn:[a-z0-9-]{1,32}:iam::\d{12}:role\/[\w+=.@/-]+$/;

type Continuation = 'sure' | 'likely' | 'possible';

/**
 * Returns how sure it is that the ARN at the end of a line continues in the next line; null if it
 * does not continue.
 */
function continuationOf(line: string, next: string, lastLine: string): Continuation | null {
  const tail = trailing(line.trimEnd().slice(-MAX_CHARACTERS), CHARACTER);
  const start = tail.lastIndexOf('arn:');
  if (start === -1) return null;
  const arn = tail.slice(start);
  const [, indent = '', token = '', after = ''] =
    /^(\s*)([\w+=@/.-][\w+=.@/:-]{0,1299})(.{0,99})/.exec(next) ?? [];
  if (
    token === '' ||
    /^(?:-|arn:)|:$/.test(token) ||
    !COMPLETE_ARN.test(withoutTrailing(arn + token, STOP))
  )
    return null;
  if (!COMPLETE_ARN.test(arn) || arn.endsWith('/')) return 'sure';
  // Few names of roles end in a hyphen, so the ARN may continue even if an ordinary word follows.
  if (isWord(token)) return /[-_]$/.test(arn) ? 'possible' : null;
  const isAlone = /^["'`*)\]>,;.|]{0,4}\s*$/.test(after);
  const isDeeper = indent.length > (/^\s*/.exec(lastLine)?.[0].length ?? 0);
  const isProse = /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(withoutTrailing(token, STOP));
  // Programs divide a name after a hyphen, and few names of roles end in a hyphen.
  if (!isAlone && /[-_]$/.test(arn)) return 'likely';
  if (!isAlone) return !isProse && (isDeeper || /[-_/]/.test(token)) ? 'possible' : null;
  const before = line.trimEnd().slice(0, -arn.length);
  const isFull = /^\s*["'`*<(]{0,3}$/.test(before) && lastLine.trimEnd().length >= MIN_WIDTH;
  if (isDeeper || isFull || arn.endsWith('-')) return 'likely';
  return isProse ? null : 'possible';
}

/** Returns true for a label such as `AccountId`, and for `Regards` and similar words. */
function isWord(token: string): boolean {
  if (/^(?:role$|[_/])/i.test(token)) return false;
  return fieldOfLabel(token) !== null || CLOSING.test(token);
}

const CLOSING =
  /^(?:thanks|thank|thx|regards|best|cheers|greetings|sincerely|danke|gruss|mfg|lg|vg|yes|no|ok|eof|done)\.?$/i;
