import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  type EmbeddedIdentityCenter,
  startEmbeddedIdentityCenter,
} from '../../demo/identity-center/embedded-identity-center.ts';
import { startEmbeddedSts, type EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { certificate, hasOpenssl } from '../node/sts/certificate.ts';
import { alice, type Cli, cliHome, mfaRole, plainRole } from '../support/cli-harness.ts';

interface Report {
  readonly config?: string;
  readonly credentials?: string;
  readonly credentials_hex?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly right: string;
}

/**
 * The AWS files, the environment variables and the correct result of each bug report, by the name
 * of the report.
 */
const reports = JSON.parse(
  readFileSync(new URL('public-reports.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Report>>;

const startUrl = 'https://example.awsapps.com/start';
const permissionSetRole = (name: string): string =>
  `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${name}_0123456789abcdef`;
const target = {
  roleArn: 'arn:aws:iam::123456789012:role/X',
  trusts: ['arn:aws:iam::111122223333:root'],
};

describe('the AWS files of the public bug report', () => {
  let sts: EmbeddedSts;
  let center: EmbeddedIdentityCenter;
  let cli: Cli;
  const testedReports = new Set<string>();

  beforeEach(async () => {
    sts = await startEmbeddedSts({
      users: [alice],
      roles: [
        target,
        plainRole,
        mfaRole,
        { roleArn: permissionSetRole('Dev'), trusts: [] },
        { roleArn: permissionSetRole('Admin'), trusts: [] },
      ],
    });
    center = await startEmbeddedIdentityCenter({
      sts,
      startUrl,
      roles: ['Dev', 'Admin'].map((roleName) => ({
        accountId: '111122223333',
        roleName,
        roleArn: permissionSetRole(roleName),
      })),
    });
    cli = cliHome(sts);
  });
  afterEach(async () => {
    cli.dispose();
    await center.close();
    await sts.close();
  });

  /** Writes the AWS files of a report, with Alice's keys in place of the example keys. */
  function writeReport(name: string): { readonly env: Readonly<Record<string, string>> } {
    const report = reports[name];
    if (report === undefined) throw new Error(`no report ${name}`);
    testedReports.add(name);
    const withEmbeddedKeys = (text: string): string =>
      text
        .replaceAll('AKIAIOSFODNN7EXAMPLE', alice.accessKeyId)
        .replaceAll('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', alice.secretAccessKey);
    if (report.config !== undefined) writeFileSync(cli.configFile, withEmbeddedKeys(report.config));
    if (report.credentials !== undefined)
      writeFileSync(cli.credentialsFile, withEmbeddedKeys(report.credentials));
    if (report.credentials_hex !== undefined)
      writeFileSync(cli.credentialsFile, Buffer.from(report.credentials_hex, 'hex'));
    const portal = { AWS_ENDPOINT_URL_SSO: center.url, AWS_ENDPOINT_URL_SSO_OIDC: center.url };
    return { env: { ...portal, ...report.env } };
  }

  async function signIn(profile: string, env: Readonly<Record<string, string>>): Promise<void> {
    const running = cli.start(['sign-in', profile, '--device'], env);
    const code = () => /shows the code ([A-Z]{4}-[A-Z]{4})/.exec(running.stderr())?.[1] ?? '';
    await expect.poll(code).not.toBe('');
    center.answer(code(), true);
    expect((await running.ended()).code).toBe(0);
  }

  const addRole = (name: string, source: string) =>
    cli.ok(['role', 'add', name, '--role-arn', target.roleArn, '--source-profile', source]);

  it.each([
    ['sso-session-with-a-blank', 'dev', 'Dev'],
    ['sso-profile-with-a-blank-and-dots', 'Mike Dev Tenant.Administrator', 'Admin'],
    ['stale-keys-beside-sso', 'dev', 'Dev'],
  ])(
    '%s: after a sign-in, the role is assumed with the permission set’s credentials',
    async (name, source, role) => {
      const options = writeReport(name);
      await addRole('x', source);
      const refused = await cli.run(['assume', 'x'], options);
      const quoted = source.includes(' ') ? `"${source}"` : source;
      expect(refused.stderr).toContain(`rolekeeper sign-in ${quoted}`);
      await signIn(source, options.env);
      await cli.ok(['assume', 'x'], options);
      expect(sts.calls().at(-1)?.callerArn).toContain(`AWSReservedSSO_${role}_0123456789abcdef`);
    },
  );

  it('literal-variable-in-path: Rolekeeper replaces $HOME in the path of the credentials file', async () => {
    const options = writeReport('literal-variable-in-path');
    renameSync(cli.credentialsFile, join(cli.folder, '.aws', 'creds2'));
    await addRole('x', 'default');
    await cli.ok(['assume', 'x'], options);
    expect(readFileSync(join(cli.folder, '.aws', 'creds2'), 'utf8')).toContain('[x]');
    expect(existsSync(cli.credentialsFile)).toBe(false);
    expect(readdirSync(cli.folder).filter((entry) => entry.includes('$'))).toEqual([]);
  });

  it.each([
    ['config-profile-twice', /3/, /line 3/i],
    ['config-byte-order-mark', /byte order mark/, /byte order mark/],
    ['config-line-without-equals', /2/, /line 2/i],
  ])(
    '%s: `doctor` finds one fault, and `role import` prints the same fault and the file',
    async (name, ofDoctor, ofImport) => {
      writeReport(name);
      const doctor = await cli.run(['doctor', '--offline']);
      expect(doctor.code).toBe(1);
      const bad = doctor.stdout.split('\n').filter((line) => line.startsWith('bad'));
      expect(bad).toHaveLength(1);
      expect(doctor.stdout).toMatch(ofDoctor);
      const imported = await cli.run(['role', 'import']);
      expect(imported.code).toBe(1);
      expect(imported.stderr).toMatch(ofImport);
      expect(imported.stderr).toContain(cli.configFile);
    },
  );

  it('config-header-without-profile: `role import` and `doctor` suggest [profile dev] in place of [dev]', async () => {
    writeReport('config-header-without-profile');
    for (const command of [
      ['role', 'import'],
      ['doctor', '--offline'],
    ]) {
      const { stdout, stderr } = await cli.run(command);
      expect(stdout + stderr, command[0]).toContain('[dev]');
      expect(stdout + stderr, command[0]).toContain('[profile dev]');
    }
  });

  it('credentials-not-utf8: commands that need no keys succeed, and print the fault at most once', async () => {
    await addRole('x', 'default');
    writeReport('credentials-not-utf8');
    for (const command of [['role', 'list'], ['status'], ['settings', 'export']]) {
      const { stdout, stderr } = await cli.ok(command);
      expect((stdout + stderr).match(/not UTF-8/g)?.length ?? 0).toBeLessThan(2);
    }
    const doctor = await cli.run(['doctor', '--offline']);
    expect(doctor.stdout.match(/^bad/gm)).toHaveLength(1);
    expect(doctor.stdout).toMatch(/4/);
  });

  it('keys-under-quoted-header: the role is assumed with the keys under the quoted header', async () => {
    writeReport('keys-under-quoted-header');
    writeFileSync(cli.credentialsFile, '');
    await addRole('x', 'base');
    expect((await cli.ok(['assume', 'x'])).stdout).toContain('x: assumed');
  });

  it('mfa-on-the-source-only: `role import` offers the MFA device of the source profile', async () => {
    writeReport('mfa-on-the-source-only');
    const keys = readFileSync(cli.credentialsFile, 'utf8').replace('[default]', '[corp]');
    writeFileSync(cli.credentialsFile, keys);
    const device = 'arn:aws:iam::111122223333:mfa/user';
    expect((await cli.ok(['role', 'import'])).stdout).toContain(device);
    await cli.ok(['role', 'import', 'admin', '--source-mfa']);
    const { stdout } = await cli.ok(['role', 'list', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ roles: [{ mfaSerial: device }] });
  });

  it.skipIf(!hasOpenssl)(
    'ca-bundle-with-tilde: the CA bundle in the home folder is trusted [needs openssl]',
    async () => {
      const { ca, tls } = certificate();
      const secure = await startEmbeddedSts({ users: [alice], roles: [target], tls });
      onTestFinished(() => secure.close());
      const options = { env: { AWS_ENDPOINT_URL_STS: secure.url } };
      writeReport('ca-bundle-with-tilde');
      await addRole('x', 'default');
      const missing = await cli.run(['assume', 'x'], options);
      expect(missing.stderr).toContain(join(cli.folder, 'ca.pem'));
      writeFileSync(join(cli.folder, 'ca.pem'), ca);
      await cli.ok(['assume', 'x'], options);
    },
  );

  it('fips-on-the-role: Rolekeeper sends the AssumeRole request of the imported role to the FIPS endpoint', async () => {
    writeReport('fips-on-the-role');
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as AddressInfo;
    await cli.ok(['role', 'import', 'fips']);
    const env = { AWS_ENDPOINT_URL_STS: '', HTTPS_PROXY: `http://127.0.0.1:${String(port)}` };
    expect((await cli.run(['assume', 'fips'], { env })).code).toBe(1);
    expect(new Set(tunnels)).toEqual(new Set(['sts-fips.us-east-1.amazonaws.com:443']));
  });

  it('region-of-the-caller: `exec` passes the AWS_REGION of its own environment to the command', async () => {
    const options = writeReport('region-of-the-caller');
    await addRole('x', 'default');
    const { stdout } = await cli.ok(['exec', 'x', '--', 'sh', '-c', 'echo $AWS_REGION'], options);
    expect(stdout.trim()).toBe('eu-west-3');
  });

  it('profile-in-another-script: the imported role has the same name, and its keys are in a profile with an ASCII name', async () => {
    writeReport('profile-in-another-script');
    await cli.ok(['role', 'import', '日本']);
    await cli.ok(['assume', '日本']);
    expect(cli.credentials()).toContain('[role-rk]');
  });

  it('are used by a test in this file, for each report in public-reports.json', () => {
    expect([...testedReports].sort()).toEqual(Object.keys(reports).sort());
  });
});
