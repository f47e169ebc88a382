import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loginShellPath, mergedPath } from '../../src/node/programs/login-shell-path.ts';
import { createShellPath } from '../../src/node/sources/child-environment.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { MemoryLog } from '../support/memory-log.ts';
import { skippedExceptOn } from '../support/systems.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** The PATH that a desktop gives to its programs. */
const DESKTOP_PATH = '/usr/bin:/bin';

interface ShellHome {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  write(name: string, text: string): string;
  program(name: string, script: string): string;
}

function shellHome(): ShellHome {
  const folder = mkdtempSync(join(tmpdir(), 'rk-shell-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  return {
    folder,
    env: { HOME: folder, PATH: DESKTOP_PATH },
    write,
    program: (name, script) => {
      const file = write(name, `#!/bin/sh\n${script}\n`);
      chmodSync(file, 0o755);
      return file;
    },
  };
}

/**
 * Returns a start-up file that prints text, reads input, hides commands behind aliases, and starts
 * a process that keeps the output open. Some shells start this process in a group of its own.
 */
const noisyStartup = (home: string, setPath: string, alias: (name: string) => string): string =>
  [
    'echo Welcome, PATH=/wrong',
    'cat',
    ...['printf', 'printenv', 'env', 'echo', 'command'].map(alias),
    `sh -c 'while [ -e ${home} ]; do sleep 0.1; done' &`,
    setPath,
    '',
  ].join('\n');

const posix = (home: string): string =>
  noisyStartup(home, 'export PATH="$HOME/brew bin:$PATH"', (name) => `alias ${name}=false`);
const csh = (home: string): string =>
  noisyStartup(home, 'setenv PATH "${HOME}/brew bin:${PATH}"', (name) => `alias ${name} false`);
const fish = (home: string): string =>
  noisyStartup(home, 'set -gx PATH "$HOME/brew bin" $PATH', (name) =>
    name === 'command' ? '' : `alias ${name} false`,
  );

const SHELLS = [
  ['sh', '/bin/sh', '.profile', posix],
  ['dash', '/bin/dash', '.profile', posix],
  ['bash', '/bin/bash', '.bash_profile', posix],
  ['zsh, at login', '/bin/zsh', '.zprofile', posix],
  ['zsh, interactive', '/bin/zsh', '.zshrc', posix],
  ['fish', '/usr/bin/fish', '.config/fish/config.fish', fish],
  ['tcsh, at login', '/bin/tcsh', '.login', csh],
  ['tcsh, interactive', '/bin/tcsh', '.tcshrc', csh],
] as const;

const here = SHELLS.filter(([name, program]) => {
  if (!existsSync(program)) console.warn(`skipped: ${name} is not installed (${program})`);
  return existsSync(program);
});

describe.skipIf(skippedExceptOn('Unix'))('the PATH of the login shell', () => {
  it.each(here)(
    'has the folders that a start-up file of %s adds, whatever else the file prints and starts',
    async (_, shell, file, startUp) => {
      const home = shellHome();
      home.write(file, startUp(home.folder));
      // Nothing advances this clock, so no time limit is reached.
      const found = await loginShellPath({ ...home.env, SHELL: shell }, new VirtualClock());
      expect(found).toEqual({
        kind: 'path',
        shell,
        folders: expect.arrayContaining([`${home.folder}/brew bin`, '/usr/bin', '/bin']) as unknown,
      });
      expect(found.kind === 'path' && found.folders[0]).toBe(`${home.folder}/brew bin`);
    },
  );

  it('comes from the shell in SHELL, even if /etc/shells does not list it', async () => {
    const home = shellHome();
    home.write('.profile', 'PATH=/mine:$PATH\n');
    const shell = home.program('my-shell', 'exec /bin/sh "$@"');
    const found = await loginShellPath({ ...home.env, SHELL: shell }, systemClock);
    expect(found).toMatchObject({ shell });
    expect(found.kind === 'path' && found.folders[0]).toBe('/mine');
  });

  it('has no relative folder', async () => {
    const home = shellHome();
    home.write('.profile', 'PATH=:.:bin:/mine:\n');
    const found = await loginShellPath({ ...home.env, SHELL: '/bin/sh' }, systemClock);
    expect(found).toEqual({ kind: 'path', shell: '/bin/sh', folders: ['/mine'] });
  });

  it.each([
    ['is missing', () => '/no/such/shell'],
    ['is relative', () => 'sh'],
    ['is not set', () => ''],
    [
      'can be replaced by every user',
      (home: ShellHome) => {
        chmodSync(home.folder, 0o777);
        return home.program('shell', 'echo "[rolekeeper-path=/evil=end]"');
      },
    ],
  ])('comes from the shell of the user table if SHELL %s', async (_, chosen) => {
    const home = shellHome();
    const { shell } = await loginShellPath({ ...home.env, SHELL: chosen(home) }, systemClock);
    expect(shell).toBe(userInfo().shell);
  });

  it.each([
    ['ends at once', 'exit 1'],
    ['prints something else', 'echo /usr/bin'],
    ['prints no folder', 'echo "[rolekeeper-path==end]"'],
    ['prints without end', 'yes & yes'],
  ])('is unknown if the shell %s', async (_, script) => {
    const home = shellHome();
    const shell = home.program('shell', script);
    const found = await loginShellPath({ ...home.env, SHELL: shell }, systemClock);
    expect(found).toEqual({ kind: 'no-path', shell, why: 'no-answer' });
  });

  it.each([
    ['hangs', '', { kind: 'no-path', why: 'timeout' }],
    [
      'hangs after it said its PATH',
      'echo "[rolekeeper-path=/mine=end]"',
      { kind: 'path', folders: ['/mine'] },
    ],
  ])(
    'is waited for 10 s at most if the shell %s, and then all processes of the shell are ended',
    async (_, first, answer) => {
      const home = shellHome();
      const pids = join(home.folder, 'pids');
      const child = `trap "" TERM HUP; echo $$ >> ${pids}; sleep 600; exit`;
      const shell = home.program('shell', `${first}\nsh -c '${child}' &\n${child}`);
      const clock = new VirtualClock();
      const pending = loginShellPath({ ...home.env, SHELL: shell }, clock);
      const seen = (): readonly number[] =>
        existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : [];
      while (seen().length < 2) await delay(5);
      await clock.advance(10_000);
      expect(await pending).toEqual({ shell, ...answer });
      await Promise.all(seen().map(untilGone));
    },
  );

  it('is read once for all programs, and a failure is logged once', async () => {
    const home = shellHome();
    const shell = home.program('shell', `echo x >> ${home.folder}/runs; exit 1`);
    const log = new MemoryLog();
    const env = { ...home.env, SHELL: shell };
    const path = createShellPath(env, systemClock, log);
    const [one, two] = await Promise.all([path.addTo(env), path.addTo(env)]);
    expect([one, two, await path.addTo(env)]).toEqual([env, env, env]);
    expect(readFileSync(join(home.folder, 'runs'), 'utf8')).toBe('x\n');
    expect(log.lines).toHaveLength(1);
  });

  it('comes first, and the other folders of the inherited PATH follow', () => {
    expect(mergedPath(['/brew', '/usr/bin'], '/usr/bin:/bin:/opt/x')).toBe(
      '/brew:/usr/bin:/bin:/opt/x',
    );
  });
});

/** A zombie process has ended, but its parent has not read its exit code yet. */
async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
      const stat = `/proc/${String(pid)}/stat`;
      if (process.platform === 'linux' && readFileSync(stat, 'utf8').includes(') Z')) return;
    } catch {
      return;
    }
    await delay(10);
  }
}
