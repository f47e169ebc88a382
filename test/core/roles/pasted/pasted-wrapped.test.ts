import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../../src/core/roles/pasted/pasted.ts';
import { runs } from '../../../support/credentials-texts.ts';
import { externalId, roleArn, shapes } from './pasted-shapes.ts';

/** Changes that mail, chats and documents make to a text. */
const changes: Readonly<Record<string, (text: string) => string>> = {
  'quoted in a reply': (text) => linesOf(text, (line) => `> ${line}`),
  'quoted twice': (text) => linesOf(text, (line) => `>> ${line}`),
  'in a Markdown code block': (text) => `\`\`\`\n${text}\n\`\`\``,
  'in a Markdown code block with a language': (text) =>
    `Attach this:\n\`\`\`json\n${text}\n\`\`\`\nThanks!`,
  'with curly quotes': (text) =>
    text.replace(/"([^"\n]*)"/g, '“$1”').replace(/'([^'\n]*)'/g, '‘$1’'),
  'between other paragraphs': (text) =>
    `Hello Ann,\n\nhere is what we talked about:\n\n${text}\n\nRegards\nBob`,
  'with CRLF line ends': (text) => text.replace(/\n/g, '\r\n'),
  indented: (text) => linesOf(text, (line) => `    ${line}`),
  'with non-breaking spaces': (text) => text.replace(/ /g, '\u00A0'),
  'with zero-width characters': (text) => text.replace(/:/g, ':\u200B').replace(/-/g, '\u2060-'),
  'with a byte order mark': (text) => `\uFEFF${text}`,
  'with HTML entities': (text) =>
    text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/'/g, '&#39;'),
  'with spaces at the ends of lines': (text) => linesOf(text, (line) => `${line}  `),
};

function linesOf(text: string, change: (line: string) => string): string {
  return text.split('\n').map(change).join('\n');
}

function roleIn(text: string) {
  const pasted = readPasted(text);
  if (pasted.kind !== 'roles' || pasted.roles.length !== 1)
    throw new Error(`${JSON.stringify(pasted)}\n${text}`);
  return pasted;
}

describe('a stored example of a message', () => {
  const expected: Readonly<Record<string, object>> = {
    'assignment-before-command': { fields: { roleArn, roleSessionName: 'ci', externalId } },
    'fenced-policy': { from: 'policy', fields: { roleArn, externalId } },
    'iam-get-role-output': {
      from: 'description',
      fields: { roleArn, externalId, durationSeconds: 14_400 },
    },
    'mail-with-full-stop': { fields: { roleArn, externalId } },
    'policy-curly-quotes': {
      fields: { roleArn: 'arn:aws:iam::123456789012:role/MyApp/MyS3Access' },
    },
    'policy-with-conditions': {
      fields: { roleArn: 'arn:aws:iam::123456789012:role/Reader', externalId },
      demands: [
        { kind: 'mfa', maxAgeSeconds: null },
        { kind: 'external-id', values: [externalId] },
        { kind: 'session-name', values: ['${aws:username}'] },
      ],
    },
    'switch-role-link': { from: 'link', name: 'Client prod', fields: { roleArn } },
    'terraform-output': { fields: { roleArn, externalId } },
  };
  const folder = join(import.meta.dirname, 'cases');

  it.each(readdirSync(folder).filter((file) => file !== 'two-arns.txt'))(
    'gives the role with its fields: %s',
    (file) => {
      expect(roleIn(readFileSync(join(folder, file), 'utf8')).roles[0]).toMatchObject(
        expected[file.slice(0, -4)] ?? {},
      );
    },
  );

  it('gives two roles, and the external ID only to the role that it belongs to', () => {
    expect(readPasted(readFileSync(join(folder, 'two-arns.txt'), 'utf8'))).toMatchObject({
      roles: [
        { fields: { roleArn: 'arn:aws:iam::111111111111:role/Deploy' } },
        { fields: { roleArn: 'arn:aws:iam::222222222222:role/Deploy', externalId } },
      ],
      unused: [],
    });
  });
});

describe('a role in any format', () => {
  it.each(shapes.map(({ what, text }) => [what, text]))('is found in %s', (_what, text) => {
    expect(roleIn(text).roles[0]?.fields).toEqual({ roleArn, externalId });
  });

  it.each(Object.keys(changes))('is the same after this change: %s', (name) => {
    for (const { text } of shapes)
      expect(roleIn(changes[name]?.(text) ?? ''), text).toEqual(roleIn(text));
  });

  it.each(['.', ',', ';', ' .', '\n.', '!', ' (see above)'])(
    'is the same if %j follows the text',
    (end) => {
      for (const { text, allowsPunctuation } of shapes)
        if (allowsPunctuation) expect(roleIn(text + end), text).toEqual(roleIn(text));
    },
  );

  it('is the same after any combination of up to four of these changes', () => {
    const names = fc.subarray(Object.keys(changes), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(names, fc.constantFrom(...shapes), (applied, { text }) => {
        const changed = applied.reduce((inner, name) => changes[name]?.(inner) ?? inner, text);
        expect(roleIn(changed), changed).toEqual(roleIn(text));
      }),
      { numRuns: runs(1000) },
    );
  });
});
