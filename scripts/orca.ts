// `npm run orca`: does the main tasks of the panel with the screen reader Orca, and prints what
// Orca says at each step, without sound. Needs Linux with Orca, Xvfb, D-Bus, xdotool and a Chrome
// or Chromium that can show windows.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { DEMO_SERIAL, PANEL_USER } from '../demo/panel/panel-samples.ts';
import { buildPanel } from '../demo/panel/panel-build.ts';
import { startPanelSetup } from '../demo/panel/panel-setup.ts';
import { onlyHelp } from '../demo/with-help.ts';
import { startSessionBus } from '../test/support/session-bus.ts';

onlyHelp([
  'Usage: npm run orca',
  '',
  'Does the main tasks of the panel with the screen reader Orca on a hidden screen, and prints what',
  'Orca says. ROLEKEEPER_BROWSER names the browser.',
]);

const PROGRAMS = ['orca', 'Xvfb', 'xdotool', 'dbus-daemon', 'python3'];
/** Orca has said everything if it is silent for this long. */
const SILENCE_MS = 2500;
const PORT = 9444;
const browser =
  process.env['ROLEKEEPER_BROWSER'] ??
  ['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/lib/chromium/chromium'].find(existsSync);

const missing = PROGRAMS.filter((name) => spawnSync('which', [name]).status !== 0);
if (browser === undefined) missing.push('a Chrome or Chromium that can show windows');
if (missing.length > 0 || browser === undefined) {
  process.stdout.write(`Skipped [needs ${missing.join(', ')}]\n`);
  process.exit(0);
}

const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-orca-'));
const speech = join(folder, 'orca.log');
const children: ChildProcess[] = [];
const bus = await startSessionBus();
const start = (command: string, words: readonly string[]): ChildProcess => {
  const env = { ...process.env, ...bus.env, DISPLAY: ':97', HOME: folder, LANG: 'en_GB.UTF-8' };
  const child = spawn(command, words, { env, stdio: 'ignore' });
  children.push(child);
  return child;
};

const audit = 'arn:aws:iam::222233334444:role/Audit';
const lost = 'arn:aws:iam::222233334444:role/Lost';
const everyone = ['arn:aws:iam::111122223333:root'];
await buildPanel(folder);
const setup = await startPanelSetup({
  panel: folder,
  user: {
    ...PANEL_USER,
    mfaDevices: [{ kind: 'codes', serialNumber: DEMO_SERIAL, codes: ['123456'] }],
  },
  accounts: [
    { roleArn: audit, trusts: everyone, requireMfa: true },
    { roleArn: lost, trusts: [] },
  ],
  roles: [
    { name: 'audit', roleArn: audit, mfaSerial: DEMO_SERIAL },
    { name: 'lost', roleArn: lost },
    { name: 'sandbox', roleArn: lost, sourceProfile: 'corp' },
    ...Array.from({ length: 9 }, (_, n) => ({ name: `other-${String(n)}`, roleArn: lost })),
  ],
});

