import { fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rolldown } from 'rolldown';
import type { Command, Facts, Reply } from '../test/support/electron-stand-in/commands.ts';
import { median } from './side-by-side.ts';
import type { Row } from './table.ts';
import type { BenchHome } from './bench-home.ts';

const BUDGET_MS = 60;
const root = resolve(import.meta.dirname, '..');
const driver = join(root, 'test/support/electron-stand-in/driver.ts');
/** The output of `npm run build:app`. */
const builtMain = join(root, 'out/main/index.js');

/**
 * Measures the time from the start of the built main process, with a stand-in for Electron, to the
 * tray's icon. Subtracts the time to load only electron-store and zod.
 */
export async function benchMainStart(
  benchHome: BenchHome,
  rounds: number,
): Promise<readonly Row[]> {
  const libraries = await bundledLibraries(benchHome.home.folder);
  const times: { readonly main: number[]; readonly libraries: number[] } = {
    main: [],
    libraries: [],
  };
  // The first round fills the caches and creates Rolekeeper's folder, so it is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const ms = {
      libraries: await msUntilLoaded(libraries, benchHome),
      main: await msUntilTray(benchHome),
    };
    if (round === 0) continue;
    times.libraries.push(ms.libraries);
    times.main.push(ms.main);
  }
  const [main, base] = [median(times.main), median(times.libraries)];
  return [
    {
      what: 'the start of the application until its tray icon, without its libraries',
      ours: main - base,
      peer: { name: 'electron-store and zod', ms: base },
      limit: { kind: 'ms', atMost: BUDGET_MS },
    },
  ];
}

async function bundledLibraries(folder: string): Promise<string> {
  const file = join(folder, 'libraries.mjs');
  const input = join(root, 'bench/libraries.ts');
  const bundle = await rolldown({ input, platform: 'node', external: ['electron'] });
  await bundle.write({ file });
  await bundle.close();
  return file;
}

function msUntilLoaded(entry: string, benchHome: BenchHome): Promise<number> {
  return withProcess(entry, benchHome, ({ begun }) => begun);
}

function msUntilTray(benchHome: BenchHome): Promise<number> {
  return withProcess(builtMain, benchHome, async ({ begun, facts }) => {
    await begun;
    for (;;) {
      const [tray] = (await facts()).trays;
      if (tray !== undefined) return tray.at;
      await delay(20);
    }
  });
}

interface Started {
  /** Ms from process start until the entry module was loaded. */
  readonly begun: Promise<number>;
  readonly facts: () => Promise<Facts>;
}

async function withProcess(
  entry: string,
  benchHome: BenchHome,
  use: (started: Started) => Promise<number>,
): Promise<number> {
  // There is no display, so that the application does not check for a tray.
  const env = {
    ...benchHome.env,
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    ROLEKEEPER_HOME: join(benchHome.home.folder, 'application'),
  };
  const child = fork(driver, [entry, '--hidden'], {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<never>((_, fail) => {
    child.once('exit', (code) => {
      fail(new Error(`${entry} has ended with ${String(code)}`));
    });
  });
  const answer = (id: number): Promise<unknown> =>
    new Promise((done) => {
      child.on('message', (reply: Reply) => {
        if (reply.id === id && 'value' in reply) done(reply.value);
      });
    });
  let last = 0;
  const ask = (name: Command['name']): Promise<unknown> => {
    last += 1;
    const answered = answer(last);
    child.send({ id: last, name, values: [] } satisfies Command);
    return answered;
  };
  try {
    const started: Started = {
      begun: answer(0) as Promise<number>,
      facts: () => ask('facts') as Promise<Facts>,
    };
    return await Promise.race([use(started), ended]);
  } finally {
    ended.catch(() => undefined);
    // Ends the process cleanly, because a killed process would leave its lock file.
    if (child.exitCode === null) {
      const exited = new Promise((done) => child.once('exit', done));
      if (entry === builtMain) void ask('quit');
      else child.kill();
      await exited;
    }
  }
}
