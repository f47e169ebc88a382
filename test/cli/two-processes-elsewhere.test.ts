import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { defaultSection, startStsWithAlice } from '../support/cli-harness.ts';
import { setUpEachTest } from '../support/process-setup.ts';

const getSetup = setUpEachTest();

interface Keys {
  readonly AccessKeyId: string;
}

describe('a session from another STS endpoint', () => {
  let emulator: EmbeddedSts;
  beforeEach(async () => {
    emulator = await startStsWithAlice();
  });
  afterEach(() => emulator.close());
  const emulatorEnv = () => ({ AWS_ENDPOINT_URL_STS: emulator.url });
  const keyOf = (sts: EmbeddedSts) => sts.calls().at(-1)?.issuedAccessKeyId ?? null;

  it('is not returned by `credentials`, which assumes the role at the current endpoint', async () => {
    const setup = getSetup();
    await setup.cli.ok(['assume', 'client'], { env: emulatorEnv() });
    const { stdout } = await setup.cli.ok(['credentials', 'client']);
    expect((JSON.parse(stdout) as Keys).AccessKeyId).toBe(keyOf(setup.sts));
    expect([emulator.calls().length, setup.sts.calls().length]).toEqual([1, 1]);
  });

  it('is not used by `keep`, which says so once and replaces it only when a refresh is due', async () => {
    const setup = getSetup();
    emulator.setSessionSeconds(12);
    await setup.cli.ok(['assume', 'client', '--keep'], { env: emulatorEnv() });
    const issuedAt = emulator.calls()[0]?.at ?? 0;
    const kept = setup.keep();
    const title = 'written from another environment';
    await setup.until('keep has reported it', () => kept.running.stderr().includes(title));
    await kept.event('refreshed', 'client');
    const [call] = setup.assumeCalls();
    // A session of 11 to 12 s is due for a refresh after 7 to 8.5 s.
    expect((call?.at ?? 0) - issuedAt).toBeGreaterThan(6900);
    expect(setup.section().accessKeyId).toBe(setup.newestKey());
    expect(kept.running.stderr().split(title)).toHaveLength(2);
    expect(kept.events().map(({ event }) => event)).toEqual(['refreshed']);
    await kept.stop();
    expect(emulator.calls()).toHaveLength(1);
  });

  it('causes at most 8 STS calls in 9 s if two `keep` processes have different endpoints', async () => {
    const setup = getSetup();
    for (const sts of [emulator, setup.sts]) sts.setSessionSeconds(6);
    await setup.cli.ok(['assume', 'client', '--keep']);
    const [ownKeep, otherKeep] = [setup.keep(), setup.keep([], emulatorEnv())];
    await ownKeep.event('adopted', 'client');
    await delay(9000);
    const calls = [...emulator.calls(), ...setup.sts.calls()]
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    // A call is due at the start and then at most every 3 s, so at most four times in 9 s. Each
    // time, both processes may call.
    expect(calls.length).toBeGreaterThanOrEqual(2);
    expect(calls.length).toBeLessThanOrEqual(2 * 4);
    await Promise.all([ownKeep.stop(), otherKeep.stop()]);
  });
});

describe('a second credentials file', () => {
  it('has its own sessions and its own list of roles that are on', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    const other = join(cli.folder, 'other-credentials');
    writeFileSync(other, defaultSection);
    const elsewhere = { AWS_SHARED_CREDENTIALS_FILE: other };
    await cli.ok(['assume', 'client', '--keep'], { env: elsewhere });
    expect(cli.credentials()).toBe(defaultSection);

    const nothing = await cli.run(['keep']);
    expect([nothing.code, nothing.stderr]).toEqual([
      1,
      expect.stringContaining('No role is switched on'),
    ]);
    const { stdout } = await cli.ok(['credentials', 'client']);
    expect((JSON.parse(stdout) as Keys).AccessKeyId).toBe(setup.newestKey());
    expect(sts.calls()).toHaveLength(2);
    expect(setup.section('client', other).accessKeyId).toBe(sts.calls()[0]?.issuedAccessKeyId);

    const kept = setup.keep([], elsewhere);
    await kept.event('adopted', 'client');
    await kept.stop();
    expect(sts.calls()).toHaveLength(2);
  });

  it('has the same sessions and the same list of roles that are on if it is a symbolic link to the first file', async () => {
    const setup = getSetup();
    const link = join(setup.cli.folder, 'link');
    symlinkSync(setup.cli.credentialsFile, link);
    await setup.cli.ok(['assume', 'client', '--keep']);
    const kept = setup.keep([], { AWS_SHARED_CREDENTIALS_FILE: link });
    await kept.event('adopted', 'client');
    await kept.stop();
    expect(setup.sts.calls()).toHaveLength(1);
  });
});
