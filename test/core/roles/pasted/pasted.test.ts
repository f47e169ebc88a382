import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../../src/core/roles/pasted/pasted.ts';
import { cpuMsOf } from '../../../support/cpu-time.ts';
import { runs } from '../../../support/credentials-texts.ts';

const roleArn = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** Returns the only role in a text. */
function roleIn(text: string) {
  const pasted = readPasted(text);
  if (pasted.kind !== 'roles' || pasted.roles.length !== 1) throw new Error(JSON.stringify(pasted));
  return pasted.roles[0];
}

describe('pasted text', () => {
  it.each([
    roleArn,
    `  ${roleArn}\n`,
    `"${roleArn}",`,
    `Hi, here's the role (${roleArn} ), enjoy`,
    `Rolle: ${roleArn}, bitte`,
  ])('can be an ARN: %j', (text) => {
    expect(roleIn(text)).toEqual({
      kind: 'assume-role',
      from: 'arn',
      name: null,
      fields: { roleArn },
      skipped: [],
      demands: [],
    });
  });

  it('can be a policy document with one role or several', () => {
    const statement = {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'word-1' } },
    };
    expect(
      roleIn(JSON.stringify({ Statement: { ...statement, Resource: roleArn } }, null, 2)),
    ).toMatchObject({
      from: 'policy',
      fields: { roleArn, externalId: 'word-1' },
    });
    const second = roleArn.replace('MyS3Access', 'Second');
    expect(
      readPasted(JSON.stringify({ Statement: { ...statement, Resource: [roleArn, second] } })),
    ).toMatchObject({
      roles: [{ fields: { roleArn } }, { fields: { roleArn: second, externalId: 'word-1' } }],
    });
    expect(readPasted('{"Statement": []}')).toEqual({
      kind: 'problem',
      problem: { kind: 'no-assume-role' },
    });
  });

  it('with a placeholder is reported as a problem that names the placeholder', () => {
    const blank = {
      kind: 'problem',
      problem: { kind: 'placeholder', placeholder: '<ACCOUNT_ID>' },
    };
    expect(readPasted(roleArn.replace('123456789012', '<ACCOUNT_ID>'))).toEqual(blank);
    expect(readPasted(`aws sts assume-role --role-arn arn:aws:iam::<ACCOUNT_ID>:role/X`)).toEqual(
      blank,
    );
    expect(readPasted(`[profile x]\nrole_arn = arn:aws:iam::<ACCOUNT_ID>:role/X`)).toEqual(blank);
    expect(readPasted('aws sts assume-role --role-arn $ROLE_ARN --role-session-name me')).toEqual({
      kind: 'problem',
      problem: { kind: 'placeholder', placeholder: '$ROLE_ARN' },
    });
  });

  it.each(['', '  \n', '\uFEFF'])('can be empty: %j', (text) => {
    expect(readPasted(text)).toEqual({ kind: 'nothing' });
  });

  it.each(['hello', 'aws s3 ls', 'sts assume-role', '{account}'])(
    'is not recognised if it describes no role: %s',
    (text) => {
      expect(readPasted(text)).toEqual({ kind: 'problem', problem: { kind: 'nothing-known' } });
    },
  );

  it('is reported as a problem that names the ARN if the ARN is not that of a role', () => {
    const resource = 'arn:aws:iam::123456789012:user/alice';
    expect(readPasted(`Use ${resource}.`)).toEqual({
      kind: 'problem',
      problem: { kind: 'not-a-role', resource },
    });
  });

  it('is read up to 256 KB, and a longer text is reported', () => {
    const long = 'x'.repeat(300_000);
    expect(readPasted(long)).toEqual({ kind: 'problem', problem: { kind: 'too-long' } });
    expect(readPasted(`${roleArn}\n${long}`)).toMatchObject({ kind: 'roles', isCut: true });
  });
});

