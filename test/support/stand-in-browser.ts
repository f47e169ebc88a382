import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';

/** What a stand-in browser saw. */
export interface BrowserVisit {
  /** The arguments of the browser. */
  readonly args: readonly string[];
  readonly status: number;
  readonly location: string | null;
  /** Every command line of the computer, before and after it asked for the page. */
  readonly commandLines: readonly string[];
}

export interface StandInBrowser {
  /** A folder for the PATH. */
  readonly folder: string;
  readonly program: string;
  /** Resolves when the browser has seen its page. */
  visit(): Promise<BrowserVisit>;
  wasStarted(): boolean;
}

const SCRIPT = (record: string): string => `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const read = (pid) => {
  try { return fs.readFileSync('/proc/' + pid + '/cmdline', 'utf8').replaceAll('\\0', ' '); }
  catch { return ''; }
};
const scan = () => fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).map(read);
const before = fs.existsSync('/proc') ? scan() : [];
fetch(args.at(-1), { redirect: 'manual' }).then((answer) => {
  const { status } = answer;
  const location = answer.headers.get('location');
  const commandLines = fs.existsSync('/proc') ? [...before, ...scan()] : [];
  fs.writeFileSync(${JSON.stringify(record)}, JSON.stringify({ args, status, location, commandLines }));
});
`;

/** A program that follows its last argument as a browser does, and records what it saw. */
export function standInBrowser(home: string, name = 'xdg-open'): StandInBrowser {
  const folder = join(home, 'browser');
  const record = join(folder, `${name}.json`);
  const program = join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(program, SCRIPT(record), { mode: 0o700 });
  return {
    folder,
    program,
    visit: () =>
      vi.waitFor(() => JSON.parse(readFileSync(record, 'utf8')) as BrowserVisit, {
        timeout: 60_000,
      }),
    wasStarted: () => existsSync(record),
  };
}
