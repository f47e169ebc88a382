import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';

/** What the stand-in for a browser has recorded. */
export interface BrowserVisit {
  readonly args: readonly string[];
  readonly status: number;
  readonly location: string | null;
  /**
   * The command lines of all processes of the computer, before and after the browser's request.
   * Empty without /proc.
   */
  readonly commandLines: readonly string[];
}

export interface StandInBrowser {
  /** The folder of the program, for PATH. */
  readonly folder: string;
  readonly program: string;
  /** Waits until the browser has received its page. */
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

/** Creates a program that requests the address in its last argument, as a browser does. */
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
