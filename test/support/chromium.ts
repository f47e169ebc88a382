import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** A browser for the tests and the pictures, and its arguments. */
export interface InstalledBrowser {
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

/**
 * The arguments of @sparticuz/chromium that are left out. A browser with a single process would end
 * with its first page; an emulated GPU takes 50 % more processor time.
 */
const UNWANTED = /^--(single-process|.*gpu|use-gl|use-angle|.*swiftshader)/;

const quiet = ['--disable-background-networking', '--no-first-run'];

/**
 * Returns the browser that `ROLEKEEPER_BROWSER` names, or an installed one, or @sparticuz/chromium
 * on Linux x64; null if there is none. Call it from one process at a time, because
 * @sparticuz/chromium unpacks itself to a fixed path.
 */
export async function installedBrowser(): Promise<InstalledBrowser | null> {
  const named = process.env['ROLEKEEPER_BROWSER'];
  if (named !== undefined) return { executablePath: named, args: sandboxed() };
  const installed = (INSTALLED[process.platform] ?? []).find((path) => existsSync(path));
  if (installed !== undefined) return { executablePath: installed, args: sandboxed() };
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const args = sparticuz.args.filter((arg) => !UNWANTED.test(arg));
  return {
    executablePath: await sparticuz.executablePath(),
    args: [...args, ...quiet, '--disable-gpu'],
  };
}

/**
 * Starts a browser without a window. The browser makes no connections of its own, only those that
 * its pages request.
 */
export async function launchBrowser({ executablePath, args }: InstalledBrowser): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...args], headless: true });
}

/** Chromium's sandbox does not run as root. */
function sandboxed(): readonly string[] {
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
}
