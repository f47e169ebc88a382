import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/node/app.ts';
import { alice, mfaRole } from '../support/cli-harness.ts';
import { setUpEachMain, type RunningMain, untilItHasAWindow } from '../support/running-main.ts';
import { skippedExceptOn } from '../support/systems.ts';

const keys = JSON.stringify({
  Version: 1,
  AccessKeyId: alice.accessKeyId,
  SecretAccessKey: alice.secretAccessKey,
});

const config = `[profile keys]
credential_process = rk-keys
[profile code]
aws_access_key_id = ${alice.accessKeyId}
aws_secret_access_key = ${alice.secretAccessKey}
mfa_process = rk-code
[profile console]
login_session = arn:aws:iam::111122223333:user/alice
`;

describe.skipIf(skippedExceptOn('Unix'))('programs only on the PATH of the login shell', () => {
  const setup = setUpEachMain();
  let bin: string;
  let runs: string;
  beforeEach(async () => {
    bin = join(setup.home, 'brew bin');
    runs = join(setup.home, 'runs');
    mkdirSync(bin);
    writeFileSync(join(setup.home, '.aws', 'config'), config);
    program('rk-keys', `echo '${keys}'`);
    program('rk-code', 'echo 456789');
    program('aws', `[ "$1" = --version ] && echo aws-cli/2.40.0 || echo "$1" >> '${runs}'`);
  });

  const program = (name: string, script: string): string => {
    const file = join(bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const shell = (): string =>
    program('shell', `echo shell >> '${runs}'\nPATH='${bin}':$PATH\nexec /bin/sh -c "$4"`);
  const ran = (): string => (existsSync(runs) ? readFileSync(runs, 'utf8') : '');
  const env = (chosen: string) => ({ SHELL: chosen, PATH: '/usr/bin:/bin', BROWSER: '' });
  const started = async (chosen: string): Promise<RunningMain> => {
    const main = await setup.start({ env: env(chosen) });
    await untilItHasAWindow(main);
    return main;
  };
  const assume = (main: RunningMain, roleId: string) =>
    main.call('session', 'assume', { roleId, keep: true, takeOver: false });

  it('are found by the application, which asks the shell once', async () => {
    const main = await started(shell());
    expect(ran()).toBe('');
    const keysRole = await setup.addRole(main, 'by-keys', { sourceProfile: 'keys' });
    const codeRole = await setup.addRole(main, 'by-code', {
      sourceProfile: 'code',
      roleArn: mfaRole.roleArn,
      mfaSerial: 'arn:aws:iam::111122223333:mfa/alice',
    });
    expect(await assume(main, keysRole)).toMatchObject({ ok: true });
    expect(await assume(main, codeRole)).toMatchObject({ ok: true });
    await main.call('signIn', 'begin', { profile: 'console', device: false });
    expect(ran()).toBe('shell\nlogin\n');
  });

  it('are not found if the shell fails; the log and the doctor say so', async () => {
    const broken = program('shell', `echo shell >> '${runs}'; exit 1`);
    const main = await started(broken);
    const roleId = await setup.addRole(main, 'by-keys', { sourceProfile: 'keys' });
    const failure = { ok: false, failure: { kind: 'source-failed' } };
    expect(await assume(main, roleId)).toMatchObject(failure);
    expect(await assume(main, roleId)).toMatchObject(failure);
    const log = readFileSync(join(setup.rolekeeperHome, 'logs', 'rolekeeper.log'), 'utf8');
    expect(log.match(/the login shell did not report its PATH/g)).toHaveLength(1);
    const checked = await main.call('doctor', 'run', { offline: true });
    expect(JSON.stringify(checked)).toContain(
      JSON.stringify({
        check: 'shell-path',
        level: 'warning',
        facts: { shell: broken, why: 'no-answer' },
      }),
    );
    expect(ran()).toBe('shell\n');
  });

  it('are not looked for by the command line, whose PATH is the user’s', async () => {
    const main = await started(shell());
    const roleId = await setup.addRole(main, 'by-keys', { sourceProfile: 'keys' });
    const home = { HOME: setup.home, ROLEKEEPER_HOME: setup.rolekeeperHome };
    const created = await createApp({ env: { ...home, ...env(shell()) }, refresh: 'nothing' });
    if (!created.ok) throw new Error(JSON.stringify(created.failure));
    const app = created.value;
    const assumed = await app.api.session.assume({ roleId, keep: false, takeOver: false });
    await app.stop();
    expect(assumed).toMatchObject({ ok: false, failure: { kind: 'source-failed' } });
    expect(ran()).toBe('');
  });
});
