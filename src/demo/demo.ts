import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { accompany, run } from './child.ts';
import { makeDemoHome } from './demo-home.ts';
import { startEmbeddedSts } from './sts/embedded-sts.ts';
import { DEMO_USER, sampleRoles } from './sample-roles.ts';
import { thingsToTry } from './things-to-try.ts';

/**
 * Rolekeeper without an AWS account: an STS of our own, a home that is thrown away, three roles, and the real command line that keeps them.
 * The product knows nothing of it; it is led here by its environment alone. `--session-seconds N` makes sessions shorter or longer.
 */
process.exitCode = await demo(sessionSeconds());

async function demo(seconds: number): Promise<number> {
  const rolekeeper = [process.execPath, join(import.meta.dirname, '..', 'cli', 'rolekeeper.ts')];
  const roles = sampleRoles(seconds);
  const stopping = stopSignal();
  const sts = await startEmbeddedSts({ users: [DEMO_USER], roles: roles.map((role) => role.account) });
  const home = await makeDemoHome(DEMO_USER);
  try {
    const env = home.environment(process.env, sts.url);
    for (const role of roles) {
      const { code, said } = await run([...rolekeeper, 'role', 'add', role.name, ...role.arguments], env);
      if (stopping.signal !== null) return 0;
      if (code !== 0) {
        process.stderr.write(said);
        return 1;
      }
    }
    say(
      `Three roles, sessions of ${String(seconds)} seconds and more, and an STS of this demo's own on ${sts.url}.`,
      'Try in another terminal (Ctrl-C here ends the demo and removes all of it):',
      ...thingsToTry(home, sts.url, rolekeeper, process.platform).map((line) => `  ${styleText('bold', line)}`),
      '',
    );
    const keep = accompany([...rolekeeper, 'keep', ...roles.map((role) => role.name)], env);
    stopping.whenSignalled((signal) => {
      keep.end(signal === 'SIGINT' && process.stdin.isTTY);
    });
    const code = await keep.ended;
    return stopping.signal === null ? (code ?? 1) : 0;
  } finally {
    await home.remove();
    await sts.close();
  }
}

interface Stopping {
  /** The first signal that asked us to end. */
  readonly signal: NodeJS.Signals | null;
  /** Calls once; immediately where a signal has come already. */
  whenSignalled(call: (signal: NodeJS.Signals) => void): void;
}

/** From here on a signal ends the demo in order; npm hands Ctrl-C on a second time, which changes nothing. */
function stopSignal(): Stopping {
  let first: NodeJS.Signals | null = null;
  let call: ((signal: NodeJS.Signals) => void) | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first !== null) return;
      first = signal;
      call?.(signal);
    });
  }
  return {
    get signal() {
      return first;
    },
    whenSignalled(given) {
      call = given;
      if (first !== null) given(first);
    },
  };
}

function sessionSeconds(): number {
  const { values } = parseArgs({ options: { 'session-seconds': { type: 'string', default: '45' } } });
  const seconds = Number(values['session-seconds']);
  if (!Number.isInteger(seconds) || seconds < 4)
    throw new RangeError('--session-seconds is a whole number of at least 4');
  return seconds;
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
