import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiSchema } from '../../src/core/contract/api-schema.ts';
import { panelChannels as channel } from '../../src/core/contract/panel-channels.ts';
import { backupName } from '../../src/node/credentials-file/backup-name.ts';
import { runs } from '../support/credentials-texts.ts';
import { createMainSetup, type MainSetup, type RunningMain } from '../support/running-main.ts';

/** Starts a server that records each request and refuses it. */
async function startRecordingServer(): Promise<{ server: Server; url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const OLD = '[mine]\naws_access_key_id = AKIAFOREIGN000000000\naws_secret_access_key = before';
const FOREIGN =
  '\n[mine]\naws_access_key_id = AKIAFOREIGN000000001\naws_secret_access_key = someone\n';

describe('a compromised page', () => {
  let setup: MainSetup;
  let main: RunningMain;
  let evil: Awaited<ReturnType<typeof startRecordingServer>>;
  let proxy: Awaited<ReturnType<typeof startRecordingServer>>;
  let roleId: string;
  let marker: string;
  let evilConfig: string;
  let backupFile: string;
  let backupId: string;
  beforeAll(async () => {
    setup = await createMainSetup();
    [evil, proxy] = [await startRecordingServer(), await startRecordingServer()];
    marker = join(setup.home, 'has-run');
    evilConfig = join(setup.home, 'evil-config');
    const command = `credential_process = ${process.execPath} -e "require('fs').writeFileSync('${marker}','')"`;
    writeFileSync(evilConfig, `[profile team]\n${command}\n[default]\n${command}\n`);
    appendFileSync(join(setup.home, '.aws', 'credentials'), FOREIGN);
    const backupsFolder = join(setup.rolekeeperHome, 'backups');
    mkdirSync(backupsFolder, { recursive: true, mode: 0o700 });
    const credentialsFile = join(setup.home, '.aws', 'credentials');
    const writeBackup = (
      kind: 'hourly' | 'section',
      profile: string | null,
      text: string,
    ): string => {
      const { id } = backupName(kind, Date.now(), credentialsFile, text);
      const facts = JSON.stringify({ path: credentialsFile, profile });
      const file = join(backupsFolder, `${id}.ini`);
      writeFileSync(file, `# rolekeeper backup ${facts}\n${text}\n`, { mode: 0o600 });
      return id;
    };
    // A backup without keys, which a purge may delete.
    backupId = writeBackup('hourly', null, '# note');
    backupFile = join(backupsFolder, `${backupId}.ini`);
    // A backup of the section before its last change.
    writeBackup('section', 'mine', OLD);
    // This proxy records and refuses all requests to AWS's own hosts.
    main = await setup.start({ env: { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' } });
    roleId = await setup.addRole(main, 'mine');
    await setup.addRole(main, 'other');
  });
  afterAll(async () => {
    evil.server.close();
    proxy.server.close();
    await setup.dispose();
  });

  const role = (more: object = {}) => ({
    name: 'planted',
    roleArn: 'arn:aws:iam::123456789012:role/Planted',
    ...more,
  });
  const document = (more: object): string =>
    JSON.stringify({ format: 'rolekeeper-settings', version: 1, ...more });

  /** Returns a browser command that creates the file `marker` if anything runs it. */
  const markingCommand = (): string =>
    `"${process.execPath}" -e "require('fs').writeFileSync('${marker}','')"`;

  /** Requests that would do harm if they did not need the user's consent. */
  const attack = () =>
    fc.constantFrom<readonly [group: string, name: string, payload: object]>(
      ['preferences', 'set', { changes: { configFile: evilConfig } }],
      ['preferences', 'set', { changes: { credentialsFile: join(setup.home, 'x') } }],
      ['preferences', 'set', { changes: { caBundle: '/dev/zero' } }],
      ['preferences', 'set', { changes: { caBundle: evilConfig, theme: 'dark' } }],
      ['preferences', 'set', { changes: { proxy: evil.url } }],
      ['preferences', 'set', { changes: { configFile: '//server/share' } }],
      ['preferences', 'set', { changes: { configFile: 'x'.repeat(4096) } }],
      ['role', 'add', { role: role({ endpoint: evil.url }) }],
      ['role', 'set', { roleId, changes: { endpoint: evil.url } }],
      ['role', 'test', { role: role({ endpoint: evil.url }), roleId: null, code: null }],
      ['role', 'test', { role: role({ endpoint: evil.url }), roleId, code: '123456' }],
      ['role', 'add', { role: role({ browser: markingCommand() }) }],
      ['role', 'set', { roleId, changes: { browser: markingCommand() } }],
      ['role', 'set', { roleId, changes: { region: 'evil.example/#' } }],
      ['session', 'assume', { roleId, keep: true, takeOver: true }],
      ['session', 'assume', { roleId, keep: false, takeOver: true }],
      ['backups', 'restoreFile', { backupId, dryRun: false }],
      ['backups', 'restoreSection', { profile: 'mine' }],
      ['backups', 'purge', {}],
      ['backups', 'purge', { dryRun: false }],
      [
        'settings',
        'import',
        {
          dryRun: false,
          document: document({ preferences: { configFile: evilConfig, proxy: evil.url } }),
        },
      ],
      [
        'settings',
        'import',
        {
          dryRun: false,
          document: document({
            roles: [
              {
                ...role({ endpoint: evil.url, sourceProfile: 'team', targetProfile: 'planted' }),
                id: 'aaaaaaaaaaaa',
                roleSessionName: 'me',
                durationSeconds: 3600,
              },
            ],
          }),
        },
      ],
      ['access', 'identify', { profile: 'team' }],
      ['role', 'import', { profiles: ['team', '__proto__'] }],
    );
  const groups = Object.entries(apiSchema).flatMap(([group, requests]) =>
    Object.keys(requests).map((name) => [group, name] as const),
  );
  const extra = fc.dictionary(
    fc.constantFrom(
      ...['consent', 'confirmed', 'allow', 'allowed', 'yes', 'force', 'endpoints', 'dialog'],
      ...['allowPreference', '__proto__', 'constructor', 'toString'],
    ),
    fc.constantFrom<unknown>(true, 1, 'yes', ['*'], {}),
    { maxKeys: 3 },
  );
  const noise = fc
    .tuple(fc.constantFrom(...groups), fc.oneof(fc.anything(), extra))
    .map(([[group, name], payload]) => [group, name, payload] as const)
    .filter(([group, name]) => !(group === 'role' && name === 'remove'));

  function expectUntouched(): void {
    const settings = readFileSync(join(setup.rolekeeperHome, 'settings.json'), 'utf8');
    const { roles, preferences } = JSON.parse(settings) as {
      roles: { name: string; endpoint?: string; browser?: string }[];
      preferences: object;
    };
    for (const name of ['configFile', 'credentialsFile', 'caBundle', 'proxy'])
      expect(preferences).not.toHaveProperty(name);
    for (const { endpoint, browser } of roles) {
      expect([undefined, setup.sts.url]).toContain(endpoint);
      expect(browser).toBeUndefined();
    }
    expect(setup.credentials()).toContain(FOREIGN.trim());
    expect(existsSync(backupFile)).toBe(true);
    expect(existsSync(marker)).toBe(false);
    expect(evil.asked).toEqual([]);
    for (const host of proxy.asked) expect(host).toMatch(/^sts\.[a-z0-9-]+\.amazonaws\.com:443$/);
  }

  it('cannot set a path or server, take over a profile, delete backups or run a program without consent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            { weight: 3, arbitrary: attack() },
            {
              weight: 2,
              arbitrary: fc
                .tuple(attack(), extra)
                .map(
                  ([[group, name, payload], more]) =>
                    [group, name, { ...payload, ...more }] as const,
                ),
            },
            { weight: 1, arbitrary: noise },
          ),
          { minLength: 1, maxLength: 6 },
        ),
        fc.boolean(),
        async (requests, isRepeated) => {
          const all = isRepeated ? [...requests, ...requests] : requests;
          await Promise.all(
            all.map(([group, name, payload]) =>
              main.do.invoke(channel.call, [group, name, cloned(payload)]),
            ),
          );
          await main.do.invoke(channel.perform, [{ kind: 'take-over', roleId, yes: true }]);
          await main.do.invoke(channel.perform, [{ kind: 'take-over', roleId }]);
          await main.do.invoke(channel.perform, [{ kind: 'open-console', roleId }]);
          await main.do.invoke(channel.perform, [{ kind: 'restore', profile: 'mine' }]);
          expectUntouched();
        },
      ),
      { numRuns: runs(25) },
    );
    const { systemRequests } = await main.do.facts();
    const dialogs = systemRequests.filter(({ what }) => what === 'dialog');
    expect(dialogs.length).toBeGreaterThan(0);
    for (const { facts } of dialogs) {
      expect(facts).toMatchObject({ isAttached: true, defaultId: 1, cancelId: 1 });
    }
    expect(systemRequests.map(({ what }) => what)).not.toContain('open-external');
    expect((await main.state()).roles.length).toBeGreaterThanOrEqual(2);
  });

  it('gets what the person agreed to, and only that', async () => {
    await main.do.answer(0);
    const configFile = join(setup.home, 'own-config');
    writeFileSync(configFile, '');
    expect(await main.call('preferences', 'set', { changes: { configFile } })).toMatchObject({
      ok: true,
    });
    expect(await main.call('preferences', 'set', { changes: { configFile: null } })).toMatchObject({
      ok: false,
      failure: { kind: 'consent-refused', asked: 'preference', subject: 'configFile' },
    });
    const settings = readFileSync(join(setup.rolekeeperHome, 'settings.json'), 'utf8');
    expect(JSON.parse(settings)).toMatchObject({ preferences: { configFile } });
  });

  it('restores a backup after the person agrees, and only that backup', async () => {
    const before = setup.credentials();
    await main.do.answer(0);
    const restored = await main.call('backups', 'restoreSection', { profile: 'mine' });
    expect(restored).toMatchObject({ ok: true, value: { replacedOthers: true } });
    expect(setup.credentials()).toBe(before.replace(FOREIGN.trim(), OLD));
    expect(await main.call('backups', 'restoreFile', { backupId, dryRun: false })).toMatchObject({
      ok: false,
      failure: { kind: 'consent-refused', asked: 'restore-file' },
    });
    await main.do.answer(0);
    expect(await main.call('backups', 'restoreFile', { backupId, dryRun: false })).toMatchObject({
      ok: true,
    });
    expect(setup.credentials()).toBe('# note\n');
  });

  it('deletes the backups after the person agrees', async () => {
    await main.do.answer(0);
    expect(await main.call('backups', 'purge', { dryRun: false })).toMatchObject({ ok: true });
    expect(existsSync(backupFile)).toBe(false);
  });

  it('has a sandbox, a browser session in memory, no Node and no origin-private file system', async () => {
    const { windows } = await main.do.facts();
    const preferences = windows[0]?.options.webPreferences;
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
    expect(preferences?.partition).toBe('panel');
    expect(preferences?.disableBlinkFeatures).toContain('FileSystemAccessOriginPrivate');
  });
});

/** Returns the payload as it reaches main, or null if structured cloning cannot copy it. */
function cloned(payload: unknown): unknown {
  try {
    return structuredClone(payload);
  } catch {
    return null;
  }
}
