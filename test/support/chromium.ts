import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** A browser that the tests and the pictures may use, and how it wants to be started. */
export interface BrowserAtHand {
  readonly executablePath: string;
  readonly args: readonly string[];
}

const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const quiet = ['--disable-background-networking', '--no-first-run'];

/**
 * `ROLEKEEPER_BROWSER`, else a Chrome, Chromium or Edge that the system has, else, on Linux x64, the one that the package @sparticuz/chromium carries
 * and unpacks into the system's temporary folder. Null where there is none. To be called by one process at a time, since the unpacked file has one name.
 */
export async function browserAtHand(): Promise<BrowserAtHand | null> {
  const named = process.env['ROLEKEEPER_BROWSER'];
  if (named !== undefined) return { executablePath: named, args: sandboxed() };
  const installed = (INSTALLED[process.platform] ?? []).find((path) => existsSync(path));
  if (installed !== undefined) return { executablePath: installed, args: sandboxed() };
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  // As one process, which suits a cloud function, the browser would end with its first page.
  const args = sparticuz.args.filter((arg) => arg !== '--single-process');
  return { executablePath: await sparticuz.executablePath(), args: [...args, ...quiet] };
}

/** Without a window, and without a word to anyone but the pages that it opens. */
export async function launchBrowser({ executablePath, args }: BrowserAtHand): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...args], headless: true });
}

/** Chromium's own sandbox refuses to run as root. */
function sandboxed(): readonly string[] {
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
}
