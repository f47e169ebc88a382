import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, inject, it } from 'vitest';
import { DEMO_SERIAL, PANEL_USER } from '../../demo/panel/panel-samples.ts';
import type { PanelSetup } from '../../demo/panel/panel-setup.ts';
import {
  cardOf,
  clientArn,
  credentialsOf,
  describePanel,
  everyone,
  keyIn,
  waitForText,
  switchOf,
} from './panel-page.ts';

const audit = 'arn:aws:iam::222233334444:role/Audit';
const behindMfa = {
  user: {
    ...PANEL_USER,
    mfaDevices: [
      { kind: 'codes', serialNumber: DEMO_SERIAL, codes: ['123456', '654321'] } as const,
    ],
  },
  accounts: [{ roleArn: audit, trusts: everyone, requireMfa: true }],
  roles: [{ name: 'audit', roleArn: audit, mfaSerial: DEMO_SERIAL }],
};

interface Run {
  readonly code: number;
  readonly output: string;
}

/** Runs a command in its own process, with the panel's home. */
function runCommand(setup: PanelSetup, args: readonly string[], input = ''): Promise<Run> {
  const env = setup.home.environment(process.env, setup.sts.url);
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--no-warnings=ExperimentalWarning', fileURLToPath(inject('commandLine')), ...args],
      { env, timeout: 120_000 },
      (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` }),
    );
    child.stdin?.end(input);
  });
}

const assumed = (setup: PanelSetup): number =>
  setup.sts.calls().filter(({ action }) => action === 'AssumeRole').length;

describePanel('the panel beside the command line', (panel) => {
  it('shows what a command does to a role, and a command shows what the panel does', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const before = await credentialsOf(setup);
    await expect
      .poll(() => runCommand(setup, ['assume', 'client-s3', '--keep']))
      .toMatchObject({ code: 0 });
    await waitForText(cardOf(page, 'client-s3'), /^refreshes/);
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('true');
    const key = await keyIn(setup, 'client-s3');

    await expect.poll(() => runCommand(setup, ['release', 'client-s3'])).toMatchObject({ code: 0 });
    await waitForText(cardOf(page, 'client-s3'), 'Off');
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('false');
    await expect.poll(() => credentialsOf(setup)).toBe(before);

    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await expect.poll(() => keyIn(setup, 'client-s3')).not.toBe(key);
    const { output } = await runCommand(setup, ['status', '--json']);
    expect(output).toMatch(/"name": ?"client-s3"/);
    expect(output).toMatch(/"state": ?"active"/);
  });

  it('calls STS only once if a command needs the role while the panel assumes it', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    setup.sts.fail({ kind: 'slow', ms: 3000 }, { action: 'AssumeRole' });
    await switchOf(page, 'client-s3').click();
    await expect.poll(() => assumed(setup)).toBe(1);
    const { code, output } = await runCommand(setup, ['credentials', 'client-s3']);
    expect(code).toBe(0);
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    expect(assumed(setup)).toBe(1);
    expect(output).toContain((await keyIn(setup, 'client-s3')) ?? 'no key');
  });

  it('has the same session as the credentials file after the panel and a command assumed a role at the same moment', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    setup.sts.fail({ kind: 'slow', ms: 1000 }, { action: 'AssumeRole' });
    const [run] = await Promise.all([
      runCommand(setup, ['assume', 'client-s3', '--json']),
      switchOf(page, 'client-s3').click(),
    ]);
    expect(run).toMatchObject({ code: 0 });
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    const key = await keyIn(setup, 'client-s3');
    await expect
      .poll(() =>
        setup.app
          .state()
          .roles.map(({ session }) => ('accessKeyId' in session ? session.accessKeyId : null)),
      )
      .toEqual([key]);
    expect(setup.sts.identityFor(key ?? '')).not.toBeNull();
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('true');
  });

  it('lists a role that a command added, until a command removes it', async () => {
    const setup = await panel.start({ roles: [] });
    const page = await panel.open(setup);
    const add = ['role', 'add', 'client-s3', '--role-arn', clientArn, '--external-id', 'demo-7f3a'];
    await expect.poll(() => runCommand(setup, add)).toMatchObject({ code: 0 });
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await expect
      .poll(() => runCommand(setup, ['role', 'remove', 'client-s3']))
      .toMatchObject({ code: 0 });
    await waitForText(page.getByRole('main'), 'Keep your AWS roles fresh');
    await expect.poll(() => keyIn(setup, 'client-s3')).toBeNull();
  });

  it('no longer asks for an MFA code after a command assumed the role with a code', async () => {
    const setup = await panel.start(behindMfa);
    const page = await panel.open(setup);
    await switchOf(page, 'audit').click();
    await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
    await expect
      .poll(() => runCommand(setup, ['assume', 'audit', '--mfa-code', '-'], '123456\n'))
      .toMatchObject({ code: 0 });
    await waitForText(cardOf(page, 'audit'), /^Until/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('can assume a role after a command was killed while it assumed the role', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const before = await credentialsOf(setup);
    setup.sts.fail({ kind: 'silent' }, { action: 'AssumeRole' });
    const env = setup.home.environment(process.env, setup.sts.url);
    const program = fileURLToPath(inject('commandLine'));
    const args = ['--no-warnings=ExperimentalWarning', program, 'assume', 'client-s3'];
    const child = execFile(process.execPath, args, { env }, () => undefined);
    await expect.poll(() => assumed(setup)).toBe(1);
    child.kill('SIGKILL');
    setup.sts.clearFaults();
    await expect.poll(() => credentialsOf(setup)).toBe(before);
    // The killed process no longer holds the role's lock.
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    expect(assumed(setup)).toBe(2);
  });
});
