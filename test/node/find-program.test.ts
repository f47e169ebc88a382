import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findProgram, windowsEndings } from '../../src/node/programs/find-program.ts';
import { skippedExceptOn } from '../support/systems.ts';

/** Creates folders, each with a program `tool`. */
function folders<Name extends string>(...names: readonly Name[]): Readonly<Record<Name, string>> {
  const root = mkdtempSync(join(tmpdir(), 'rk-programs-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const made = names.map((name) => {
    const folder = join(root, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'tool'), '#!/bin/sh\n');
    chmodSync(join(folder, 'tool'), 0o755);
    return [name, folder] as const;
  });
  return Object.fromEntries(made) as Readonly<Record<Name, string>>;
}

const find = (...path: readonly string[]) =>
  findProgram('tool', { env: { PATH: path.join(':') }, platform: 'linux' });

describe.skipIf(skippedExceptOn('Unix'))('a program that is started by name', () => {
  it('is found in the first folder of the PATH that has it, otherwise in the folders of installers', () => {
    const { one, two } = folders('one', 'two');
    expect(find(one, two)).toBe(join(one, 'tool'));
    expect(find(two, one)).toBe(join(two, 'tool'));
    expect(findProgram('tool', { env: {}, platform: 'linux', folders: [one] })).toBe(
      join(one, 'tool'),
    );
    expect(findProgram('no-such-tool', { env: { PATH: one }, platform: 'linux' })).toBeNull();
  });

  it('is not taken from the current folder or another relative folder of the PATH', () => {
    const { one } = folders('one');
    for (const entry of ['', '.', './', relative(process.cwd(), one)])
      expect(find(entry)).toBeNull();
    expect(find('', '.', relative(process.cwd(), one), one)).toBe(join(one, 'tool'));
  });

  it('is not taken if every user can write it, its folder, or the folder of the file that its link names', () => {
    const { open, file, link, target, good } = folders('open', 'file', 'link', 'target', 'good');
    chmodSync(open, 0o1777);
    chmodSync(join(file, 'tool'), 0o757);
    rmSync(join(link, 'tool'));
    symlinkSync(join(target, 'tool'), join(link, 'tool'));
    expect(find(link)).toBe(join(link, 'tool'));
    chmodSync(target, 0o777);
    expect(find(open, file, link, good)).toBe(join(good, 'tool'));
  });

  it("may be in a folder that a group can write, such as /usr/local/bin or Homebrew's", () => {
    const { one } = folders('one');
    chmodSync(one, 0o2775);
    expect(find(one)).toBe(join(one, 'tool'));
  });

  it('is not found if the file is not executable, or is a folder', () => {
    const { one, two } = folders('one', 'two');
    chmodSync(join(one, 'tool'), 0o644);
    rmSync(join(two, 'tool'));
    mkdirSync(join(two, 'tool'));
    expect(find(one, two)).toBeNull();
  });
});

describe('the endings of programs on Windows', () => {
  it('are those of PATHEXT, even if it is spelled PathExt, but a name that has an ending is first tried unchanged', () => {
    expect(windowsEndings('npm', {})).toEqual(['.COM', '.EXE', '.BAT', '.CMD']);
    expect(windowsEndings('npm', { PathExt: '.EXE;;.CMD' })).toEqual(['.EXE', '.CMD']);
    expect(windowsEndings('npm.cmd', {})[0]).toBe('');
  });

  it('are tried in no folder that is relative, has no drive letter or is on another computer', () => {
    const { one } = folders('one');
    for (const Path of ['.', '', 'bin', '\\bin', 'C:bin', '\\\\host\\share', one, `"${one}"`]) {
      expect(findProgram('tool', { env: { Path }, platform: 'win32', endings: [''] })).toBeNull();
    }
  });
});
