import { machineOf } from '../support/machines.ts';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureHome, homeAt, rolekeeperHome } from '../../src/node/home.ts';
import { openStateDb } from '../../src/node/state/state-db.ts';
import { finished, run } from '../support/process.ts';
import { skippedExceptOn } from '../support/systems.ts';

const asOther = new URL('processes/home-as-other.ts', import.meta.url);
const nobody = 65_534;
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const temporary = (): string => mkdtempSync(join(tmpdir(), 'rk-home-'));

describe("the path of Rolekeeper's folder", () => {
  it.each([
    ['linux', { HOME: '/home/alice' }, '/home/alice/.config/rolekeeper'],
    ['linux', { HOME: '/home/alice', XDG_CONFIG_HOME: '/xdg' }, '/xdg/rolekeeper'],
    [
      'linux',
      { HOME: '/home/alice', XDG_CONFIG_HOME: 'relative' },
      '/home/alice/.config/rolekeeper',
    ],
    ['linux', { HOME: '/home/alice', XDG_CONFIG_HOME: '' }, '/home/alice/.config/rolekeeper'],
    ['linux', { HOME: '/home/alice', ROLEKEEPER_HOME: '/srv/rk' }, '/srv/rk'],
    ['freebsd', { HOME: '/home/alice' }, '/home/alice/.config/rolekeeper'],
    [
      'darwin',
      { HOME: '/Users/alice', XDG_CONFIG_HOME: '/xdg' },
      '/Users/alice/Library/Application Support/Rolekeeper',
    ],
    [
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\alice\\AppData\\Local' },
      'C:\\Users\\alice\\AppData\\Local\\Rolekeeper',
    ],
    ['win32', { USERPROFILE: 'C:\\Users\\alice' }, 'C:\\Users\\alice\\AppData\\Local\\Rolekeeper'],
    ['win32', { ROLEKEEPER_HOME: 'D:\\rk' }, 'D:\\rk'],
  ] as const)('on %s with %j is %s', (system, env, folder) => {
    const paths = system === 'win32' ? win32 : posix;
    expect(rolekeeperHome(env, machineOf(system, { paths }))).toBe(folder);
  });
});

