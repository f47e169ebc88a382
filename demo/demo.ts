import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installedRuntime } from './application/installed-runtime.ts';
import { machineOf, obstacle } from './application/obstacle.ts';
import { run } from './child.ts';
import { type Keeper, runDemo } from './run-demo.ts';

/**
 * `npm run demo`: runs in the tray if Electron's runtime is installed and can run here, otherwise
 * in the terminal. `--session-seconds N` sets the length of sessions, `--terminal` stays in the
 * terminal.
 */
const root = resolve(import.meta.dirname, '..');
const given = readArguments();
process.exitCode = await runDemo(
  given.seconds,
  given.terminal ? { terminal: null } : await keeper(),
  process.platform,
);

async function keeper(): Promise<Keeper> {
  const executable = await installedRuntime(root);
  const why =
    executable === null
      ? "Electron's runtime is not installed: `npm start` brings it."
      : obstacle(await machineOf(process, executable));
  if (executable === null || why !== null) {
    return {
      terminal: `No tray application here. ${why ?? ''} The demo goes on in this terminal; \`npm run panel\` shows the panel in a browser.`,
    };
  }
  const build = [
    process.execPath,
    'node_modules/electron-vite/bin/electron-vite.js',
    'build',
    '--logLevel',
    'warn',
  ];
  const { code, said } = await run(build, process.env, root);
  return code === 0
    ? { application: [executable, root] }
    : {
        terminal: `The tray application could not be built, so the demo goes on in this terminal.\n${said}`,
      };
}

function readArguments(): { readonly seconds: number; readonly terminal: boolean } {
  const { values } = parseArgs({
    options: {
      'session-seconds': { type: 'string', default: '45' },
      terminal: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values['session-seconds']);
  if (!Number.isInteger(seconds) || seconds < 4)
    throw new RangeError('--session-seconds is a whole number of at least 4');
  return { seconds, terminal: values.terminal };
}
