import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../../src/core/roles/pasted/pasted.ts';

const roleArn = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';
const serial = 'arn:aws:iam::111122223333:mfa/alice';

function fieldsOf(text: string) {
  const pasted = readPasted(text);
  if (pasted.kind !== 'roles') throw new Error(JSON.stringify(pasted));
  return pasted.roles[0]?.fields;
}

function skippedIn(text: string) {
  const pasted = readPasted(text);
  return pasted.kind === 'roles' ? pasted.roles[0]?.skipped : null;
}

const every = {
  roleArn,
  roleSessionName: 'First Session',
  externalId: 'word-1',
  durationSeconds: 7200,
  mfaSerial: serial,
};
const options = [
  ['--role-arn', roleArn],
  ['--role-session-name', '"First Session"'],
  ['--external-id', "'word-1'"],
  ['--duration-seconds', '7200'],
  ['--serial-number', serial],
] as const;
const spaced = options.map((pair) => pair.join(' '));
const equalled = options.map((pair) => pair.join('='));

describe('a pasted `aws sts assume-role` command', () => {
  it.each([
    ['on one line', `aws sts assume-role ${spaced.join(' ')}`],
    ['with = between each option and its value', `aws sts assume-role ${equalled.join(' ')}`],
    ['on several lines as in bash', `aws sts assume-role \\\n  ${spaced.join(' \\\n  ')}`],
    [
      'on several lines as in bash, with CRLF and trailing spaces',
      `aws sts assume-role \\ \r\n  ${spaced.join(' \\  \r\n  ')}\r\n`,
    ],
    ['on several lines as in cmd', `aws.exe sts assume-role ^\r\n  ${spaced.join(' ^\r\n  ')}`],
    ['on several lines as in PowerShell', `aws sts assume-role \`\n  ${spaced.join(' `\n  ')}`],
    [
      'on several lines without a continuation character',
      `aws sts assume-role\n  ${spaced.join('\n  ')}\nThanks!`,
    ],
    ['after the prompt of a shell', `$ aws sts assume-role ${spaced.join(' ')}`],
    [
      'in a command substitution',
      `creds=$(aws sts assume-role ${spaced.join(' ')} --output json --query Credentials) && echo done`,
    ],
    ['in a pipe', `aws sts assume-role ${spaced.join(' ')} | jq -r '.Credentials' > out.json`],
    [
      'with the path of aws.exe on Windows',
      `"C:\\Program Files\\Amazon\\AWSCLIV2\\aws.exe" sts assume-role ${spaced.join(' ')}`,
    ],
    [
      'in the text of a mail',
      `Hello, that's the command you'll need: aws sts assume-role ${spaced.join(' ')}`,
    ],
    [
      'with curly quotes and long dashes',
      `aws sts assume-role ${spaced
        .join(' ')
        .replace(/"First Session"/, '“First Session”')
        .replace(/'word-1'/, '‘word-1’')
        .replace(/ --external/, ' —external')}`,
    ],
    [
      'between other commands',
      `aws s3 ls --region x; aws sts assume-role ${spaced.join(' ')}; aws s3 ls --profile y`,
    ],
  ])('fills every field when written %s', (_how, text) => {
    expect(fieldsOf(text)).toEqual(every);
    expect(skippedIn(text)).toEqual([]);
  });

  it('fills the source profile, region, endpoint, tags, source identity and policies', () => {
    const text = `AWS_PROFILE=other aws --profile work --region eu-west-1 sts assume-role --role-arn ${roleArn} \\
      --tags Key=Project,Value=Alpha 'Key=Team,Value=Blue, Green' --transitive-tag-keys Project Team \\
      --policy-arns arn=arn:aws:iam::aws:policy/ReadOnlyAccess arn:aws:iam::aws:policy/Other \\
      --policy '{"Version": "2012-10-17", "Statement": []}' --source-identity alice --endpoint-url https://sts.example.com`;
    expect(fieldsOf(text)).toEqual({
      roleArn,
      sourceProfile: 'work',
      region: 'eu-west-1',
      tags: [
        { key: 'Project', value: 'Alpha' },
        { key: 'Team', value: 'Blue, Green' },
      ],
      transitiveTagKeys: ['Project', 'Team'],
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/Other'],
      policy: '{"Version": "2012-10-17", "Statement": []}',
      sourceIdentity: 'alice',
      endpoint: 'https://sts.example.com',
    });
  });

  it('can contain JSON lists that are quoted for cmd', () => {
    const text = `aws sts assume-role --role-arn ${roleArn} --tags "[{\\"Key\\":\\"Project\\",\\"Value\\":\\"a=b\\"}]" --policy-arns '[{"arn":"arn:aws:iam::aws:policy/X"}]'`;
    expect(fieldsOf(text)).toMatchObject({
      tags: [{ key: 'Project', value: 'a=b' }],
      policyArns: ['arn:aws:iam::aws:policy/X'],
    });
  });

  it('fills the source profile from AWS_PROFILE if the command has no --profile', () => {
    expect(
      fieldsOf(`AWS_PROFILE=work aws sts assume-role --role-arn ${roleArn}`)?.sourceProfile,
    ).toBe('work');
    expect(
      fieldsOf(`$Env:AWS_PROFILE = "work"\naws sts assume-role --role-arn ${roleArn}`)
        ?.sourceProfile,
    ).toBe('work');
  });

  it('lists the options that fill no field, such as an MFA code, a file or a variable', () => {
    const text = `aws sts assume-role --role-arn ${roleArn} --token-code 123456 --policy file://policy.json --external-id $EXTERNAL_ID --duration-seconds soon --tags nonsense --cli-input-json '{}' --output json --no-cli-pager`;
    expect(fieldsOf(text)).toEqual({ roleArn });
    expect(skippedIn(text)).toEqual([
      '--token-code',
      '--policy',
      '--external-id',
      '--duration-seconds',
      '--tags',
      '--cli-input-json',
    ]);
    expect(JSON.stringify(readPasted(text))).not.toContain('123456"');
  });

  it.each([`aws sts assume-role-with-saml --role-arn ${roleArn}`, `aws sts get-caller-identity`])(
    'is not confused with this other command: %s',
    (text) => {
      const pasted = readPasted(text);
      expect(pasted.kind === 'roles' ? pasted.roles[0]?.from : pasted.kind).not.toBe('command');
    },
  );

  it('is reported as a problem if it has no role ARN', () => {
    expect(readPasted('aws sts assume-role --role-session-name me')).toEqual({
      kind: 'problem',
      problem: { kind: 'command-without-role' },
    });
    expect(readPasted('aws sts assume-role')).toEqual({
      kind: 'problem',
      problem: { kind: 'command-without-role' },
    });
  });
});
