import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { startCompanion, run } from './child.ts';
import { startDemoServers } from './demo-servers.ts';
import { listenForStop } from './stop-signal.ts';
import { endpointVariables, thingsToTry } from './things-to-try.ts';

/**
 * What keeps the roles fresh: the tray application, which `command` starts, or the command line.
 * `reason` says why the application does not run; null if the user asked for the terminal.
 */
export type Keeper =
  | { readonly kind: 'application'; readonly command: readonly string[] }
  | { readonly kind: 'terminal'; readonly reason: string | null };

/**
 * Runs the unmodified product against embedded servers and a temporary home, with a role of each
 * kind and without an AWS account. Resolves with an exit code.
 */
export async function runDemo(
  seconds: number,
  keeper: Keeper,
  platform: NodeJS.Platform,
): Promise<number> {
  const rolekeeper = [
    process.execPath,
    join(import.meta.dirname, '..', 'src', 'cli', 'rolekeeper.ts'),
  ];
  const inTray = keeper.kind === 'application';
  const stopSignal = listenForStop();
  const servers = await startDemoServers(seconds, !inTray, platform);
  const { home, endpoints } = servers;
  try {
    const env = {
      ...home.environment(process.env, endpoints.sts),
      ...endpointVariables(endpoints),
    };
    // The application ignores the endpoint variables of its environment, because MFA codes would go
    // to that endpoint.
    const endpoint = inTray ? ['--endpoint', endpoints.sts] : [];
    const names = servers.roles.map(({ name }) => name);
    const commands = servers.roles.map((role) => [
      'role',
      'add',
      role.name,
      ...role.arguments,
      ...endpoint,
    ]);
    if (inTray) commands.push(['assume', ...names, '--keep']);
    for (const command of commands) {
      const { code, output } = await run([...rolekeeper, ...command], env);
      if (stopSignal.signal !== null) return 0;
      if (code !== 0) {
        process.stderr.write(output);
        return 1;
      }
    }
    const { setup, commands: toTry } = thingsToTry(home, endpoints, rolekeeper, platform);
    const bold = (line: string): string => `  ${styleText('bold', line)}`;
    say(
      ...(keeper.kind === 'application'
        ? [
            'The application is in the tray, and opens its window now. It can sign in only at AWS. So',
            'only `npm run demo -- --terminal` and `npm run panel` have a permission set.',
          ]
        : keeper.reason === null
          ? []
          : [keeper.reason]),
      `The sessions last ${String(seconds)} seconds or longer. Each role writes the profile with its name:`,
      ...servers.roles.map(({ name, about }) => `  ${name.padEnd(13)}${about}`),
      `A simulated STS runs on ${endpoints.sts}.`,
      ...(endpoints.identityCenter === null
        ? []
        : [
            `A simulated IAM Identity Center runs on ${endpoints.identityCenter}; you are signed in.`,
          ]),
      '',
      'Paste this into another terminal:',
      '',
      ...setup.map(bold),
      '',
      'Then try these commands there:',
      '',
      ...toTry.map(bold),
      '',
      `Ctrl-C ends the demo and deletes ${home.folder} with everything in it.`,
      '',
    );
    const keeperProcess = inTray
      ? startCompanion(keeper.command, { ...env, ...xAuthority(process.env) })
      : startCompanion([...rolekeeper, 'keep', ...names], env);
    stopSignal.whenSignalled((signal) => {
      keeperProcess.end(signal === 'SIGINT' && process.stdin.isTTY);
    });
    const code = await keeperProcess.ended;
    return stopSignal.signal === null ? (code ?? 1) : 0;
  } finally {
    await servers.stop();
    say('', `The demo has ended and deleted ${home.folder}.`);
  }
}

/**
 * Returns XAUTHORITY with the path of the user's key file for the X server. Without this variable,
 * the application would look for the file in the demo's home folder.
 */
function xAuthority({
  HOME = '',
  XAUTHORITY = '',
}: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const file = join(HOME, '.Xauthority');
  return XAUTHORITY === '' && existsSync(file) ? { XAUTHORITY: file } : {};
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
