import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readMarks, readSection } from '../../src/core/credentials-file/section.ts';
import { defaultSection, plainRole } from '../support/cli-harness.ts';
import { setUpEachTest } from '../support/process-setup.ts';
import { cliOwner } from '../support/owner.ts';

const setup = setUpEachTest();

describe('a release', () => {
  it.each([
    ['a role that is switched on', true],
    ['a role that only this keep refreshes', false],
  ])(
    'is final during a refresh of %s, and a later answer of STS is not written',
    async (_which, switchedOn) => {
      const w = setup();
      const { cli, sts } = w;
      sts.setSessionSeconds(6);
      if (switchedOn) await cli.ok(['assume', 'client', '--keep']);
      const kept = w.keep(switchedOn ? [] : ['client']);
      await kept.event(switchedOn ? 'adopted' : 'assumed', 'client');
      const answer = Promise.withResolvers<undefined>();
      sts.fail({ kind: 'held', until: answer.promise }, { action: 'AssumeRole' });
      await w.callUnderWay();
      const calls = w.assumeCalls().length;

      await cli.ok(['release', 'client']);
      expect(w.assumeCalls().at(-1)?.outcome.kind).toBe('pending');
      expect(cli.credentials()).toBe(defaultSection);
      answer.resolve(undefined);
      await w.until('STS has answered', () => w.assumeCalls().at(-1)?.outcome.kind === 'ok');
      expect(await kept.running.ended()).toEqual({ code: 0, signal: null });
      expect(cli.credentials()).toBe(defaultSection);
      expect(kept.events().map(({ event }) => event)).not.toContain('refreshed');
      expect(w.assumeCalls()).toHaveLength(calls);
    },
  );

  it('is enforced again by keep if a tool writes back its old copy of the file', async () => {
    const w = setup();
    const { cli } = w;
    await cli.ok(['role', 'add', 'second', '--role-arn', plainRole.roleArn]);
    await cli.ok(['assume', 'client', 'second', '--keep']);
    const oldView = cli.credentials();
    const kept = w.keep();
    await kept.event('adopted', 'client');
    await cli.ok(['release', 'client']);
    await kept.event('released', 'client');
    const released = cli.credentials();
    writeFileSync(cli.credentialsFile, oldView);
    await w.until('the released session is removed again', () => !w.section('client').exists);
    await w.until('the released section is removed again', () => cli.credentials() === released);

    await kept.stop();
    writeFileSync(cli.credentialsFile, oldView);
    const again = w.keep();
    await again.event('adopted', 'second');
    await w.until('the released session is removed again', () => !w.section('client').exists);
    await again.stop();
    expect(cli.credentials()).toBe(released);
    expect(w.sts.calls()).toHaveLength(2);
  });

  it('affects one credentials file and names the others, but `role remove` affects all of them', async () => {
    const w = setup();
    const { cli } = w;
    const other = join(cli.folder, 'other-credentials');
    writeFileSync(other, defaultSection);
    const elsewhere = { env: { AWS_SHARED_CREDENTIALS_FILE: other } };
    await cli.ok(['assume', 'client', '--keep']);
    await cli.ok(['assume', 'client', '--keep'], elsewhere);
    const [here, there] = [w.keep(), w.keep([], elsewhere.env)];
    await Promise.all([here.event('adopted', 'client'), there.event('adopted', 'client')]);

    const { stdout } = await cli.ok(['release', 'client']);
    expect(stdout).toContain(`still in ${other}`);
    expect(await here.running.ended()).toEqual({ code: 0, signal: null });
    expect(cli.credentials()).toBe(defaultSection);
    expect(w.section('client', other).owned).toBe(true);

    await cli.ok(['role', 'remove', 'client']);
    expect(await there.running.ended()).toEqual({ code: 0, signal: null });
    expect(w.section('client', other).exists).toBe(false);
  });
});

describe('while a keep runs', () => {
  it('`role set --profile` moves the session in one edit without a call, and keep refreshes it in its new profile', async () => {
    const w = setup();
    const { cli, sts } = w;
    sts.setSessionSeconds(9);
    await cli.ok(['assume', 'client', '--keep']);
    const kept = w.keep();
    await kept.event('adopted', 'client');
    const moved = w.section('client').accessKeyId;

    const seen = new Set<string>();
    const reader = setInterval(() => {
      const [text, owner] = [cli.credentials(), cliOwner(cli)];
      seen.add(
        readMarks(text, owner)
          .map(({ profile }) => `${profile} ${String(readSection(text, profile, owner).owned)}`)
          .join(),
      );
    }, 1);
    await cli.ok(['role', 'set', 'client', '--profile', 'moved']);
    expect(w.section('moved').accessKeyId).toBe(moved);
    expect(w.assumeCalls()).toHaveLength(1);
    await kept.event('refreshed', 'client');
    clearInterval(reader);
    expect([...seen]).toEqual(['client true', 'moved true']);
    expect(w.section('moved').accessKeyId).toBe(w.newestKey());
    expect(w.assumeCalls()).toHaveLength(2);
    expect(kept.events().map(({ event }) => event)).toEqual(['adopted', 'refreshed']);
    await kept.stop();
  });

  it('`role set` of a field that affects the session assumes the role again at once', async () => {
    const w = setup();
    const { cli } = w;
    await cli.ok(['assume', 'client', '--keep']);
    const kept = w.keep();
    await kept.event('adopted', 'client');
    await cli.ok(['role', 'set', 'client', '--duration', '1800']);
    await w.until(
      'the new session is in the file',
      () => w.section().accessKeyId === w.newestKey(),
    );
    await w.until('STS got a second call', () => w.assumeCalls().length === 2);
    await delay(1000);
    expect(w.assumeCalls().map(({ durationSeconds }) => durationSeconds)).toEqual([3600, 1800]);
    expect(kept.running.child.exitCode).toBeNull();
    await kept.stop();
  });

  it('`role remove` waits for a running refresh, removes the section, and ends keep', async () => {
    const w = setup();
    const { cli, sts } = w;
    sts.setSessionSeconds(6);
    await cli.ok(['assume', 'client', '--keep']);
    const kept = w.keep();
    await kept.event('adopted', 'client');
    sts.fail({ kind: 'slow', ms: 2000 }, { action: 'AssumeRole' });
    await w.callUnderWay();
    await cli.ok(['role', 'remove', 'client']);
    expect(w.assumeCalls().map(({ outcome }) => outcome.kind)).toEqual(['ok', 'ok']);
    expect(cli.credentials()).toBe(defaultSection);
    // The event names the true cause, and has the role's former name instead of an ID.
    await kept.event('role-removed', 'client');
    expect(await kept.running.ended()).toEqual({ code: 0, signal: null });
    expect(cli.credentials()).toBe(defaultSection);
    expect((await cli.ok(['role', 'list', '--json'])).stdout.trim()).toBe('{"roles":[]}');
  });
});
