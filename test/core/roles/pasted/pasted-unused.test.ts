import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../../src/core/roles/pasted/pasted.ts';
import { unusedLines } from '../../../../src/views/pasted-text.ts';
import { de } from '../../../../src/views/words/de.ts';
import { en } from '../../../../src/views/words/en.ts';
import { runs } from '../../../support/credentials-texts.ts';

const roleArn = 'arn:aws:iam::123456789012:role/app/Reader';
const portal = 'https://d-1234567890.awsapps.com/start';

function found(text: string) {
  const pasted = readPasted(text);
  if (pasted.kind !== 'roles') throw new Error(JSON.stringify(pasted));
  return { arns: pasted.roles.map(({ fields }) => fields.roleArn), unused: pasted.unused };
}

function problem(text: string) {
  const pasted = readPasted(text);
  return pasted.kind === 'problem' ? pasted.problem : pasted;
}

describe('an ARN at a line break', () => {
  it.each([
    ['after a colon', 'arn:aws:iam::123456789012:\nrole/app/Reader'],
    ['after a slash', 'arn:aws:iam::123456789012:role/app/\nReader is our role.'],
    ['in the account number', 'Role: arn:aws:iam::1234\n56789012:role/app/Reader'],
    ['with a soft line break', 'Role: arn:aws:iam::123456789012:role/app/Rea=\nder'],
    ['in quotes', '{"Resource": "arn:aws:iam::123456789012:role/app/Rea\n  der"}'],
  ])('is joined if it was wrapped %s', (_where, text) => {
    expect(found(text).arns).toEqual([roleArn]);
  });

  it('is joined and listed as joined if it is not certain that the second line belongs to it', () => {
    const text = 'Please assume arn:aws:iam::111122223333:role/My\n  Role\n\nThanks';
    expect(found(text)).toEqual({
      arns: ['arn:aws:iam::111122223333:role/MyRole'],
      unused: [{ text: 'arn:aws:iam::111122223333:role/MyRole', kind: 'joined' }],
    });
  });

  it('is joined and listed as joined if it was wrapped at a hyphen', () => {
    const text = 'Assume arn:aws:iam::111122223333:role/my-\nreader for the reports.';
    expect(found(text)).toEqual({
      arns: ['arn:aws:iam::111122223333:role/my-reader'],
      unused: [{ text: 'arn:aws:iam::111122223333:role/my-reader', kind: 'joined' }],
    });
  });

  it('is joined, or its second part is listed as unused, whatever follows', () => {
    const part = fc.oneof(
      fc.stringMatching(/^[a-z]{2,8}$/),
      fc.constantFrom('yes', 'no', 'ok', 'best', 'region', 'account', 'mfa', 'external-id'),
    );
    fc.assert(
      fc.property(part, part, part, (one, two, more) => {
        for (const sign of ['-', '/', '_']) {
          const begun = `arn:aws:iam::111122223333:role/${one}${sign}`;
          for (const [first, rest] of [
            [begun, two],
            ...(sign === '-' ? [] : ([[begun.slice(0, -1), `${sign}${two}`]] as const)),
            [begun, `${two}-${two}`],
          ] as const) {
            const text = `Assume ${first}\n${rest} ${more} it.`;
            const { arns, unused } = found(text);
            const isNamed = JSON.stringify(unused).includes(rest.slice(1));
            expect([text, arns.includes(first + rest) || isNamed]).toEqual([text, true]);
          }
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('is joined if it was wrapped after 72 to 80 characters, with or without indentation', () => {
    const name = fc.string({
      unit: fc.constantFrom(...'a b c X Y Z 0 1 9'.split(' ')),
      minLength: 60,
      maxLength: 64,
    });
    fc.assert(
      fc.property(name, fc.integer({ min: 72, max: 80 }), fc.boolean(), (role, width, isDeeper) => {
        const arn = `arn:aws:iam::123456789012:role/team/${role}`;
        const wrapped = `${arn.slice(0, width)}\n${isDeeper ? '  ' : ''}${arn.slice(width)}`;
        expect(found(`Hi,\n\n${wrapped}\n\nThanks`).arns).toEqual([arn]);
      }),
      { numRuns: runs(200) },
    );
  });

  it.each([
    [`${roleArn}\n  External ID: a-1`, []],
    [`- ${roleArn}\n  with read access`, []],
    [`${roleArn}\nThanks`, []],
    [`${roleArn}\nExternalId\na-1`, []],
    [`${roleArn}\nclient-42`, [{ text: 'client-42', kind: 'may-go-on' }]],
    [`${roleArn}\n  Read-only for now`, [{ text: 'Read-only', kind: 'may-go-on' }]],
  ])('is not joined with the next line of %j', (text, unused) => {
    expect(found(text)).toEqual({ arns: [roleArn], unused });
  });
});

describe('the name and the account of a role in a sentence', () => {
  const offered = 'arn:aws:iam::111122223333:role/Reader';
  it.each([
    'Please assume our role Reader in account 111122223333.',
    'You can use the role "Reader" in our AWS account 111122223333 from Monday on.',
    'Hi,\n\nthe role named `Reader`, in the account 111122223333, is ready.\n\nThanks',
    'Nimm bitte die Rolle Reader im Konto 111122223333.',
  ])('give the ARN of the role: %j', (text) => {
    expect(found(text)).toEqual({ arns: [offered], unused: [] });
  });

  it('are listed as unused if the text has the ARN of another role', () => {
    const text = `${roleArn}\nThere is also our role Writer in account 111122223333.`;
    expect(found(text)).toEqual({
      arns: [roleArn],
      unused: [{ text: 'role name Writer', kind: 'unclear' }],
    });
    expect(found(`${roleArn}\nIt is our role Reader in account 123456789012.`).unused).toEqual([]);
  });

  it.each([
    'The role is in account 111122223333.',
    'Our role lives in the account 111122223333.',
    'Your role in account 111122223333 was removed.',
  ])('give no role if the name is missing: %j', (text) => {
    expect(JSON.stringify(readPasted(text))).not.toContain('role/');
  });
});

describe('a text about IAM Identity Center', () => {
  const account = 'account_id=111122223333&role_name=ReadOnly';
  const reserved =
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Read_0123456789abcdef';

  it.each([`${portal}/#/console?${account}`, `See ${portal}#/console?${account}&referrer=x.`])(
    'is recognised by the account and the permission set in a link: %s',
    (link) => {
      expect(problem(link)).toEqual({
        kind: 'permission-set',
        resource: 'ReadOnly (account 111122223333)',
      });
    },
  );

  it('is recognised by a link to the access portal', () => {
    expect(problem(`${portal}/`)).toEqual({ kind: 'portal', resource: `${portal}/` });
  });

  it('that also has a role ARN gives the role, and the permission set is listed as unused', () => {
    expect(found(`${roleArn}\n\n${portal}/#/console?${account}`)).toEqual({
      arns: [roleArn],
      unused: [{ text: 'ReadOnly (account 111122223333)', kind: 'permission-set' }],
    });
  });

  it('is recognised by the ARN of a role that Identity Center creates', () => {
    expect(problem(reserved)).toEqual({ kind: 'permission-set', resource: reserved });
  });
});

describe('a part of a text that fills no field', () => {
  const session = 'arn:aws:sts::111122223333:assumed-role/Reader/ci';

  it('is listed if it is the ARN of a session, because this ARN does not contain the path of the role', () => {
    const printed = { Credentials: {}, AssumedRoleUser: { AssumedRoleId: 'A:ci', Arn: session } };
    const pasted = readPasted(JSON.stringify(printed));
    expect(pasted).toMatchObject({
      roles: [
        { fields: { roleArn: 'arn:aws:iam::111122223333:role/Reader', roleSessionName: 'ci' } },
      ],
      unused: [{ text: session, kind: 'path-unknown' }],
    });
  });

  it('is reported as a problem if it is the ARN of a session and there is no other ARN', () => {
    const printed = JSON.stringify({ UserId: 'A:ci', Account: '111122223333', Arn: session });
    expect(problem(printed)).toEqual({ kind: 'session', resource: session });
  });

  it('is listed if it is a value without a column title', () => {
    expect(found(`prod,${roleArn},client-42`)).toEqual({
      arns: [roleArn],
      unused: [{ text: 'client-42', kind: 'unclear' }],
    });
  });

  it('is listed if it is a principal that a trust policy allows, but not if the policy denies it', () => {
    const statement = (effect: string, user: string) => ({
      Effect: effect,
      Principal: { AWS: `arn:aws:iam::111122223333:user/${user}` },
      Action: 'sts:AssumeRole',
    });
    const policy = { Statement: [statement('Allow', 'alice'), statement('Deny', 'mallory')] };
    const caller = { text: 'arn:aws:iam::111122223333:user/alice', kind: 'caller' };
    expect(found(`${roleArn}\n\n${JSON.stringify(policy)}`).unused).toEqual([caller]);
    const description = { Role: { Arn: roleArn, AssumeRolePolicyDocument: policy } };
    expect(found(JSON.stringify(description)).unused).toEqual([caller]);
  });

  it('is listed if it is a condition that can belong to several roles', () => {
    const trust = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    });
    const text = `${roleArn}\n\narn:aws:iam::123456789012:role/Other\n\n${trust}`;
    expect(found(text).unused).toEqual([{ text: 'MFA required', kind: 'unclear' }]);
  });

  it('has a sentence in English and one in German', () => {
    const { unused } = found(`prod,${roleArn},client-42\n\n${portal}`);
    expect(unusedLines(en, unused)).toEqual([
      'Not used: https://d-1234567890.awsapps.com/start. It is an access portal of IAM Identity Center, which names no role.',
      'Not used: client-42. It is not clear which role it belongs to.',
    ]);
    expect(unusedLines(de, unused)).toHaveLength(2);
  });
});

describe('hidden parts of a web page', () => {
  it.each([
    ['a tag in capitals', '<STYLE>p { color: red }</STYLE>'],
    ['an end tag with a space', '<script>var x = 1</script >'],
    ['a part after an unclosed tag', '<title x<script>var x = 1</script>'],
  ])('are not read: %s', (_title, hidden) => {
    const inHidden = hidden.replace(/[>]([^<]+)/, `>arn:aws:iam::999988887777:role/Hidden $1`);
    expect(found(`<p>${inHidden}</p><p>${roleArn}</p>`).arns).toEqual([roleArn]);
  });
});

describe('values of several roles', () => {
  it.each([
    [
      'a Markdown table',
      '| Env | Role ARN | External ID |\n|---|---|---|\n| a | arn:aws:iam::111111111111:role/R | one-1 |\n| b | arn:aws:iam::222222222222:role/R | two-2 |',
    ],
    [
      'a mail with a signature',
      'Hi,\n\nProduction:\n  Role ARN: arn:aws:iam::111111111111:role/R\n  External ID: one-1\n\nStaging:\n  Role ARN: arn:aws:iam::222222222222:role/R\n  External ID: two-2\n\nBest,\nAnn\n\n-- \nAnn Smith | Account Manager | +49 30 1234567',
    ],
    [
      'YAML with an anchor for each role',
      'a: &a\n  external_id: one-1\nb: &b\n  external_id: two-2\nroles:\n  - <<: *a\n    role_arn: arn:aws:iam::111111111111:role/R\n  - <<: [*b]\n    role_arn: arn:aws:iam::222222222222:role/R',
    ],
  ])('are assigned to their roles in %s', (_what, text) => {
    expect(readPasted(text)).toMatchObject({
      roles: [
        { fields: { roleArn: 'arn:aws:iam::111111111111:role/R', externalId: 'one-1' } },
        { fields: { roleArn: 'arn:aws:iam::222222222222:role/R', externalId: 'two-2' } },
      ],
      unused: [],
    });
  });
});

it('a role is found in YAML whose aliases would add 2^40 nodes', () => {
  const levels = Array.from({ length: 40 }, (_, index) => {
    const inner = `*a${index}`;
    return `a${index + 1}: &a${index + 1}\n  - ${inner}\n  - ${inner}`;
  });
  const text = `a0: &a0 x\n${levels.join('\n')}\nrole_arn: ${roleArn}`;
  expect(found(text).arns).toEqual([roleArn]);
});
