import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, inject } from 'vitest';
import type { AppState } from '../../src/core/contract/app-state.ts';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import type { Result } from '../../src/core/result.ts';
import type { RoleDraft } from '../../src/core/roles/role-draft.ts';
import { createApp } from '../../src/node/app.ts';
import {
  startEmbeddedSts,
  type EmbeddedSts,
  type EmbeddedStsOptions,
} from '../../demo/sts/embedded-sts.ts';
import { alice, mfaRole, roleArn } from './cli-harness.ts';
import { ScriptedConsent } from './scripted-consent.ts';
import type {
  Command,
  Commands,
  Frozen,
  StateAtEnd,
  Reply,
  PageMessageSent,
} from './electron-stand-in/commands.ts';
import type { DesktopBehaviour } from './electron-stand-in/desktop-behaviour.ts';
import type { SentMessage } from './electron-stand-in/windows.ts';

const driver = fileURLToPath(new URL('electron-stand-in/driver.ts', import.meta.url));

type RemoteCommands = {
  readonly [Name in keyof Commands]: (
    ...values: Parameters<Commands[Name]>
  ) => Promise<Awaited<ReturnType<Commands[Name]>>>;
};

/** The tray application's main process, which runs with the stand-in for Electron. */
export interface RunningMain {
  readonly do: RemoteCommands;
  readonly ended: Promise<number | null>;
  stderr(): string;
  /** The state at the end; null unless main has ended by itself. */
  stateAtEnd(): StateAtEnd | null;
  /** Calls the core as the panel does. */
  call<T>(group: string, name: string, payload: unknown): Promise<Result<T>>;
  state(): Promise<AppState>;
  /** Calls `listener` for every later message that main sends to a page. */
  onSent(listener: (message: SentMessage) => void): void;
  kill(): Promise<void>;
}

/** A home, an STS, and the main processes that a test starts. */
export interface MainSetup {
  readonly sts: EmbeddedSts;
  readonly home: string;
  readonly rolekeeperHome: string;
  credentials(): string;
  start(options?: StartOptions): Promise<RunningMain>;
  /**
   * Adds a role that the embedded STS knows, and returns the role's ID. A separate app adds it, as
   * another process of Rolekeeper would.
   */
  addRole(main: RunningMain, name: string, more?: Partial<RoleDraft>): Promise<string>;
  dispose(): Promise<void>;
}

export interface StartOptions {
  readonly entry?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly desktop?: Partial<DesktopBehaviour>;
}

