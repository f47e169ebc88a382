import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installedRuntime } from './application/installed-runtime.ts';
import { machineOf, obstacle } from './application/obstacle.ts';
import { run } from './child.ts';
import { type Keeper, runDemo } from './run-demo.ts';
import { wholeNumber, withHelp } from './with-help.ts';

const HELP = [
  'Usage: npm run demo -- [--session-seconds N] [--terminal]',
  '',
  'Keeps assumed roles, a permission set and an MFA session fresh, with a simulated STS',
  'and IAM Identity Center and a temporary home folder. It uses no AWS account, reads',
  'none of your AWS files and deletes its folder when it ends.',
  '',
  "It runs in the tray if Electron's runtime is installed, otherwise in this terminal.",
  '',
  '  --session-seconds N  how long a session lasts, 4 or more (default: 45)',
  '  --terminal           stays in this terminal',
];

const root = resolve(import.meta.dirname, '..');
const options = withHelp(HELP, readArguments);
process.exitCode = await runDemo(
  options.seconds,
  options.terminal ? { kind: 'terminal', reason: null } : await chooseKeeper(),
  process.platform,
);

async function chooseKeeper(): Promise<Keeper> {
  const executable = await installedRuntime(root);
  const why =
    executable === null
      ? "Electron's runtime is not installed; `npm start` installs it."
      : obstacle(await machineOf(process, executable));
  if (executable === null || why !== null) {
    return {
      kind: 'terminal',
      reason:
        `The tray application cannot run here. ${why ?? ''} The demo uses this terminal; ` +
        '`npm run panel` shows the panel in a browser.',
    };
  }
  const build = [
    process.execPath,
    'node_modules/electron-vite/bin/electron-vite.js',
    'build',
    '--logLevel',
    'warn',
  ];
  const { code, output } = await run(build, process.env, root);
  return code === 0
    ? { kind: 'application', command: [executable, root] }
    : {
        kind: 'terminal',
        reason: `The tray application could not be built, so the demo uses this terminal.\n${output}`,
      };
}

function readArguments(): { readonly seconds: number; readonly terminal: boolean } {
  const { values } = parseArgs({
    options: {
      'session-seconds': { type: 'string', default: '45' },
      terminal: { type: 'boolean', default: false },
    },
  });
  const seconds = wholeNumber(values['session-seconds'], '--session-seconds', 4);
  return { seconds, terminal: values.terminal };
}