describe.skipIf(skippedExceptOn('Unix'))("Rolekeeper's folder", () => {
  it('is created with its subfolders, for its owner alone, and a wider mode is removed', () => {
    const folder = join(temporary(), 'deep', 'rolekeeper');
    const { locksFolder, backupsFolder, logsFolder } = homeAt(folder);
    expect(ensureHome(folder)).toMatchObject({ ok: true, value: { folder, locksFolder } });
    for (const each of [folder, locksFolder, backupsFolder, logsFolder]) {
      expect(modeOf(each)).toBe(0o700);
      chmodSync(each, 0o777);
    }
    ensureHome(folder);
    for (const each of [folder, locksFolder, backupsFolder, logsFolder])
      expect(modeOf(each)).toBe(0o700);
  });

  it('may be a symbolic link to a folder; its subfolders may not', () => {
    const root = temporary();
    mkdirSync(join(root, 'dotfiles'));
    symlinkSync(join(root, 'dotfiles'), join(root, 'rolekeeper'));
    expect(ensureHome(join(root, 'rolekeeper'))).toMatchObject({ ok: true });
    expect(existsSync(join(root, 'dotfiles', 'locks'))).toBe(true);

    const locks = join(root, 'dotfiles', 'locks');
    rmSync(locks, { recursive: true });
    mkdirSync(join(root, 'elsewhere'), { mode: 0o755 });
    symlinkSync(join(root, 'elsewhere'), locks);
    expect(ensureHome(join(root, 'rolekeeper'))).toEqual({
      ok: false,
      failure: {
        kind: 'state-unavailable',
        file: join(root, 'rolekeeper', 'locks'),
        code: 'not-a-folder',
      },
    });
    expect(modeOf(join(root, 'elsewhere'))).toBe(0o755);
  });

  it('cannot be used if a file is in its place', () => {
    const folder = join(temporary(), 'rolekeeper');
    writeFileSync(folder, '');
    expect(ensureHome(folder)).toMatchObject({
      ok: false,
      failure: { kind: 'state-unavailable', file: folder },
    });
  });

  it.skipIf(skippedExceptOn('Unix as root'))(
    'is refused if it belongs to another user (needs root to play two users)',
    async () => {
      const root = temporary();
      chmodSync(root, 0o1777);
      const foreign = join(root, 'rolekeeper');
      mkdirSync(foreign, { mode: 0o777 });
      chmodSync(foreign, 0o777);
      const child = run(asOther, [foreign, String(nobody)]);
      expect(JSON.parse((await finished(child))[0] ?? '')).toEqual(
        refusal(foreign, foreign, 0, '0777'),
      );
      expect(modeOf(foreign)).toBe(0o777);
    },
  );

  it.skipIf(skippedExceptOn('Unix as root'))(
    "is refused in another user's folder if root runs Rolekeeper, and nothing is created (needs root)",
    () => {
      const root = temporary();
      const folder = join(root, 'deep', 'rolekeeper');
      chownSync(root, nobody, nobody);
      expect(ensureHome(folder)).toEqual(refusal(folder, root, nobody, '0700'));
      expect(readdirSync(root)).toEqual([]);
      // A folder that the other user made, and root's own link to it, are refused too.
      mkdirSync(folder, { recursive: true });
      for (const each of [join(root, 'deep'), folder]) chownSync(each, nobody, nobody);
      expect(ensureHome(folder)).toEqual(refusal(folder, root, nobody, '0700'));
      const link = join(temporary(), 'link');
      symlinkSync(folder, link);
      expect(ensureHome(link)).toEqual(refusal(link, root, nobody, '0700'));
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.skipIf(skippedExceptOn('Unix as root'))(
    "is refused if root reaches it through another user's link (needs root)",
    () => {
      const root = temporary();
      const target = join(temporary(), 'etc');
      mkdirSync(target, { mode: 0o755 });
      chmodSync(root, 0o1777);
      const link = join(root, 'rolekeeper');
      symlinkSync(target, link);
      lchownSync(link, nobody, nobody);
      expect(ensureHome(link)).toEqual(refusal(link, link, nobody, '0777'));
      expect([modeOf(target), readdirSync(target)]).toEqual([0o755, []]);
    },
  );

  it('is refused if the mode of its parent folder lets everyone replace it', () => {
    const root = temporary();
    chmodSync(root, 0o777);
    const folder = join(root, 'rolekeeper');
    const me = process.geteuid?.() ?? 0;
    expect(ensureHome(folder)).toEqual(refusal(folder, root, me, '0777', 'shared-folder'));
    chmodSync(root, 0o1777);
    expect(ensureHome(folder)).toMatchObject({ ok: true });
  });

  it('cannot be used if its state.db is a link or a folder', () => {
    const folder = join(temporary(), 'rolekeeper');
    ensureHome(folder);
    const { stateFile } = homeAt(folder);
    const open = (): unknown => openStateDb(stateFile, { now: Date.now, report: () => undefined });
    const failure = { kind: 'state-unavailable', file: stateFile, code: 'not-a-file' };
    const elsewhere = join(temporary(), 'elsewhere');
    writeFileSync(elsewhere, '', { mode: 0o644 });
    symlinkSync(elsewhere, stateFile);
    expect(open()).toEqual({ ok: false, failure });
    expect([modeOf(elsewhere), statSync(elsewhere).size]).toEqual([0o644, 0]);
    rmSync(stateFile);
    mkdirSync(stateFile);
    expect(open()).toEqual({ ok: false, failure });
  });
});

function refusal(
  file: string,
  path: string,
  owner: number,
  mode: string,
  code = 'foreign-owner',
): unknown {
  const failure = { kind: 'state-unavailable', file, code, access: { path, owner, mode } };
  return { ok: false, failure };
}
