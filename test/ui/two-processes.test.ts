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
  says,
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

/** Runs the command line as a process in the panel's home. */
function terminal(world: PanelSetup, args: readonly string[], input = ''): Promise<Run> {
  const env = world.home.environment(process.env, world.sts.url);
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

const assumed = (world: PanelSetup): number =>
  world.sts.calls().filter(({ action }) => action === 'AssumeRole').length;

describePanel('the panel beside the command line', (panel) => {
  it('shows what the command line does to a role, and the reverse', async () => {
    const world = await panel.start();
    const page = await panel.open(world);
    const before = await credentialsOf(world);
    await expect
      .poll(() => terminal(world, ['assume', 'client-s3', '--keep']))
      .toMatchObject({ code: 0 });
    await says(cardOf(page, 'client-s3'), /^refreshes/);
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('true');
    const key = await keyIn(world, 'client-s3');

    await expect.poll(() => terminal(world, ['release', 'client-s3'])).toMatchObject({ code: 0 });
    await says(cardOf(page, 'client-s3'), 'Off');
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('false');
    await expect.poll(() => credentialsOf(world)).toBe(before);

    await switchOf(page, 'client-s3').click();
    await says(cardOf(page, 'client-s3'), /^Until/);
    await expect.poll(() => keyIn(world, 'client-s3')).not.toBe(key);
    const { output } = await terminal(world, ['status', '--json']);
    expect(output).toMatch(/"name": ?"client-s3"/);
    expect(output).toMatch(/"state": ?"active"/);
  });

  it('calls STS once if both need a role at the same moment', async () => {
    const world = await panel.start();
    const page = await panel.open(world);
    world.sts.fail({ kind: 'slow', ms: 3000 }, { action: 'AssumeRole' });
    await switchOf(page, 'client-s3').click();
    await expect.poll(() => assumed(world)).toBe(1);
    const { code, output } = await terminal(world, ['credentials', 'client-s3']);
    expect(code).toBe(0);
    await says(cardOf(page, 'client-s3'), /^Until/);
    expect(assumed(world)).toBe(1);
    expect(output).toContain((await keyIn(world, 'client-s3')) ?? 'no key');
  });

  it('agrees on the newest session if both assume the role now', async () => {
    const world = await panel.start();
    const page = await panel.open(world);
    world.sts.fail({ kind: 'slow', ms: 1000 }, { action: 'AssumeRole' });
    const [run] = await Promise.all([
      terminal(world, ['assume', 'client-s3', '--json']),
      switchOf(page, 'client-s3').click(),
    ]);
    expect(run).toMatchObject({ code: 0 });
    await says(cardOf(page, 'client-s3'), /^Until/);
    const key = await keyIn(world, 'client-s3');
    await expect
      .poll(() =>
        world.app
          .state()
          .roles.map(({ session }) => ('accessKeyId' in session ? session.accessKeyId : null)),
      )
      .toEqual([key]);
    expect(world.sts.identityFor(key ?? '')).not.toBeNull();
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('true');
  });

  it('lists a role that the command line added, until it is removed there', async () => {
    const world = await panel.start({ roles: [] });
    const page = await panel.open(world);
    const add = ['role', 'add', 'client-s3', '--role-arn', clientArn, '--external-id', 'demo-7f3a'];
    await expect.poll(() => terminal(world, add)).toMatchObject({ code: 0 });
    await switchOf(page, 'client-s3').click();
    await says(cardOf(page, 'client-s3'), /^Until/);
    await expect
      .poll(() => terminal(world, ['role', 'remove', 'client-s3']))
      .toMatchObject({ code: 0 });
    await says(page.getByRole('main'), 'Keep your AWS roles fresh');
    await expect.poll(() => keyIn(world, 'client-s3')).toBeNull();
  });

  it('asks for no code after the command line assumed the role with one', async () => {
    const world = await panel.start(behindMfa);
    const page = await panel.open(world);
    await switchOf(page, 'audit').click();
    await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
    await expect
      .poll(() => terminal(world, ['assume', 'audit', '--mfa-code', '-'], '123456\n'))
      .toMatchObject({ code: 0 });
    await says(cardOf(page, 'audit'), /^Until/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('keeps its state if the command line is killed during an assume, and continues', async () => {
    const world = await panel.start();
    const page = await panel.open(world);
    const before = await credentialsOf(world);
    world.sts.fail({ kind: 'silent' }, { action: 'AssumeRole' });
    const env = world.home.environment(process.env, world.sts.url);
    const program = fileURLToPath(inject('commandLine'));
    const args = ['--no-warnings=ExperimentalWarning', program, 'assume', 'client-s3'];
    const child = execFile(process.execPath, args, { env }, () => undefined);
    await expect.poll(() => assumed(world)).toBe(1);
    child.kill('SIGKILL');
    world.sts.clearFaults();
    await expect.poll(() => credentialsOf(world)).toBe(before);
    // Its lock was released when it died.
    await switchOf(page, 'client-s3').click();
    await says(cardOf(page, 'client-s3'), /^Until/);
    expect(assumed(world)).toBe(2);
  });
});
