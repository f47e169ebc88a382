import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readMarks, readSection } from '../../src/core/credentials-file/section.ts';
import { defaultSection, plainRole } from '../support/cli-harness.ts';
import { setUpEachTest } from '../support/process-setup.ts';
import { cliOwner } from '../support/owner.ts';

const getSetup = setUpEachTest();

describe('a release', () => {
  it.each([
    ['a role that is switched on', true],
    ['a role that is off, which `keep` got by name', false],
  ])(
    'ends the session during a refresh of %s, and the later answer of STS is not written',
    async (_which, switchedOn) => {
      const setup = getSetup();
      const { cli, sts } = setup;
      sts.setSessionSeconds(6);
      if (switchedOn) await cli.ok(['assume', 'client', '--keep']);
      const kept = setup.keep(switchedOn ? [] : ['client']);
      await kept.event(switchedOn ? 'adopted' : 'assumed', 'client');
      const answer = Promise.withResolvers<undefined>();
      sts.fail({ kind: 'held', until: answer.promise }, { action: 'AssumeRole' });
      await setup.untilCallIsPending();
      const calls = setup.assumeCalls().length;

      await cli.ok(['release', 'client']);
      expect(setup.assumeCalls().at(-1)?.outcome.kind).toBe('pending');
      expect(cli.credentials()).toBe(defaultSection);
      answer.resolve(undefined);
      await setup.until(
        'STS has answered',
        () => setup.assumeCalls().at(-1)?.outcome.kind === 'ok',
      );
      expect(await kept.running.ended()).toEqual({ code: 0, signal: null });
      expect(cli.credentials()).toBe(defaultSection);
      expect(kept.events().map(({ event }) => event)).not.toContain('refreshed');
      expect(setup.assumeCalls()).toHaveLength(calls);
    },
  );

  it('is repeated by `keep` if a tool writes an old copy of the file with the session', async () => {
    const setup = getSetup();
    const { cli } = setup;
    await cli.ok(['role', 'add', 'second', '--role-arn', plainRole.roleArn]);
    await cli.ok(['assume', 'client', 'second', '--keep']);
    const oldView = cli.credentials();
    const kept = setup.keep();
    await kept.event('adopted', 'client');
    await cli.ok(['release', 'client']);
    await kept.event('released', 'client');
    const released = cli.credentials();
    writeFileSync(cli.credentialsFile, oldView);
    await setup.until(
      'the released session is removed again',
      () => !setup.section('client').exists,
    );
    await setup.until(
      'the released section is removed again',
      () => cli.credentials() === released,
    );

    await kept.stop();
    writeFileSync(cli.credentialsFile, oldView);
    const again = setup.keep();
    await again.event('adopted', 'second');
    await setup.until(
      'the released session is removed again',
      () => !setup.section('client').exists,
    );
    await again.stop();
    expect(cli.credentials()).toBe(released);
    expect(setup.sts.calls()).toHaveLength(2);
  });

  it('removes keys from one credentials file and names a second file that still has keys, and `role remove` then removes those', async () => {
    const setup = getSetup();
    const { cli } = setup;
    const other = join(cli.folder, 'other-credentials');
    writeFileSync(other, defaultSection);
    const elsewhere = { env: { AWS_SHARED_CREDENTIALS_FILE: other } };
    await cli.ok(['assume', 'client', '--keep']);
    await cli.ok(['assume', 'client', '--keep'], elsewhere);
    const [here, there] = [setup.keep(), setup.keep([], elsewhere.env)];
    await Promise.all([here.event('adopted', 'client'), there.event('adopted', 'client')]);

    const { stdout } = await cli.ok(['release', 'client']);
    expect(stdout).toContain(`still in ${other}`);
    expect(await here.running.ended()).toEqual({ code: 0, signal: null });
    expect(cli.credentials()).toBe(defaultSection);
    expect(setup.section('client', other).owned).toBe(true);

    await cli.ok(['role', 'remove', 'client']);
    expect(await there.running.ended()).toEqual({ code: 0, signal: null });
    expect(setup.section('client', other).exists).toBe(false);
  });
});

describe('while `keep` runs', () => {
  it('`role set --profile` moves the session in one edit without an STS call, and `keep` then refreshes it', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    sts.setSessionSeconds(9);
    await cli.ok(['assume', 'client', '--keep']);
    const kept = setup.keep();
    await kept.event('adopted', 'client');
    const moved = setup.section('client').accessKeyId;

    const seen = new Set<string>();
    const read = (): void => {
      const [text, owner] = [cli.credentials(), cliOwner(cli)];
      seen.add(
        readMarks(text, owner)
          .map(({ profile }) => `${profile} ${String(readSection(text, profile, owner).owned)}`)
          .join(),
      );
    };
    // On a busy computer, the timer may call `read` for the first time after the change.
    read();
    const reader = setInterval(read, 1);
    await cli.ok(['role', 'set', 'client', '--profile', 'moved']);
    expect(setup.section('moved').accessKeyId).toBe(moved);
    expect(setup.assumeCalls()).toHaveLength(1);
    await kept.event('refreshed', 'client');
    clearInterval(reader);
    expect([...seen]).toEqual(['client true', 'moved true']);
    expect(setup.section('moved').accessKeyId).toBe(setup.newestKey());
    expect(setup.assumeCalls()).toHaveLength(2);
    expect(kept.events().map(({ event }) => event)).toEqual(['adopted', 'refreshed']);
    await kept.stop();
  });

  it('`role set --duration` assumes the role again at once, with one call', async () => {
    const setup = getSetup();
    const { cli } = setup;
    await cli.ok(['assume', 'client', '--keep']);
    const kept = setup.keep();
    await kept.event('adopted', 'client');
    await cli.ok(['role', 'set', 'client', '--duration', '1800']);
    await setup.until(
      'the new session is in the file',
      () => setup.section().accessKeyId === setup.newestKey(),
    );
    await setup.until('STS got a second call', () => setup.assumeCalls().length === 2);
    await delay(1000);
    expect(setup.assumeCalls().map(({ durationSeconds }) => durationSeconds)).toEqual([3600, 1800]);
    expect(kept.running.child.exitCode).toBeNull();
    await kept.stop();
  });

  it('`role remove` waits for a running refresh, removes the section, and `keep` then ends', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    sts.setSessionSeconds(6);
    await cli.ok(['assume', 'client', '--keep']);
    const kept = setup.keep();
    await kept.event('adopted', 'client');
    sts.fail({ kind: 'slow', ms: 2000 }, { action: 'AssumeRole' });
    await setup.untilCallIsPending();
    await cli.ok(['role', 'remove', 'client']);
    expect(setup.assumeCalls().map(({ outcome }) => outcome.kind)).toEqual(['ok', 'ok']);
    expect(cli.credentials()).toBe(defaultSection);
    // The role no longer exists, and the event still has its name.
    await kept.event('role-removed', 'client');
    expect(await kept.running.ended()).toEqual({ code: 0, signal: null });
    expect(cli.credentials()).toBe(defaultSection);
    expect((await cli.ok(['role', 'list', '--json'])).stdout.trim()).toBe('{"roles":[]}');
  });
});
