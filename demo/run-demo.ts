import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { accompany, run } from './child.ts';
import { makeDemoHome } from './demo-home.ts';
import { DEMO_USER, sampleRoles } from './sample-roles.ts';
import { stopSignal } from './stop-signal.ts';
import { startEmbeddedSts } from './sts/embedded-sts.ts';
import { thingsToTry } from './things-to-try.ts';

/**
 * What keeps the roles fresh: the tray application (its command), or the command line and the
 * reason why not the application.
 */
export type Keeper =
  | { readonly kind: 'application'; readonly command: readonly string[] }
  | { readonly kind: 'terminal'; readonly reason: string | null };

/**
 * Runs the unmodified product against an embedded STS and a temporary home, with three roles and no
 * AWS account. Resolves with an exit code.
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
  const roles = sampleRoles(seconds);
  const names = roles.map((role) => role.name);
  const stopping = stopSignal();
  const sts = await startEmbeddedSts({
    users: [DEMO_USER],
    roles: roles.map((role) => role.account),
  });
  const home = await makeDemoHome(DEMO_USER);
  const remove = async (): Promise<void> => {
    await home.remove();
    await sts.close();
    say('', `The demo has ended and deleted ${home.folder}.`);
  };
  try {
    const env = home.environment(process.env, sts.url);
    const inTray = keeper.kind === 'application';
    // The application ignores the endpoint variables of its environment, because MFA codes would go
    // to that endpoint.
    const endpoint = inTray ? ['--endpoint', sts.url] : [];
    const commands = roles.map((role) => [
      'role',
      'add',
      role.name,
      ...role.arguments,
      ...endpoint,
    ]);
    if (inTray) commands.push(['assume', ...names, '--keep']);
    for (const command of commands) {
      const { code, output } = await run([...rolekeeper, ...command], env);
      if (stopping.signal !== null) return 0;
      if (code !== 0) {
        process.stderr.write(output);
        return 1;
      }
    }
    const { setup, commands: toTry } = thingsToTry(home, sts.url, rolekeeper, platform);
    const bold = (line: string): string => `  ${styleText('bold', line)}`;
    say(
      ...(keeper.kind === 'application'
        ? ['The application is in the tray, and its window opens now.']
        : keeper.reason === null
          ? []
          : [keeper.reason]),
      `Three roles with sessions of ${String(seconds)} seconds and more; simulated STS on ${sts.url}.`,
      '',
      'Paste this into another terminal:',
      '',
      ...setup.map(bold),
      '',
      'Then try there:',
      '',
      ...toTry.map(bold),
      '',
      `Ctrl-C ends the demo and deletes ${home.folder} with everything in it.`,
      '',
    );
    const keep = inTray
      ? accompany(keeper.command, { ...env, ...xAuthority(process.env) })
      : accompany([...rolekeeper, 'keep', ...names], env);
    stopping.whenSignalled((signal) => {
      keep.end(signal === 'SIGINT' && process.stdin.isTTY);
    });
    const code = await keep.ended;
    return stopping.signal === null ? (code ?? 1) : 0;
  } finally {
    await remove();
  }
}

/** X looks for its key in the home folder, and the demo has a different home. */
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
