import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureHome, homeAt, rolekeeperHome } from '../../src/node/home.ts';
import { finished, run } from '../support/process.ts';

const asOther = new URL('processes/home-as-other.ts', import.meta.url);
const isRoot = process.geteuid?.() === 0;
const nobody = 65_534;
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const temporary = (): string => mkdtempSync(join(tmpdir(), 'rk-home-'));

describe("where Rolekeeper's folder is", () => {
  it.each([
    ['linux', { HOME: '/home/alice' }, '/home/alice/.config/rolekeeper'],
    ['linux', { HOME: '/home/alice', XDG_CONFIG_HOME: '/xdg' }, '/xdg/rolekeeper'],
    ['linux', { HOME: '/home/alice', XDG_CONFIG_HOME: 'relative' }, '/home/alice/.config/rolekeeper'],
    ['linux', { HOME: '/home/alice', XDG_CONFIG_HOME: '' }, '/home/alice/.config/rolekeeper'],
    ['linux', { HOME: '/home/alice', ROLEKEEPER_HOME: '/srv/rk' }, '/srv/rk'],
    ['freebsd', { HOME: '/home/alice' }, '/home/alice/.config/rolekeeper'],
    [
      'darwin',
      { HOME: '/Users/alice', XDG_CONFIG_HOME: '/xdg' },
      '/Users/alice/Library/Application Support/Rolekeeper',
    ],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\alice\\AppData\\Local' }, 'C:\\Users\\alice\\AppData\\Local\\Rolekeeper'],
    ['win32', { USERPROFILE: 'C:\\Users\\alice' }, 'C:\\Users\\alice\\AppData\\Local\\Rolekeeper'],
    ['win32', { ROLEKEEPER_HOME: 'D:\\rk' }, 'D:\\rk'],
  ] as const)('on %s with %o it is %s', (platform, env, folder) => {
    expect(rolekeeperHome(env, platform)).toBe(folder);
  });
});

describe.skipIf(process.platform === 'win32')("Rolekeeper's folder", () => {
  it('is made with its folders, for its owner alone, and tightened where it was open', () => {
    const folder = join(temporary(), 'deep', 'rolekeeper');
    const { locksFolder, backupsFolder, logsFolder } = homeAt(folder);
    expect(ensureHome(folder)).toMatchObject({ ok: true, value: { folder, locksFolder } });
    for (const each of [folder, locksFolder, backupsFolder, logsFolder]) {
      expect(modeOf(each)).toBe(0o700);
      chmodSync(each, 0o777);
    }
    ensureHome(folder);
    for (const each of [folder, locksFolder, backupsFolder, logsFolder]) expect(modeOf(each)).toBe(0o700);
  });

  it('may be a symbolic link to a folder; the folders in it may not', () => {
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
      failure: { kind: 'state-unavailable', file: join(root, 'rolekeeper', 'locks'), code: 'not-a-folder' },
    });
    expect(modeOf(join(root, 'elsewhere'))).toBe(0o755);
  });

  it('is a failure with the code where a file is in its place', () => {
    const folder = join(temporary(), 'rolekeeper');
    writeFileSync(folder, '');
    expect(ensureHome(folder)).toMatchObject({ ok: false, failure: { kind: 'state-unavailable', file: folder } });
  });

  it.skipIf(!isRoot)("is refused where it is another user's (needs root to play two users)", async () => {
    const root = temporary();
    chmodSync(root, 0o777);
    const foreign = join(root, 'rolekeeper');
    mkdirSync(foreign, { mode: 0o777 });
    chmodSync(foreign, 0o777);
    const child = run(asOther, [foreign, String(nobody)]);
    expect(JSON.parse((await finished(child))[0] ?? '')).toEqual({
      ok: false,
      failure: { kind: 'state-unavailable', file: foreign, code: 'foreign-owner' },
    });
  });

  it.skipIf(!isRoot)('stays usable for its user after a command under sudo (needs root)', async () => {
    const root = temporary();
    chownSync(root, nobody, nobody);
    const folder = join(root, 'rolekeeper');
    await finished(run(new URL('processes/open-state.ts', import.meta.url), [folder, 'as-root']));
    expect(statSync(folder).uid).toBe(nobody);
    const child = run(asOther, [folder, String(nobody)]);
    expect(JSON.parse((await finished(child))[0] ?? '')).toMatchObject({ ok: true });
    expect(statSync(homeAt(folder).stateFile).uid).toBe(nobody);
  });
});
