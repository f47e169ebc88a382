import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/node/app.ts';
import { brokenRule, pathChecks } from '../../src/node/path-checks.ts';
import { ScriptedConsent } from '../support/scripted-consent.ts';
import { skippedExceptOn } from '../support/systems.ts';

describe.skipIf(skippedExceptOn('Unix'))('a path in the settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rk-paths-'));
  const own = join(folder, 'rolekeeper');
  const at = (name: string): string => join(folder, name);
  const env = { HOME: folder, WHERE: folder };
  const paths = pathChecks(env, own);
  const server = createServer();
  beforeAll(async () => {
    mkdirSync(own);
    mkdirSync(at('sub'));
    writeFileSync(at('plain'), '');
    writeFileSync(join(own, 'planted'), '');
    writeFileSync(at('ca.pem'), rootCertificates[0] ?? '');
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync(at('pipe'), at('to-pipe'));
    symlinkSync(join(own, 'planted'), at('to-planted'));
    symlinkSync(own, at('to-own'));
    symlinkSync(at('nothing'), at('dangling'));
    symlinkSync('/dev/zero', at('to-zero'));
    await new Promise<void>((listening) => server.listen(at('socket'), listening));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['relative', 'config'],
    ['relative', './config'],
    ['relative', '~nobody-here/x'],
    ['relative', '$UNKNOWN/x'],
    ['network', '//server/share/config'],
    ['network', String.raw`\\server\share\config`],
    ['network', String.raw`\\?\UNC\server\share\config`],
    ['network', String.raw`\\.\pipe\x`],
    ['network', '/$WHERE/config'],
    ['own-folder', '$WHERE/rolekeeper/planted'],
    ['own-folder', '~/sub/../rolekeeper/planted'],
    ['hidden-characters', '/home/a\u202Elice/config'],
    ['hidden-characters', '/home/alice\u0000/config'],
    ['not-a-file', '~/pipe'],
    ['not-a-file', '~/to-pipe'],
    ['not-a-file', '~/socket'],
    ['not-a-file', '~/sub'],
    ['not-a-file', '/dev/zero'],
    ['not-a-file', '~/to-zero'],
    ['own-folder', '~/to-planted'],
    ['own-folder', '~/to-own/new'],
    ['missing', '~/dangling'],
    ['missing', '~/no-folder/config'],
  ])('is refused by the rule %s: %s', async (broken, path) => {
    expect(await paths.examine('configFile', path)).toEqual({ kind: 'path', broken });
    expect(await paths.examine('credentialsFile', path)).toEqual({ kind: 'path', broken });
    expect(await paths.examine('caBundle', path)).toEqual({ kind: 'path', broken });
    const isMissing = broken === 'missing';
    expect(brokenRule(path, env, own)).toEqual(isMissing ? null : { kind: 'path', broken });
  });

  it('may name a new file in an existing folder, but a CA bundle must exist', async () => {
    expect(await paths.examine('credentialsFile', '~/sub/new')).toBeNull();
    expect(await paths.examine('caBundle', '~/sub/new')).toEqual({
      kind: 'path',
      broken: 'missing',
    });
    expect(await paths.examine('caBundle', '~/plain')).toEqual({ kind: 'ca-bundle' });
    expect(await paths.examine('caBundle', '~/ca.pem')).toBeNull();
    expect(await paths.examine('configFile', `/${'x'.repeat(2000)}`)).toMatchObject({
      kind: 'length',
    });
  });

  it.each(['/dev/zero', 'pipe', 'rolekeeper/planted', '//server/share', 'relative'])(
    'is ignored and reported if someone wrote it into settings.json: %s',
    async (name) => {
      const path = /^(?:\/|relative)/.test(name) ? name : at(name);
      const home = mkdtempSync(join(folder, 'home-'));
      const rolekeeper = name === 'rolekeeper/planted' ? own : join(home, 'rolekeeper');
      mkdirSync(rolekeeper, { recursive: true });
      const preferences = { configFile: path, credentialsFile: path, caBundle: path };
      writeFileSync(
        join(rolekeeper, 'settings.json'),
        JSON.stringify({ version: 1, roles: [], preferences }),
      );
      const created = await createApp({
        env: { HOME: home, ROLEKEEPER_HOME: rolekeeper },
        refresh: 'nothing',
        consent: new ScriptedConsent(),
      });
      if (!created.ok) throw new Error(created.failure.kind);
      const app = created.value;
      const ignored = app.state().problems.filter(({ kind }) => kind === 'setting-ignored');
      expect(ignored.map((problem) => 'name' in problem && problem.name).sort()).toEqual([
        'caBundle',
        'configFile',
        'credentialsFile',
      ]);
      expect(await app.api.role.sources({})).toMatchObject({ ok: true });
      expect(await app.api.role.importable({})).toMatchObject({
        ok: true,
        value: { path: join(home, '.aws', 'config') },
      });
      await app.stop();
    },
  );
});
