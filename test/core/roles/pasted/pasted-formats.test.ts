import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../../src/core/roles/pasted/pasted.ts';
import { runs } from '../../../support/credentials-texts.ts';
import { arnOf, formats, type SentRole } from './pasted-formats.ts';

const plain = fc.constantFrom(...'a b c d e f g X Y Z 0 1 2 3 4 5 6 7 8 9'.split(' '));
const inName = fc.constantFrom(...'a b c X Y Z 0 1 9 - _ . + @'.split(' '));
const word = fc
  .tuple(plain, fc.string({ unit: inName, maxLength: 30 }), plain)
  .map((parts) => parts.join(''));

const roles: fc.Arbitrary<SentRole> = fc.record({
  account: fc.string({
    unit: fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9'.split(' ')),
    minLength: 12,
    maxLength: 12,
  }),
  name: fc
    .tuple(fc.array(word, { maxLength: 2 }), word)
    .map(([path, name]) => [...path, name].join('/')),
  externalId: word.map((text) => `c${text}7`),
  needsMfa: fc.boolean(),
});

const textsBefore = [
  '',
  'From: Ann Smith <ann@example.com>\nTo: bob@example.org\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nSubject: Your access\n\nHi Bob,\n\nhere is what we talked about.\n\n',
  'Hello,\nplease use this from Monday on:\n\n',
  'INC-4711 (priority: high)\nStatus: open\n\n',
];
const textsAfter = [
  '',
  '\n\nBest regards\nAnn\n\n-- \nAnn Smith | Cloud Engineer | Example GmbH\nTel. +49 30 1234567 | https://example.com\nRole: Senior Engineer, Accounts',
  '\n\nThanks!\n',
  '\n\nSee https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html for more.\n',
];

/** Changes that mail programs make to a text. */
const changes: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/\n/g, '\r\n'),
  (text) => text.replace(/(?<=\w)-(?=\w)/g, '\u2011'),
  (text) => text.replace(/(?<=[a-z0-9])([:/])(?=[a-z0-9])/gi, '$1\u200B'),
  (text) => text.replace(/^/gm, '> '),
];

function roleIn(text: string) {
  const pasted = readPasted(text);
  if (pasted.kind !== 'roles' || pasted.roles.length !== 1) {
    throw new Error(`${JSON.stringify(pasted)}\n${text}`);
  }
  const [role] = pasted.roles;
  return {
    roleArn: role?.fields.roleArn,
    externalId: role?.fields.externalId,
    needsMfa:
      role?.fields.mfaSerial !== undefined ||
      role?.demands.some(({ kind }) => kind === 'mfa') === true,
  };
}

describe('a role that someone describes in a message', () => {
  it.each(formats.map(({ what, text }) => [what, text] as const))(
    'is read from %s, with its external ID and whether it needs MFA',
    (_what, text) => {
      fc.assert(
        fc.property(
          roles,
          fc.constantFrom(...textsBefore),
          fc.constantFrom(...textsAfter),
          fc.constantFrom(...changes),
          (role, before, after, change) => {
            const { externalId, needsMfa } = role;
            expect(roleIn(change(before + text(role) + after))).toEqual({
              roleArn: arnOf(role),
              externalId,
              needsMfa,
            });
          },
        ),
        { numRuns: runs(100) },
      );
    },
  );
});
