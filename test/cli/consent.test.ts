import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  type Cli,
  cliHome,
  defaultSection,
  plainRole,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';

const otherSection =
  '[work]\naws_access_key_id = AKIAMINE000000000001\naws_secret_access_key = mine/secret\n';
const newerSection = otherSection.replace('0001\n', '0002\n');

describe.skipIf(skippedWithoutTerminal())('a consent question in a terminal', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  let values: Readonly<Record<string, string>>;
  beforeEach(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts, `${defaultSection}\n${otherSection}`);
    values = {
      configFile: join(cli.folder, 'own-config'),
      credentialsFile: join(cli.folder, 'own-credentials'),
      caBundle: join(cli.folder, 'own-ca.pem'),
      proxy: 'http://127.0.0.1:9',
    };
    for (const file of ['own-config', 'own-credentials', 'own-ca.pem'])
      writeFileSync(join(cli.folder, file), '', { mode: 0o600 });
    await cli.ok(['role', 'add', 'work', '--role-arn', plainRole.roleArn]);
  });
  afterEach(async () => {
    cli.dispose();
    await sts.close();
  });

  const importing = (key: string): string[] => {
    const document = {
      ...{ format: 'rolekeeper-settings', version: 1, roles: [] },
      preferences: { [key]: values[key] },
    };
    writeFileSync(join(cli.folder, 'document.json'), JSON.stringify(document));
    return ['settings', 'import', 'document.json'];
  };
  const settings = async (): Promise<string> => (await cli.ok(['settings', 'export'])).stdout;

  it.each(['configFile', 'credentialsFile', 'caBundle', 'proxy'])(
    'is asked if an import sets %s without --allow-preference, and the answer no changes nothing',
    async (key) => {
      const value = values[key] ?? '';
      for (const typed of ['n\r', '\r', '\u0004']) {
        const refused = await cli.onTerminal(importing(key), [['[y/N] ', typed]]);
        expect(refused.stdout).toContain('Now: default');
        expect(refused.stdout.replaceAll(/\s/g, '')).toContain(`New:${value}`);
        expect(refused.stdout).toContain(`--allow-preference ${key}`);
        expect(refused.code).toBe(1);
      }
      expect(await settings()).not.toContain(value);
      const flag = await cli.onTerminal([...importing(key), '--allow-preference', key]);
      expect(flag.stdout).not.toContain('[y/N]');
      // Rolekeeper reads the CA bundle after the consent, and refuses it because it is empty.
      if (key === 'caBundle') expect(flag.stdout).toContain('certificate');
      else expect(await settings()).toContain(value);
    },
  );

  it('lets an import set the proxy after the answer yes', async () => {
    const { stdout } = await cli.onTerminal(importing('proxy'), [['[y/N] ', 'y\r']]);
    expect(stdout).toContain('Change the proxy?');
    expect(await settings()).toContain(values['proxy']);
  });

  it('is not asked if `assume --take-over` replaces keys of another tool, because --take-over is the consent', async () => {
    const before = cli.credentials();
    expect((await cli.run(['assume', 'work'])).stderr).toContain('--take-over');
    expect(cli.credentials()).toBe(before);
    const taken = await cli.onTerminal(['assume', 'work', '--take-over']);
    expect(taken.stdout).not.toContain('[y/N]');
    expect(cli.credentials()).not.toContain('mine/secret');
  });

  it('is asked before `restore PROFILE` replaces the keys of a profile, but not by `restore --file` and `restore --purge`, which need --yes', async () => {
    await cli.ok(['assume', 'work', '--take-over']);
    await cli.ok(['release', 'work']);
    writeFileSync(cli.credentialsFile, `${defaultSection}\n${newerSection}`);
    const list = (await cli.ok(['restore', '--list'])).stdout;
    const id = /^original-\S+/m.exec(list)?.[0] ?? '';
    const expectUnchanged = async (): Promise<void> => {
      expect(cli.credentials()).toBe(`${defaultSection}\n${newerSection}`);
      expect((await cli.ok(['restore', '--list'])).stdout).toBe(list);
    };
    const refused = await cli.onTerminal(['restore', 'work'], [['[y/N] ', 'n\r']]);
    expect(refused.stdout).toContain('The restore was not confirmed');
    expect(refused.code).toBe(1);
    expect((await cli.run(['restore', 'work'])).code).not.toBe(0);
    await expectUnchanged();
    for (const preview of [
      ['restore', '--file', id],
      ['restore', '--purge'],
    ]) {
      const shown = await cli.onTerminal(preview);
      expect(shown).toMatchObject({ code: 0 });
      expect(shown.stdout).toContain('Nothing was changed. Run again with --yes to apply.');
      await expectUnchanged();
    }
    const file = await cli.ok(['restore', '--file', id, '--yes']);
    expect(file.stdout).toContain('Sections changed: work');
    expect(cli.credentials()).toBe(`${defaultSection}\n${otherSection}`);
    writeFileSync(cli.credentialsFile, `${defaultSection}\n${newerSection}`);
    const section = await cli.onTerminal(['restore', 'work'], [['[y/N] ', 'y\r']]);
    expect(section.stdout).toContain('Replace the profile work with a backup?');
    expect(cli.credentials()).toContain(otherSection);
    const purged = await cli.ok(['restore', '--purge', '--yes']);
    expect(purged.stdout).toMatch(/Deleted [1-9]/);
  });
});
