import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { defaultSection, plainRole } from '../support/cli-harness.ts';
import { setUpEachTest } from '../support/process-setup.ts';
import { sized } from '../support/run-length.ts';
import { timedWithControl } from '../support/timed-with-control.ts';

const getSetup = setUpEachTest();
const processCount = sized(20, 75);

interface SettingsJson {
  readonly roles: readonly { readonly name: string }[];
}

function withoutRole(settingsFile: string, name: string): string {
  const settings = JSON.parse(readFileSync(settingsFile, 'utf8')) as SettingsJson;
  return JSON.stringify({
    ...settings,
    roles: settings.roles.filter((role) => role.name !== name),
  });
}

describe('processes that share a home folder', () => {
  it(`make one STS call and print the same session if ${processCount} commands run at the same time`, async () => {
    const { cli, sts } = getSetup();
    sts.fail({ kind: 'slow', ms: 1000 }, { action: 'AssumeRole' });
    const runs = await Promise.all(
      Array.from({ length: processCount }, () => cli.run(['credentials', 'client'])),
    );
    expect(runs.filter(({ code }) => code !== 0)).toEqual([]);
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
    expect(JSON.parse(runs[0]?.stdout ?? '')).toMatchObject({
      Version: 1,
      AccessKeyId: getSetup().section().accessKeyId,
    });
    expect(sts.calls()).toHaveLength(1);
  });

  it('make one STS call per refresh if two of them run `keep`, and none fails', async () => {
    const setup = getSetup();
    setup.sts.setSessionSeconds(6);
    await setup.cli.ok(['assume', 'client', '--keep']);
    const [one, other] = [setup.keep(), setup.keep()];
    await Promise.all([one.event('adopted', 'client'), other.event('adopted', 'client')]);
    await setup.until(
      'STS got the calls of three refreshes',
      () => setup.assumeCalls().length >= 4,
    );
    await setup.until(
      'the newest session is in the file',
      () => setup.section().accessKeyId === setup.newestKey(),
    );
    expect(await Promise.all([one.stop(), other.stop()])).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
    // With sessions of 5 to 6 s, the next refresh is due at least 3.1 s after the last one. A
    // duplicate call would come at once.
    const calls = setup.assumeCalls().map(({ at }) => at);
    const gaps = calls.slice(1).map((at, index) => at - (calls[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(3000);
    for (const kept of [one, other])
      expect(kept.events().filter(({ event }) => event === 'failed')).toEqual([]);
  });
});

describe('`keep` while another process changes roles', () => {
  it('starts to refresh a role when another process switches it on, and stops when another process releases it', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    await cli.ok(['role', 'add', 'second', '--role-arn', plainRole.roleArn]);
    await cli.ok(['assume', 'client', '--keep']);
    const kept = setup.keep();
    await kept.event('adopted', 'client');
    sts.setSessionSeconds(4);
    await cli.ok(['assume', 'second', '--keep']);
    await kept.event('adopted', 'second');
    const before = setup.section('second').accessKeyId;
    await kept.event('refreshed', 'second');
    expect(setup.section('second').accessKeyId).not.toBe(before);

    await cli.ok(['release', 'second']);
    await kept.event('released', 'second');
    expect(setup.section('second').exists).toBe(false);
    const calls = sts.calls().length;
    await delay(4000);
    expect(sts.calls()).toHaveLength(calls);
    expect(kept.running.child.exitCode).toBeNull();

    await cli.ok(['release', 'client']);
    expect(await kept.running.ended()).toEqual({ code: 0, signal: null });
    expect(cli.credentials()).toBe(defaultSection);
  });

  it('has no lock while it waits for an MFA code, so `assume --mfa-code` in another process succeeds', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    const serial = 'arn:aws:iam::111122223333:mfa/alice';
    const arn = 'arn:aws:iam::123456789012:role/WithMfa';
    await cli.ok(['role', 'add', 'guarded', '--role-arn', arn, '--mfa-serial', serial]);
    const kept = setup.keep(['guarded']);
    await kept.event('failed', 'guarded');
    const otherHome = await setup.otherHome();
    const { tookMs, controlMs } = await timedWithControl(
      () => cli.ok(['assume', 'guarded', '--mfa-code', '123456'], { ownProcess: true }),
      () => otherHome.ok(['status'], { ownProcess: true }),
    );
    expect(tookMs).toBeLessThan(5000 + 3 * controlMs);
    await kept.event('adopted', 'guarded');
    expect(sts.calls().map(({ action }) => action)).toEqual(['GetSessionToken', 'AssumeRole']);
  });
});

describe('the files on disk', () => {
  it('let `keep` use the newest session without an STS call, even if state.db has an older record', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    const state = join(cli.folder, '.config', 'rolekeeper', 'state.db');
    await cli.ok(['assume', 'client', '--keep']);
    const older = setup.section().accessKeyId;
    copyFileSync(state, `${state}-older`);
    await cli.ok(['assume', 'client', '--keep']);
    const newer = setup.section().accessKeyId;
    expect(newer).not.toBe(older);
    // No process runs, so SQLite has written its log into the database.
    expect(existsSync(`${state}-wal`)).toBe(false);
    copyFileSync(`${state}-older`, state);
    rmSync(`${state}-older`);

    const kept = setup.keep();
    await kept.event('adopted', 'client');
    await kept.stop();
    expect(setup.section().accessKeyId).toBe(newer);
    const given = JSON.parse((await cli.ok(['credentials', 'client'])).stdout) as {
      readonly AccessKeyId: string;
    };
    expect(given.AccessKeyId).toBe(newer);
    expect(sts.calls()).toHaveLength(2);
  });

  it('lose the section of a role that was deleted from settings.json before `keep` starts, and no other section', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    for (const name of ['once', 'gone'])
      await cli.ok(['role', 'add', name, '--role-arn', plainRole.roleArn]);
    await cli.ok(['assume', 'client', 'gone', '--keep']);
    await cli.ok(['assume', 'once']);
    const settings = join(cli.folder, '.config', 'rolekeeper', 'settings.json');
    writeFileSync(settings, withoutRole(settings, 'gone'));
    const kept = setup.keep();
    await kept.event('adopted', 'client');
    await setup.until(
      'the section of the removed role is removed',
      () => !setup.section('gone').exists,
    );
    await kept.stop();
    expect([setup.section('client').owned, setup.section('once').owned]).toEqual([true, true]);
    expect(sts.calls()).toHaveLength(3);
  });

  it('have every role after eight processes each added a role at the same time', async () => {
    const { cli } = getSetup();
    const names = Array.from({ length: 8 }, (_, n) => `added-${String(n)}`);
    const add = ['role', 'add', '--role-arn', plainRole.roleArn];
    await Promise.all(names.map((name) => cli.ok([...add, name], { ownProcess: true })));
    const { roles } = JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout) as SettingsJson;
    expect(roles.map(({ name }) => name).sort()).toEqual([...names, 'client'].sort());
  });
});
