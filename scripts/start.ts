// `npm start`: builds the tray application and runs it. If something is missing, prints one line
// with the remedy.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { installedRuntime } from '../demo/application/installed-runtime.ts';
import { obstacle, type Machine, machineOf } from '../demo/application/obstacle.ts';
import { withHelp } from '../demo/with-help.ts';
import { pinnedVersion } from './application/runtime.ts';

/** The size of the zip file of Electron's runtime. Unpacked, it is about three times as large. */
const downloadMegabytes: Readonly<Record<string, number>> = { linux: 120, darwin: 115, win32: 145 };

const applicationArguments = withHelp(
  [
    'Usage: npm start [-- ARGUMENT…]',
    '',
    'Builds the tray application and runs it. Every ARGUMENT goes to the application: --hidden starts',
    'it without its window. Downloads the runtime of Electron if it is missing.',
  ],
  () => process.argv.slice(2),
);
const root = resolve(import.meta.dirname, '..');
process.exitCode = await start();

async function start(): Promise<number> {
  const machine = await machineOf(process);
  const before = obstacle({ ...machine, missingLibraries: [] });
  if (before !== null) return refuse(before);
  const executable = (await installedRuntime(root)) ?? (await download());
  if (executable === null) {
    return refuse(
      "Electron's runtime could not be downloaded from github.com. Check the network, or set HTTPS_PROXY (a proxy) or ELECTRON_MIRROR (a mirror).",
    );
  }
  const now: Machine = await machineOf(process, executable);
  const after = obstacle(now);
  if (after !== null) return refuse(after);
  const built = await run(process.execPath, [
    'node_modules/electron-vite/bin/electron-vite.js',
    'build',
    '--logLevel',
    'warn',
  ]);
  return built === 0 ? run(executable, ['.', ...applicationArguments]) : built;
}

async function download(): Promise<string | null> {
  const megabytes = downloadMegabytes[process.platform] ?? 120;
  console.log(
    `Electron ${await pinnedVersion(root)}, the application's runtime, is not installed yet. Downloading about ${megabytes} MB from github.com/electron/electron, only this once.`,
  );
  const code = await run(process.execPath, ['node_modules/electron/install.js'], 'ignore');
  return code === 0 ? installedRuntime(root) : null;
}

function refuse(why: string): number {
  console.error(
    `${why} These also work without the application: \`npm run demo\` in this terminal, \`npm run panel\` in a browser.`,
  );
  return 1;
}

function run(
  command: string,
  args: readonly string[],
  stderr: 'inherit' | 'ignore' = 'inherit',
): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', 'inherit', stderr] });
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
}
