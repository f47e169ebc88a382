import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_POLICY } from '../../src/core/contract/page-policy.ts';
import { panelChannels as channel } from '../../src/core/contract/panel-channels.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
} from '../support/running-main.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const sourcesIn = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|html|css)$/.test(name))
    .map((name) => read(join(folder, name)))
    .join('\n');

/**
 * The numbers are those of Electron's list (electronjs.org/docs/latest/tutorial/security). Each
 * test checks its points as far as that is possible without Electron's runtime.
 */
describe("the application, by the numbers of Electron's security checklist", () => {
  let setup: MainSetup;
  let main: RunningMain;
  let preferences: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    setup = await createMainSetup();
    main = await setup.start();
    const { windows } = await eventually(
      () => main.do.facts(),
      (facts) => facts.windows.length === 1,
    );
    preferences = { ...windows[0]?.options.webPreferences };
  });
  afterAll(() => setup.dispose());

  it('1, 18: loads its page from app://panel alone, nothing from the network or from file://', async () => {
    const { windows } = await main.do.facts();
    expect(windows.map(({ url }) => url)).toEqual(['app://panel/']);
    expect(sourcesIn('src/renderer')).not.toMatch(
      /(?:src|href)=["']https?:|url\(["']?https?:|@import/,
    );
    expect(sourcesIn('src/main')).not.toMatch(/loadFile\(|file:\/\//);
  });

  it('2, 3, 4: gives the page no Node, context isolation and a sandbox', () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
    });
    expect(preferences).not.toHaveProperty('nodeIntegrationInWorker');
    expect(preferences).not.toHaveProperty('nodeIntegrationInSubFrames');
  });

  it('5: denies every permission request and permission check', () => {
    const source = read('src/main/confinement.ts');
    expect(source).toContain(
      'setPermissionRequestHandler((_contents, _permission, answer) => answer(false))',
    );
    expect(source).toContain('setPermissionCheckHandler(() => false)');
  });

  it('6, 8, 9, 10: disables none of the browser’s own protections', () => {
    for (const name of [
      'webSecurity',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
    ]) {
      expect(preferences).not.toHaveProperty(name);
    }
    expect(sourcesIn('src/main')).not.toMatch(
      /bypassCSP: true|disable-web-security|ignore-certificate-errors/,
    );
  });

  it('7: has a policy that allows no inline code, no eval and no other origin', () => {
    // `test/main/protocol.test.ts` checks that every answer has this policy.
    const policy = PAGE_POLICY.join('; ');
    expect(policy).toMatch(/^sandbox allow-scripts allow-forms; default-src 'none';/);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('11, 12: has no webview', async () => {
    expect(preferences).not.toHaveProperty('webviewTag');
    expect(await main.do.navigate('will-attach-webview', 'https://evil.example/')).toBe(true);
  });

  it('13, 14: navigates nowhere and opens no window', async () => {
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect(await main.do.navigate(event, 'https://evil.example/')).toBe(true);
    }
    expect(await main.do.openWindow('https://evil.example/')).toBe('deny');
  });

  it('15: opens only pages of listed hosts, and opens files only in one module', () => {
    const calls = [...sourcesIn('src/main').matchAll(/^.*shell\.openExternal\(.*$/gm)].map(
      ([line]) => line.trim(),
    );
    expect(calls.length).toBeGreaterThan(0);
    for (const file of readdirSync(join(root, 'src/main')).filter((name) => name.endsWith('.ts'))) {
      const source = read(join('src/main', file));
      if (source.includes('shell.openExternal(')) expect(source, file).toContain('allowedPage(');
      // `open-file.ts` opens only paths that the core knows. The page sends names, not paths.
      if (source.includes('shell.openPath(')) expect(file).toBe('open-file.ts');
    }
  });

  it('16: stays at one pinned version of Electron', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('17: answers no sender except the panel’s own top frame, on every channel', async () => {
    const foreign = { url: 'https://evil.example/', parent: null };
    const roleArn = 'arn:aws:iam::123456789012:role/Evil';
    const requests = {
      call: ['role', 'add', { role: { name: 'evil', roleArn } }],
      perform: [{ kind: 'open-file', file: 'log' }],
      save: ['x.json', '{}'],
    } as const;
    const source = read('src/main/ipc.ts');
    const answered = [...source.matchAll(/ipcMain\.handle\(channel\.(\w+)/g)].map(
      ([, name]) => name,
    );
    expect(answered.toSorted()).toEqual([...Object.keys(requests), 'clipboard'].toSorted());
    for (const name of ['call', 'perform', 'save'] as const) {
      const answer = await main.do.invoke(channel[name], requests[name], foreign);
      expect(answer, name).toMatchObject({ ok: false, failure: { kind: 'field-invalid' } });
    }
    await main.do.invoke(channel.perform, [{ kind: 'copy', text: roleArn }]);
    expect(await main.do.invoke(channel.clipboard, [])).toMatchObject({ roles: [{}], others: [] });
    expect(await main.do.invoke(channel.clipboard, [], foreign)).toMatchObject({ roles: [] });

    const { channels, windows } = await main.do.facts();
    expect(windows).toMatchObject([{ visible: true }]);
    expect(channels.length).toBeGreaterThan(0);
    for (const each of channels) await main.do.send(each, [{ kind: 'settings' }], foreign);
    const after = await main.do.facts();
    expect(after.windows).toEqual(windows);
    expect(after.systemRequests.map(({ what }) => what)).not.toContain('open-path');
    expect((await main.state()).roles).toEqual([]);
  });

  it('19: disables in its packages everything that would let another program run code in it', () => {
    const builder = read('electron-builder.yml');
    for (const fuse of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ]) {
      expect(builder).toContain(fuse);
    }
  });

  it('20: gives the page its own bridge and nothing of Electron', () => {
    const source = sourcesIn('src/preload');
    expect(source.match(/exposeInMainWorld\(/g)).toHaveLength(1);
    expect(source).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer\s*\)/);
    expect(sourcesIn('src/renderer')).not.toMatch(/require\(|ipcRenderer|from 'electron'/);
  });
});
