import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { cliHome, startStsWithAlice } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';

const roleArn = 'arn:aws:iam::123456789012:role/app/Reader';

describe('role add --policy-file', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeEach(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts);
  });
  afterEach(async () => {
    cli.dispose();
    await sts.close();
  });

  const write = (text: string | Buffer): void => writeFileSync(join(cli.folder, 'sent.txt'), text);
  const add = (...more: readonly string[]) =>
    cli.run(['role', 'add', 'client', '--policy-file', 'sent.txt', ...more]);
  const listRoles = async () => {
    const { roles } = JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout) as {
      roles: readonly object[];
    };
    return roles;
  };

  it('reads the output of `aws iam get-role`, and names the values that it used and did not use', async () => {
    const trust = {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': 'client-42' },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        },
      },
    };
    const Role = {
      Arn: roleArn,
      RoleName: 'Reader',
      MaxSessionDuration: 14_400,
      AssumeRolePolicyDocument: trust,
    };
    write(JSON.stringify({ Role }, null, 4));
    const { code, stderr } = await add();
    expect(code).toBe(0);
    expect(stderr).toContain('Taken from the file: External ID client-42; Session duration 14400.');
    expect(stderr).toContain('MFA is required');
    expect(stderr).toContain(
      'Not used: arn:aws:iam::111122223333:root. It is the caller in the trust policy.',
    );
    expect(await listRoles()).toMatchObject([
      { roleArn, externalId: 'client-42', durationSeconds: 14_400 },
    ]);
  });

  it('prefers options to the file, and does not use the endpoint in the file', async () => {
    write(
      `aws sts assume-role --role-arn ${roleArn} --external-id a-1 --endpoint-url https://sts.example.com`,
    );
    const { code, stderr } = await add('--external-id', 'b-2');
    expect(code).toBe(0);
    expect(stderr).not.toContain('Taken from the file');
    expect(stderr).toContain('Not taken from the file: the STS endpoint https://sts.example.com');
    const [role] = await listRoles();
    expect(role).toMatchObject({ roleArn, externalId: 'b-2' });
    expect(JSON.stringify(role)).not.toContain('sts.example.com');
  });

  it.each([
    'UTF-8 with a byte order mark',
    'UTF-16, little endian',
    'UTF-16, big endian',
    'UTF-16 without a byte order mark',
  ])('reads a file in the encoding %s', async (encoding) => {
    const little = Buffer.from(`\uFEFFRole ARN: ${roleArn}.\r\n`, 'utf16le');
    const files: Readonly<Record<string, Buffer>> = {
      'UTF-8 with a byte order mark': Buffer.from(`\uFEFFRole ARN: ${roleArn}.\r\n`),
      'UTF-16, little endian': little,
      'UTF-16, big endian': Buffer.from(little).swap16(),
      'UTF-16 without a byte order mark': little.subarray(2),
    };
    write(files[encoding] ?? '');
    expect((await add()).code).toBe(0);
    expect(await listRoles()).toMatchObject([{ roleArn }]);
  });

  it.each([
    [
      'a secret',
      'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      'This text has a secret key or a token',
    ],
    ['a text without a role', 'hello', 'This text names no role'],
    [
      'a trust policy alone',
      '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*"}}',
      'trust policy',
    ],
    ['two roles', `${roleArn}\n${roleArn}2`, 'It allows several roles'],
  ])('adds no role for %s, and says why', async (_what, text, reason) => {
    write(text);
    const { code, stderr } = await add();
    expect(code).not.toBe(0);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('wJalr');
    expect(await listRoles()).toEqual([]);
  });
});
