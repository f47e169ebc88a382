import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../src/core/credentials-file/ini-document.ts';
import { mergeEdits } from '../../src/core/credentials-file/merge-edits.ts';
import { parseMark } from '../../src/core/credentials-file/mark.ts';
import { readSection } from '../../src/core/credentials-file/section.ts';
import { readPasted } from '../../src/core/roles/pasted/pasted.ts';
import { readProfiles } from '../../src/core/aws-config/profiles.ts';
import { readSettingsDocument } from '../../src/core/settings/settings-document.ts';
import { plainText, redact, redactField } from '../../src/node/log/redaction.ts';
import { textOf } from '../../src/node/sts/exchange.ts';
import { scrub } from '../../src/node/sts/scrub.ts';
import { stsErrorOf } from '../../src/node/sts/sts-error.ts';
import { displaySafe } from '../../src/views/display-safe.ts';
import { testOwner } from '../support/owner.ts';
import { sized } from '../support/run-length.ts';

/** Every parser of texts that Rolekeeper did not write. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  redact,
  plainText,
  'redactField of a path': (text) => redactField('file', text),
  'redactField of a message': (text) => redactField('error', text),
  scrub: (text) => scrub(text, ['secret-of-the-call']),
  'an error message of STS': (text) =>
    stsErrorOf({
      error: new Error(text),
      answer: {
        status: 400,
        text: `<Message>${text}</Message>`,
        requestId: null,
        clockOffsetMs: null,
      },
      host: 'x',
      proxy: null,
      aborted: null,
      secrets: [],
    }),
  'the text of an XML element': (text) => textOf(text, 'Code'),
  displaySafe,
  'a pasted text': readPasted,
  'a pasted section': (text) => readPasted(`[a]\nrole_arn = ${text}`),
  'a pasted command': (text) => readPasted(`aws sts assume-role ${text}`),
  'a pasted document': (text) => readPasted(`{"a": ${text}`),
  'pasted YAML': (text) => readPasted(`Effect: Allow\n${text}`),
  'an action of a policy': (text) =>
    readPasted(JSON.stringify({ Statement: [{ Effect: 'Allow', Action: text, Resource: text }] })),
  'a credentials file': (text) => readSection(parseIni(text), 'default', testOwner),
  'a config file': (text) => readProfiles({ config: text, credentials: null }).names(),
  'a header of a config file': (text) =>
    readProfiles({ config: `[${text}]`, credentials: null }).names(),
  'edits of two tools': (text) => mergeEdits(text, `${text}x`, `y${text}`, testOwner),
  'edits of a section by two tools': (text) =>
    mergeEdits(`[a]\n${text}`, `[a]\n${text}\nx=1\n`, `[a]\nz=1\n${text}`, testOwner),
  'a mark': parseMark,
  'a settings document': (text) => readSettingsDocument(text, 'me@here'),
};

const piece = fc.constantFrom(
  ...[
    'a',
    'A',
    '0',
    ' ',
    '\t',
    '\n',
    '\r',
    '-',
    '_',
    '=',
    ':',
    '/',
    '://',
    '@',
    '"',
    '\\',
    '\\"',
    "'",
    '[',
    ']',
  ],
  ...[
    '{',
    '}',
    '<',
    '>',
    '%',
    '*',
    '?',
    ';',
    '#',
    ',',
    '.',
    '\u001b',
    '\u001b[',
    '\u001b]',
    '\u202e',
    '\ufeff',
  ],
  ...[
    'aws_secret_access_key',
    'token',
    'code',
    'password=',
    'arn:aws:iam::',
    'role/',
    'AKIA',
    'Signature=',
    '<Code>',
  ],
  ...[
    '[profile ',
    'role_arn',
    'aws sts assume-role',
    '--role-arn',
    '&#',
    '&lt;',
    'x_rolekeeper = ',
    '🙂',
    'a = ',
    '<<E\n',
    '/*',
    '${',
  ],
);
const repeated = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const edge = fc.array(piece, { maxLength: 2 }).map((pieces) => pieces.join(''));

const MAX_LENGTH = 2 ** 18;
/** A shorter measurement is not reliable. */
const MIN_RELIABLE_MS = 20;

/** Returns the CPU time of this thread, so that other work on the machine does not count. */
function costMs(read: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage();
  read(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** A linear parser takes 2 times as long for twice the text, a quadratic one 4 times. */
const MAX_GROWTH = 3.2;
/**
 * `npm run test:long` measures every length. `npm test` stops at the first reliable length with a
 * result below the limit.
 */
const measuresEveryLength = sized(false, true);

/**
 * Returns how many times longer a parser takes for a text of double length, or 2 if every length is
 * too quick to measure. If the result at one length is above the limit, the next length must
 * confirm it; the last length needs no confirmation.
 */
function growth(read: (text: string) => unknown, make: (length: number) => string): number {
  let previous = 2;
  for (let length = 4096; length * 2 <= MAX_LENGTH; length *= 2) {
    if (costMs(read, make(length)) < MIN_RELIABLE_MS) continue;
    const shortestMs = (text: string): number =>
      Math.min(...[1, 2, 3].map(() => costMs(read, text)));
    const [once, twice] = [shortestMs(make(length)), shortestMs(make(length * 2))];
    if (once < MIN_RELIABLE_MS / 2) continue;
    const current = twice / once;
    const isConfirmed = current >= MAX_GROWTH && previous >= MAX_GROWTH;
    if (isConfirmed || (current < MAX_GROWTH && !measuresEveryLength)) return current;
    previous = current;
  }
  return previous;
}

describe('text from outside', () => {
  it.each(Object.entries(READERS))('is read in time proportional to its length: %s', (_, read) => {
    fc.assert(
      fc.property(repeated, edge, edge, (unit, head, tail) => {
        const make = (length: number): string =>
          head + unit.repeat(Math.ceil(length / unit.length)) + tail;
        expect(growth(read, make)).toBeLessThan(MAX_GROWTH);
      }),
      {
        numRuns: sized(10, 200),
        examples: [
          ['a', '', ''],
          ['-', '', 'x'],
          ['\n', '', 'x'],
          ['\r', '', '\n'],
          ['[a]\n', '', ''],
          ['://a', '', ''],
          ['*a', '', ''],
        ],
      },
    );
  });

  it('of 1 MB is cut to 8 kB when it is redacted, and no secret is readable at the cut', () => {
    const read = redact(`${'a'.repeat(1_000_000)} password=hunter2`);
    expect(read.length).toBeLessThanOrEqual(8192);
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    for (let split = 1; split < 40; split += 1) {
      const cut = redact(`${'x '.repeat(4096).slice(0, 8192 - split)}${secret} and more`);
      expect(cut).not.toContain(secret.slice(0, split < 6 ? 6 : split));
    }
  });
});
