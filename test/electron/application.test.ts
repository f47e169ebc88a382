import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/core/result.ts';
import { startEmbeddedSts, type EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { installedRuntime } from '../../demo/application/installed-runtime.ts';
import { findTrayHost } from '../../src/node/tray-host.ts';
import { alice, roleArn } from '../support/cli-harness.ts';
import { eventually } from '../support/running-main.ts';

const root = join(import.meta.dirname, '../..');
// Checks a file, because importing electron would start a download.
const installed = existsSync(join(root, 'node_modules/electron/path.txt'));
const displayed =
  process.platform !== 'linux' ||
  [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
const needs = [installed ? '' : ' [needs electron]', displayed ? '' : ' [needs a display]'].join(
  '',
);
const pictures = process.env['ROLEKEEPER_PICTURES'];
const host = needs === '' && process.platform === 'linux' ? await findTrayHost(process.env) : null;
/** The environment of this process, without its AWS and Rolekeeper variables. */
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS|ROLEKEEPER)_/.test(name)),
) as Record<string, string>;

interface TrayGlobal {
  readonly trayMenu?: Electron.Menu;
  /** For each message box: true if it was attached to a window. */
  boxes?: boolean[];
  toasts?: string[];
}

describe.skipIf(needs !== '')(`the application in real Electron${needs}`, () => {
  const home = mkdtempSync(join(tmpdir(), 'rk-electron-'));
  const credentialsFile = join(home, '.aws', 'credentials');
  let sts: EmbeddedSts;
  let application: ElectronApplication;
  let page: Page;
  const complaints: string[] = [];

  const testEnvironment = {
    ...inherited,
    HOME: home,
    USERPROFILE: home,
    ROLEKEEPER_HOME: join(home, 'rolekeeper'),
  };

  const launch = async (): Promise<void> => {
    application = await _electron.launch({
      args: ['-r', join(import.meta.dirname, 'keep-menu.cjs'), root],
      cwd: root,
      env: testEnvironment,
    });
    application.context().on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page = await application.firstWindow();
    await page.waitForSelector('#panel > *');
    // Nobody can answer a message box here, so each gets its first button (0) as the answer.
    // Message boxes and toasts are recorded, and only toasts are shown.
    await application.evaluate(({ dialog, Notification }) => {
      const seen = globalThis as TrayGlobal;
      seen.boxes ??= [];
      seen.toasts ??= [];
      dialog.showMessageBox = (...args: readonly unknown[]) => {
        seen.boxes?.push(args.length === 2);
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
      // oxlint-disable-next-line typescript/unbound-method -- called with `this` below
      const { show } = Notification.prototype;
      Notification.prototype.show = function (this: Electron.Notification) {
        seen.toasts?.push(this.title);
        show.call(this);
      };
    });
  };
  /** For each panel window: true if it is visible. Tests expect one panel. */
  const panelVisibility = () =>
    application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter(({ webContents }) => webContents.getURL().startsWith('app://panel/'))
        .map((window) => window.isVisible()),
    );
  const click = (id: string): Promise<void> =>
    application.evaluate((_electron_, line) => {
      const item = (globalThis as TrayGlobal).trayMenu?.getMenuItemById(line);
      if (item === null || item === undefined) throw new Error(`no line ${line}`);
      Reflect.apply(item.click, item, []);
    }, id);
  const line = (id: string) =>
    application.evaluate((_electron_, wanted) => {
      const item = (globalThis as TrayGlobal).trayMenu?.getMenuItemById(wanted);
      return item === null || item === undefined
        ? null
        : { label: item.label, checked: item.checked };
    }, id);
  /** Shows the panel, because it hides when it loses the focus, and a hidden page gets no state. */
  const showPanel = () => click('open');
  const picture = async (name: string): Promise<void> => {
    if (pictures === undefined) return;
    await showPanel();
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}-${process.platform}.png`) });
  };

  beforeAll(async () => {
    execFileSync(
      process.execPath,
      ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
      {
        cwd: root,
        stdio: 'pipe',
      },
    );
    sts = await startEmbeddedSts({
      users: [alice],
      roles: [{ roleArn, trusts: ['arn:aws:iam::111122223333:root'] }],
    });
    mkdirSync(join(home, '.aws'));
    writeFileSync(
      credentialsFile,
      `[default]\naws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`,
      { mode: 0o600 },
    );
    await launch();
  });
  afterAll(async () => {
    await application.close().catch(() => undefined);
    await sts.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  it('opens its panel at app://panel/ if a person starts it, and gives the page no globals of Node', async () => {
    expect(page.url()).toBe('app://panel/');
    expect(
      await page.evaluate(() =>
        Object.keys(globalThis).filter((name) => ['require', 'process'].includes(name)),
      ),
    ).toEqual([]);
    await picture('first-run');
  });

  it('gives its page no storage, no worker and no access to a server', async () => {
    const signals: string[] = [];
    const server = createServer((socket) => {
      signals.push('connected');
      socket.on('error', () => undefined);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const found = await page.evaluate(`(async () => {
      const attempt = async (work) => {
        try { return String((await work()) ?? 'done'); } catch { return 'refused'; }
      };
      const ice = { urls: 'turn:127.0.0.1:${String(port)}?transport=tcp', username: 'u', credential: 'c' };
      return Promise.all([
        () => localStorage.setItem('a', 'b'),
        () => sessionStorage.setItem('a', 'b'),
        () => { document.cookie = 'a=b'; },
        () => indexedDB.open('a'),
        () => caches.open('a'),
        () => navigator.storage.getDirectory(),
        () => navigator.serviceWorker.register('/w.js'),
        () => new SharedWorker('/w.js'),
        () => fetch('http://127.0.0.1:${String(port)}/'),
        async () => {
          const peer = new RTCPeerConnection({ iceServers: [ice] });
          let candidates = 0;
          peer.onicecandidate = ({ candidate }) => { if (candidate?.candidate) candidates += 1; };
          peer.createDataChannel('a');
          await peer.setLocalDescription(await peer.createOffer());
          await new Promise((done) => setTimeout(done, 2000));
          if (candidates === 0) throw new Error('none');
        },
      ].map(attempt));
    })()`);
    server.close();
    expect(found).toEqual(Array.from({ length: 10 }, () => 'refused'));
    expect(signals).toEqual([]);
    expect(await page.evaluate('self.origin')).toBe('null');
    // Removes the error about the request that the CSP refused above.
    complaints.length = 0;
  });

  it.skipIf(host !== 'present')(
    "gives its icon to the desktop's tray [needs a tray host]",
    async () => {
      const names = [
        '--dest',
        'org.freedesktop.DBus',
        '--object-path',
        '/',
        '--method',
        'org.freedesktop.DBus.ListNames',
      ];
      await eventually(
        async () => (await promisify(execFile)('gdbus', ['call', '--session', ...names])).stdout,
        (said) => /StatusNotifierItem-\d+-\d+/.test(said),
      );
    },
  );

  let roleId = '';
  it('lets the main process read window.name, in which the page reports an unsaved form', async () => {
    const nameInMain = () =>
      application.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.mainFrame.name,
      );
    const before = await page.evaluate<string>('window.name');
    await page.evaluate(`window.name = '{"a":"b"}'`);
    await expect.poll(nameInMain).toBe('{"a":"b"}');
    await page.evaluate(`window.name = ${JSON.stringify(before)}`);
    await expect.poll(nameInMain).toBe(before);
  });

  it('assumes a role on a click in the tray, and writes the session into the credentials file', async () => {
    const role = { name: 'client-s3', roleArn, endpoint: sts.url, region: 'eu-central-1' };
    const saved = await page.evaluate<Result<{ readonly role: { readonly id: string } }>>(
      `window.rolekeeper.call('role', 'add', ${JSON.stringify({ role })})`,
    );
    if (!saved.ok) throw new Error(JSON.stringify(saved.failure));
    roleId = saved.value.role.id;
    // The server is not AWS, so the application asked in a message box attached to the panel.
    expect(await application.evaluate(() => (globalThis as TrayGlobal).boxes)).toEqual([true]);
    const before = await eventually(
      () => line(`role:${roleId}`),
      (found) => found !== null,
    );
    await click(`role:${roleId}`);
    // The checkmark proves nothing, because the click itself sets it.
    await eventually(
      () => Promise.resolve(readFileSync(credentialsFile, 'utf8')),
      (text) => /\[client-s3\]\r?\naws_access_key_id = ASIA/.test(text),
    );
    await eventually(
      () => line(`role:${roleId}`),
      (found) => found?.checked === true && found.label !== before?.label,
    );
    await showPanel();
    await page.getByText('client-s3').first().waitFor();
    await picture('active');
  });

  it('hides its panel on close and shows it again from the tray', async () => {
    await application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().forEach((window) => window.close()),
    );
    await eventually(panelVisibility, ([shown]) => shown === false);
    await click('open');
    await eventually(panelVisibility, ([shown]) => shown === true);
  });

  it('hides its panel when it loses the focus, except on Linux', async () => {
    await showPanel();
    await eventually(panelVisibility, ([shown]) => shown === true);
    // After the click that shows it, the panel can lose the focus for a moment.
    await new Promise((later) => setTimeout(later, 1000));
    await application.evaluate(({ BrowserWindow }) => {
      const other = new BrowserWindow({ width: 200, height: 200 });
      other.show();
      other.focus();
    });
    const expected = process.platform === 'linux';
    await eventually(panelVisibility, ([shown]) => shown === expected);
    await application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter(({ webContents }) => webContents.getURL() === '')
        .forEach((window) => window.destroy()),
    );
  });

  it('shows its panel when it is started again, and the second process ends', async () => {
    await application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().forEach((window) => window.hide()),
    );
    const executable = (await installedRuntime(root)) ?? '';
    const args = [...(process.platform === 'linux' ? ['--no-sandbox'] : []), root];
    await promisify(execFile)(executable, args, { env: testEnvironment });
    await eventually(panelVisibility, ([shown]) => shown === true);
  });

  it('shows the role as on after a restart, without a call to STS', async () => {
    await application.close();
    sts.forgetCalls();
    await launch();
    await eventually(
      () => line(`role:${roleId}`),
      (found) => found?.checked === true,
    );
    expect(sts.calls()).toEqual([]);
  });

  it('releases the role on a second click in the tray', async () => {
    await click(`role:${roleId}`);
    await eventually(
      () => Promise.resolve(readFileSync(credentialsFile, 'utf8')),
      (text) => !text.includes('client-s3'),
    );
    await eventually(
      () => line(`role:${roleId}`),
      (found) => found?.checked === false,
    );
  });

  it('shows a failure in a toast while the panel is hidden', async () => {
    const toasts = () => application.evaluate(() => (globalThis as TrayGlobal).toasts ?? []);
    expect(await application.evaluate(({ Notification }) => Notification.isSupported())).toBe(true);
    await application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().forEach((window) => window.hide()),
    );
    const stopFailing = sts.fail({ kind: 'error', code: 'AccessDenied' });
    await click(`role:${roleId}`);
    await eventually(toasts, (titles) => titles.some((title) => title.includes('client-s3')));
    stopFailing();
  });

  it('writes no error to the console', () => {
    expect(complaints).toEqual([]);
  });
});