export async function createMainSetup(
  options: Pick<EmbeddedStsOptions, 'tls'> = {},
): Promise<MainSetup> {
  const sts = await startEmbeddedSts({
    ...options,
    users: [alice],
    roles: [{ roleArn, trusts: ['arn:aws:iam::111122223333:root'] }, mfaRole],
  });
  const home = mkdtempSync(join(tmpdir(), 'rk-main-'));
  const rolekeeperHome = join(home, 'rolekeeper');
  const credentialsFile = join(home, '.aws', 'credentials');
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  writeFileSync(
    credentialsFile,
    `# mine\n[default]\naws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`,
    { mode: 0o600 },
  );
  const running: RunningMain[] = [];
  const inherited = Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    ROLEKEEPER_HOME: rolekeeperHome,
    AWS_REGION: 'eu-central-1',
    NODE_COMPILE_CACHE: inject('compileCache'),
    // Hides the desktop of the user who runs the tests.
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  };
  return {
    sts,
    home,
    rolekeeperHome,
    credentials: () => readFileSync(credentialsFile, 'utf8'),
    start: async ({ entry = inject('main'), args = [], env: more = {}, desktop = {} } = {}) => {
      const behaviour = `--stand-in-desktop=${JSON.stringify(desktop)}`;
      const main = await startMain(entry, [...args, behaviour], { ...env, ...more });
      running.push(main);
      return main;
    },
    addRole: async (main, name, more = {}) => {
      const role = { name, roleArn, endpoint: sts.url, region: 'eu-central-1', ...more };
      const consent = new ScriptedConsent();
      const created = await createApp({ env, refresh: 'nothing', consent });
      if (!created.ok) throw new Error(JSON.stringify(created.failure));
      const saved = await created.value.api.role.add({ role });
      await created.value.stop();
      if (!saved.ok) throw new Error(JSON.stringify(saved.failure));
      const { id } = saved.value.role;
      // Makes main read the settings again.
      await main.call('access', 'documents', { roleId: id, identify: false });
      return id;
    },
    dispose: async () => {
      await Promise.all(running.map((main) => main.kill()));
      await sts.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/**
 * Creates a new setup before each test of the file. Call it at the top level of the file, and use
 * it only in tests.
 */
export function setUpEachMain(): MainSetup {
  let setup: MainSetup | null = null;
  const present = (): MainSetup => {
    if (setup === null) throw new Error('the setup exists only while a test runs');
    return setup;
  };
  beforeEach(async () => {
    setup = await createMainSetup();
  });
  afterEach(() => present().dispose());
  return {
    get sts() {
      return present().sts;
    },
    get home() {
      return present().home;
    },
    get rolekeeperHome() {
      return present().rolekeeperHome;
    },
    credentials: () => present().credentials(),
    start: (options) => present().start(options),
    addRole: (...role) => present().addRole(...role),
    dispose: () => present().dispose(),
  };
}

/** Resolves when main's entry has run, or the process has ended. */
async function startMain(
  entry: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<RunningMain> {
  const child = fork(driver, [entry, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    // Messages are copied by structured cloning, as between Electron's processes.
    serialization: 'advanced',
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout?.resume();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  const begun = new Promise<void>((resolve) =>
    waiting.set(0, { resolve: () => resolve(), reject: () => resolve() }),
  );
  const sent = new Set<(message: SentMessage) => void>();
  let frozen: Error | null = null;
  let stateAtEnd: StateAtEnd | null = null;
  child.on('message', (reply: Reply | PageMessageSent | Frozen | StateAtEnd) => {
    if ('clipboardAtEnd' in reply) {
      stateAtEnd = reply;
      return;
    }
    if ('frozen' in reply) {
      frozen = new Error(`a message box blocks main: ${reply.frozen}`);
      for (const { reject } of waiting.values()) reject(frozen);
      return;
    }
    if ('sent' in reply) {
      for (const listener of sent) listener(reply.sent);
      return;
    }
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) caller?.reject(new Error(reply.error));
    else caller?.resolve(reply.value);
  });
  void ended.then((code) => {
    for (const { reject } of waiting.values())
      reject(new Error(`main has ended with ${String(code)}: ${stderr}`));
  });
  const remote = remoteCommands(child, waiting, () => frozen);
  await Promise.race([begun, ended]);
  const main: RunningMain = {
    do: remote,
    ended,
    stderr: () => stderr,
    stateAtEnd: () => stateAtEnd,
    call: <T>(group: string, name: string, payload: unknown) =>
      remote.invoke(panelChannels.call, [group, name, payload]) as Promise<Result<T>>,
    state: async () => {
      await remote.send(panelChannels.listening, [panelChannels.state]);
      const { windows } = await remote.facts();
      const last = windows[0]?.sent.findLast(({ channel }) => channel === panelChannels.state);
      if (last === undefined) throw new Error('main has sent no state to the panel');
      return last.values[0] as AppState;
    },
    onSent: (listener) => void sent.add(listener),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  return main;
}

function remoteCommands(
  child: ChildProcess,
  waiting: Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >,
  frozen: () => Error | null,
): RemoteCommands {
  let last = 0;
  const call = (name: keyof Commands, values: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const frozenError = frozen();
      if (frozenError !== null) {
        reject(frozenError);
        return;
      }
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ id: last, name, values } satisfies Command);
    });
  return new Proxy({} as RemoteCommands, {
    get:
      (_, name: keyof Commands) =>
      (...values: readonly unknown[]) =>
        call(name, values),
  });
}

/** Repeats `read` until `condition` accepts its result. Fails after a minute by default. */
export async function eventually<T>(
  read: () => Promise<T>,
  condition: (seen: T) => boolean,
  withinMs = 60_000,
): Promise<T> {
  const until = performance.now() + withinMs;
  let seen = await read();
  while (!condition(seen) && performance.now() <= until) {
    await delay(50);
    seen = await read();
  }
  expect(
    condition(seen),
    `the condition is still false; last result: ${JSON.stringify(seen)}`,
  ).toBe(true);
  return seen;
}

/** Waits until main has created its window. */
export async function untilItHasAWindow(main: RunningMain): Promise<void> {
  await eventually(
    () => main.do.facts(),
    ({ windows }) => windows.length === 1,
  );
}