describe('a pasted section of the config file', () => {
  const keys = [
    `role_arn = ${roleArn}`,
    'source_profile = work',
    'external_id: word-1',
    'mfa_serial = arn:aws:iam::111122223333:mfa/alice',
    'role_session_name = me',
    'duration_seconds = 7200',
    'region = eu-west-1',
  ];
  const fields = {
    roleArn,
    sourceProfile: 'work',
    externalId: 'word-1',
    mfaSerial: 'arn:aws:iam::111122223333:mfa/alice',
    roleSessionName: 'me',
    durationSeconds: 7200,
    region: 'eu-west-1',
  };

  it.each([
    ['as in the config file', `[profile client]\n${keys.join('\n')}\n`, 'client'],
    [
      'with CRLF and comments',
      `# client's\r\n[profile client]\r\n${keys.join('\r\n# more\r\n')}`,
      'client',
    ],
    ['as in the credentials file', `[client]\n${keys.join('\n')}`, 'client'],
    ['with a quoted name', `[profile "my client"]\n${keys.join('\n')}`, 'my-client'],
    ['with indented lines', `    [profile client]\n    ${keys.join('\n    ')}`, 'client'],
    ['for the profile default', `[default]\n${keys.join('\n')}`, null],
  ])('fills every field if it is written %s', (_how, text, name) => {
    expect(roleIn(text)).toMatchObject({ from: 'profile', name, fields, skipped: [], demands: [] });
  });

  it('can be one of several, and gets the endpoint of its services section', () => {
    const text = `[profile a]\nrole_arn = ${roleArn}\nsource_profile = b\nservices = s\n[profile b]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n[profile c]\nrole_arn = ${roleArn}\n[services s]\nsts =\n  endpoint_url = https://sts.example.com\n`;
    expect(readPasted(text)).toMatchObject({
      kind: 'roles',
      roles: [{ name: 'a', fields: { endpoint: 'https://sts.example.com' } }, { name: 'c' }],
    });
  });

  it('does not fill a field whose value has a line break or a comment inside', () => {
    expect(readPasted('role_arn = `\n#\\\n aws sts assume-role')).toEqual({
      kind: 'problem',
      problem: { kind: 'command-without-role' },
    });
    const text = `[profile a]\nrole_arn = ${roleArn}\nexternal_id =\n one\n# comment\n two\nregion = eu-\n west-1`;
    expect(roleIn(text)).toMatchObject({
      fields: { roleArn },
      skipped: ['external_id', 'region'],
    });
  });

  it('lists its unused settings, and is reported as a problem if it has no role', () => {
    const text = `[profile a]\nrole_arn = ${roleArn}\ncredential_source = Ec2InstanceMetadata\nduration_seconds = long`;
    expect(roleIn(text)).toMatchObject({
      fields: { roleArn },
      skipped: ['credential_source', 'duration_seconds'],
    });
    expect(readPasted('[profile a]\nregion = eu-west-1\n')).toEqual({
      kind: 'problem',
      problem: { kind: 'profile-without-role' },
    });
  });
});

describe('pasted text about secrets', () => {
  it.each([
    [
      'from the credentials file',
      `[x]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}`,
    ],
    ['beside a role', `[profile x]\nrole_arn = ${roleArn}\n[y]\naws_secret_access_key=${SECRET}`],
    [
      'in the output of STS',
      JSON.stringify({ Credentials: { SecretAccessKey: SECRET, Arn: roleArn } }, null, 2),
    ],
    ['in a session token of STS', `"SessionToken": "${'IQoJb3JpZ2lu'.repeat(12)}"`],
    [
      'before a command',
      `AWS_SECRET_ACCESS_KEY=${SECRET} aws sts assume-role --role-arn ${roleArn}`,
    ],
    [
      'in an export command',
      `export AWS_SESSION_TOKEN="${'FwoGZXIvYXdz'.repeat(12)}"\naws sts assume-role --role-arn ${roleArn}`,
    ],
    ['in a PowerShell variable', `$Env:AWS_SECRET_ACCESS_KEY="${SECRET}"`],
    ['in an `aws configure set` command', `aws configure set aws_secret_access_key ${SECRET}`],
    ['and nothing else', ` ${SECRET}\n`],
    ['that is only a session token', 'FwoGZXIvYXdz'.repeat(40)],
  ])('is refused if it has a secret %s', (_what, text) => {
    const pasted = readPasted(text);
    expect(pasted).toEqual({ kind: 'secret' });
    expect(JSON.stringify(pasted)).not.toContain(SECRET.slice(0, 8));
  });

  it.each([
    `[profile x]\nrole_arn = ${roleArn}\n# aws_secret_access_key = <your key>\n`,
    `aws sts assume-role --role-arn ${roleArn} --external-id 0123456789abcdef0123456789abcdef01234567`,
    `aws sts assume-role --role-arn ${roleArn} --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'`,
  ])('is read if it only mentions secrets: %j', (text) => {
    expect(roleIn(text)?.fields.roleArn).toBe(roleArn);
  });
});

