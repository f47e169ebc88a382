import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  cliHome,
  mfaRole,
  plainRole,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import type { Running } from '../support/process.ts';
import { timedWithControl } from '../support/timed-with-control.ts';
import { skippedExceptOn } from '../support/systems.ts';

interface EventJson {
  readonly time: string;
  readonly event: string;
  readonly role: string;
  readonly expiration: string | null;
  readonly failure: { readonly kind: string } | null;
}

describe('rolekeeper keep', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  const keep = (...args: readonly string[]): Running => cli.start(['keep', ...args]);
  beforeEach(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
  });
  afterEach(async () => {
    await cli.end();
    await sts.close();
  });

  it('exits with 1 if no role is on', async () => {
    const { code, stdout, stderr } = await cli.run(['keep']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('No role is switched on');
  });

  it.skipIf(skippedExceptOn('Unix')).each(['SIGTERM', 'SIGINT'] as const)(
    'exits with 0 on %s, and leaves the credentials in the file',
    async (signal) => {
      const kept = keep('plain', '--json');
      const event = JSON.parse(await kept.line('{')) as EventJson;
      expect(event).toMatchObject({ event: 'assumed', role: 'plain', failure: null });
      expect(event.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(event.expiration).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const { result, tookMs, controlMs } = await timedWithControl(
        () => kept.stop(signal),
        () => cli.ok(['role', 'list'], { ownProcess: true }),
      );
      expect(result).toEqual({ code: 0, signal: null });
      expect(tookMs).toBeLessThan(3000 + 3 * controlMs);
      expect(cli.credentials()).toContain('[plain]');
      // `keep plain` refreshes the role, but does not switch it on.
      expect((await cli.ok(['status', '--json'])).stdout).toContain('"kept":false');
    },
  );

  it('refreshes the roles that are on if it gets no name, and uses a fresh session without an STS call', async () => {
    await cli.ok(['assume', 'plain', '--keep']);
    const kept = keep('--json');
    expect(JSON.parse(await kept.line('{'))).toMatchObject({ event: 'adopted', role: 'plain' });
    expect(sts.calls()).toHaveLength(1);
    await kept.stop();
  });

  it('prints an event as a line with the time, the role and the expiry', async () => {
    const kept = keep('plain');
    expect(await kept.line('')).toMatch(/^\d\d:\d\d:\d\d {2}plain {2}assumed, until \d\d:\d\d$/);
    await kept.stop();
    expect(kept.stderr()).toContain('Keeping plain fresh. Press Ctrl-C to stop.');
  });

  it('waits with --wait while no role is on, and refreshes a role that is switched on later', async () => {
    const kept = keep('--wait', '--json');
    await cli.ok(['assume', 'plain', '--keep']);
    expect(JSON.parse(await kept.line('{'))).toMatchObject({ role: 'plain', failure: null });
    await cli.ok(['release', 'plain']);
    await vi.waitFor(() => expect(kept.lines.join()).toContain('"released"'), { timeout: 20_000 });
    await cli.ok(['assume', 'plain', '--keep']);
    await vi.waitFor(
      async () => {
        const { stdout } = await cli.ok(['status', '--json']);
        expect(stdout).toContain('"kind":"keep"');
      },
      { timeout: 20_000 },
    );
    expect(await kept.stop()).toEqual({ code: 0, signal: null });
  });

  it('stops refreshing a role that another process releases, and exits with 0 if no role is left', async () => {
    const kept = keep('plain', '--json');
    await kept.line('{');
    await cli.ok(['release', 'plain']);
    expect(await kept.ended()).toEqual({ code: 0, signal: null });
    expect(kept.lines.map((line) => (JSON.parse(line) as EventJson).event)).toContain('released');
    expect(cli.credentials()).not.toContain('[plain]');
  });

  it('prints a failure and its usual causes once, and does not end', async () => {
    sts.fail({ kind: 'error', code: 'AccessDenied' });
    const kept = keep('plain');
    expect(await kept.line('')).toMatch(/plain {2}failed: AWS denied access to plain$/);
    await delay(300);
    expect(await kept.stop()).toEqual({ code: 0, signal: null });
    expect(kept.stderr().match(/Usual causes, most likely first/g)).toHaveLength(1);
  });

  it('exits with 1 if the profile has keys that Rolekeeper did not write, and names the profile', async () => {
    await cli.ok(['role', 'set', 'plain', '--source-profile', 'default', '--profile', 'theirs']);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      cli.credentialsFile,
      `${cli.credentials()}\n[theirs]\naws_access_key_id = AKIAOTHER00000000001\naws_secret_access_key = x\n`,
    );
    const { code, stderr } = await cli.run(['keep', 'plain']);
    expect(code).toBe(1);
    expect(stderr).toContain('The profile theirs has credentials that Rolekeeper did not write');
  });

  it('refreshes the known roles if another name is unknown, and exits with 1 at the end', async () => {
    const kept = keep('plain', 'nobody', '--json');
    await kept.line('{');
    expect(kept.stderr()).toContain('There is no role named nobody');
    expect(await kept.stop()).toEqual({ code: 1, signal: null });
  });

  describe('with MFA', () => {
    const serial = 'arn:aws:iam::111122223333:mfa/alice';
    beforeEach(async () => {
      await cli.ok([
        'role',
        'add',
        'guarded',
        '--role-arn',
        mfaRole.roleArn,
        '--mfa-serial',
        serial,
      ]);
    });

    it('uses the code from --mfa-code', async () => {
      const kept = keep('guarded', '--json', '--mfa-code', '123456');
      await expect
        .poll(() => kept.lines.map((line) => (JSON.parse(line) as EventJson).event))
        .toContain('assumed');
      await kept.stop();
    });

    it('waits for an MFA code, and prints that once', async () => {
      const kept = keep('guarded');
      await expect.poll(() => kept.stderr()).toContain('guarded waits for an MFA code');
      await delay(500);
      expect(kept.stderr().match(/waits for an MFA code/g)).toHaveLength(1);
      expect(await kept.stop()).toEqual({ code: 0, signal: null });
      expect(sts.calls()).toEqual([]);
    });

    it.skipIf(skippedWithoutTerminal())(
      'asks for the code at the terminal, and stops on Ctrl-C',
      async () => {
        const { code, stdout } = await cli.onTerminal(
          ['keep', 'guarded'],
          [
            ['MFA code from', '123456\r'],
            ['guarded  assumed', '\u0003'],
          ],
        );
        expect(code).toBe(0);
        expect(stdout).toContain('guarded  assumed, until');
      },
    );
  });
});