start('Xvfb', [':97', '-screen', '0', '800x900x24']);
await delay(1000);
// Debian's Python has the modules that Orca needs.
start('/usr/bin/python3', ['/usr/bin/orca', '--replace', '--debug-file', speech]);
await delay(4000);
start(browser, [
  ...['--no-sandbox', '--no-first-run', '--disable-gpu', '--password-store=basic'],
  ...['--force-renderer-accessibility', `--remote-debugging-port=${String(PORT)}`],
  ...[`--user-data-dir=${join(folder, 'browser')}`, '--window-size=420,860'],
  `--app=${setup.server.link()}`,
]);
const connected = await connect();
try {
  const [page] = connected.contexts()[0]?.pages() ?? [];
  if (page === undefined) throw new Error('the browser has no page');
  await page.getByRole('heading', { level: 1 }).waitFor();
  start('xdotool', ['search', '--onlyvisible', '--class', 'chrom', 'windowfocus']);
  await run(page);
} finally {
  await connected.close();
  for (const child of children.reverse()) child.kill();
  bus.stop();
  await setup.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Does each step and prints what Orca said in it. */
async function run(page: Page): Promise<void> {
  const main = page.getByRole('main');
  const field = (name: string) => page.getByLabel(name, { exact: true });
  let heard = 0;
  const step = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    await act();
    const said = await untilSilence(heard);
    heard = said.length;
    process.stdout.write(`- ${what}: ${said.fresh.map((text) => `“${text}”`).join(' ')}\n`);
  };
  const tab = (name: RegExp) => page.getByRole('switch', { name }).focus();

  await step('Open the panel', () => main.waitFor());
  await step('Go through the list', () => keys('Tab', 'Tab'));
  await step('Go to a role’s switch', () => tab(/audit/));
  await step('Switch it on; it needs an MFA code', async () => {
    await keys('space');
    await page.getByRole('dialog').waitFor();
  });
  await step('Type the code', async () => {
    await keys('1', '2', '3', '4', '5', '6');
    await main.getByText('AWS says you are').waitFor();
  });
  await step('Switch on a role that AWS denies', async () => {
    await tab(/lost/);
    await keys('space');
    await main.getByText('AWS denied access').first().waitFor();
  });
  await step('Switch on a role that needs a sign-in', async () => {
    await tab(/sandbox/);
    await keys('space');
    const signIn = main.getByRole('button', { name: 'Sign in' });
    await signIn.waitFor();
    await signIn.focus();
  });
  await step('Sign in; the dialog has the code', async () => {
    await keys('Return');
    await page
      .getByRole('dialog')
      .getByText(/^[A-Z]{4}-[A-Z]{4}$/)
      .waitFor();
  });
  await step('Close the dialog; the sign-in waits on its card', () => keys('Escape'));
  await step('Open the palette and type', async () => {
    await keys('ctrl+k');
    await page.getByRole('dialog').waitFor();
    // Switches Orca to focus mode. In its other mode, Orca uses the letters as its own commands.
    await keys('Insert+a', 'd', 'o', 'c', 't');
  });
  await step('Enter opens the doctor', async () => {
    await keys('Return');
    await page.getByRole('region', { name: 'Good' }).waitFor();
  });
  await step('Go back, and add a role', async () => {
    await keys('Escape');
    await page.getByRole('button', { name: 'Add a role' }).focus();
    await keys('Return');
    await field('Paste the role').waitFor();
  });
  await step('Save with a field that is wrong', async () => {
    await field('Role ARN').fill('x');
    await page.getByRole('button', { name: 'Add role' }).focus();
    await keys('Return');
    await main.getByText('must be the ARN').waitFor();
  });
}

async function keys(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const child = start('xdotool', ['key', name]);
    await new Promise((done) => child.once('exit', done));
    await delay(250);
  }
}

/**
 * Waits until Orca is silent. Returns the number of all texts, and the texts after the first
 * `heard` ones.
 */
async function untilSilence(
  heard: number,
): Promise<{ readonly length: number; readonly fresh: readonly string[] }> {
  for (let last = -1; ;) {
    // The log has other messages too. While it grows, Orca is still working.
    const { size } = await stat(speech).catch(() => ({ size: 0 }));
    if (size === last) {
      const texts = await spoken();
      return { length: texts.length, fresh: texts.slice(heard) };
    }
    last = size;
    await delay(SILENCE_MS);
  }
}

async function spoken(): Promise<readonly string[]> {
  const log = await readFile(speech, 'utf8').catch(() => '');
  return [...log.matchAll(/SPEECH OUTPUT: '(.*?)' ?(?:\{|$)/gm)].map(([, text = '']) => text);
}

async function connect() {
  for (let tries = 0; ; tries++) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${String(PORT)}`);
    } catch (error) {
      if (tries === 60) throw error;
      await delay(500);
    }
  }
}