describe('any pasted text', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'aws sts assume-role',
      '--role-arn',
      roleArn,
      '--tags',
      '[profile x]',
      'role_arn =',
      'external_id =',
      '\n#',
      '\\\n',
      '^\r\n',
      '`\n',
    ),
    fc.constantFrom(
      '"',
      "'",
      '{',
      '[',
      '<ACCOUNT_ID>',
      '--',
      '=',
      '$(',
      ' ',
      '\n',
      'Key=a,Value=b',
    ),
    fc.string({ maxLength: 12 }),
  );

  it('is read without an exception, and every value that is found is part of the text', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const pasted = readPasted(parts.join(''));
        // A `=` at the end of a line is a soft line break of a mail, which is removed.
        const bare = (text: string): string => text.replace(/[\\'"\s=]/g, '');
        for (const { fields } of pasted.kind === 'roles' ? pasted.roles : []) {
          for (const value of Object.values(fields)) {
            if (typeof value === 'string') expect(bare(parts.join(''))).toContain(bare(value));
          }
        }
      }),
      { numRuns: runs(2000) },
    );
  });

  it.each([
    ['quotes', '"\'', ''],
    ['backslashes', '\\', 'aws sts assume-role '],
    ['continued lines', '\\ \n', 'aws sts assume-role '],
    ['spaces', ' ', 'aws sts'],
    ['spaces between words', ' ', 'aws sts assume-role x'],
    ['backslashes and spaces', '\\' + ' '.repeat(999), 'aws sts assume-role '],
    ['the word aws', 'aws ', ''],
    ['section headers', '[a]\n', ''],
    ['key names', 'role_arn ', ''],
    ['beginnings of an ARN', 'arn:aws:iam::', ''],
    ['options', '--tags Key=', 'aws sts assume-role '],
    ['placeholders', '<', 'aws sts assume-role '],
    ['names of secrets', 'secret_access_key ', ''],
    ['beginnings of session tokens', 'IQoJ', ''],
    ['brackets', '{', ''],
    ['nested objects', '{"a":', ''],
    ['small objects', '{a:1} ', ''],
    ['nested lists', '[{', ''],
    ['nested function calls', 'f(', '{a='],
    ['heredocs', '<<E\n', '{a='],
    ['heredocs without an end', 'a = <<E\n', '{"b": '],
    ['comments', '/* ', '{'],
    ['items of YAML', '- ', 'Effect: a\n'],
    ['blocks of YAML', '  x:\n', 'Effect:\n'],
    ['variables that refer to themselves', 'a=$a$a\n', ''],
    ['reply signs', '> ', ''],
    ['URL-encoded brackets', '%7B%22 ', ''],
    ['labels', 'External ID: a1\n', ''],
    ['roles', `Role ${roleArn} External ID: a1\n\n`, ''],
    ['wildcards in an action', '*?', '{"Effect":"Allow","Action":"'],
    [
      'statements that deny',
      JSON.stringify({ Effect: 'Deny', Action: 'sts:*', Resource: `${roleArn}*a*` }),
      '',
    ],
  ])('of 250,000 characters is read in less than 1.5 s if it repeats %s', (_what, sign, before) => {
    const text = before + sign.repeat(250_000 / sign.length);
    expect(cpuMsOf(() => readPasted(text))).toBeLessThan(1500);
  });
});
