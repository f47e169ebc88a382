import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveCredentialsPath } from '../../../src/node/credentials-file/resolved-path.ts';
import { foldCase } from '../../../src/node/files/spelling.ts';
import { createPathLock } from '../../../src/node/locks/path-lock.ts';
import { valueOrThrow } from '../../support/credentials-folder.ts';
import { diskIgnoringCase } from '../../support/machines.ts';
import { lockDependencies, openedStateDb, temporaryHome } from '../../support/rolekeeper-home.ts';

let root: string;
beforeEach(() => {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), 'rk-case-')));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('two spellings of one path', () => {
  it.each([
    ['/home/Ann/.AWS/Credentials', '/home/ann/.aws/credentials'],
    ['/home/Zo\u00eb/credentials', '/home/zoe\u0308/credentials'],
    ['/home/Stra\u00dfe', '/home/STRASSE'],
    ['/home/\u212aelvin', '/home/kelvin'],
  ])('are equal after case folding: %s and %s', (one, other) => {
    expect(foldCase(one)).toBe(foldCase(other));
  });

  it('use the same lock, even if the file does not exist', async () => {
    const home = temporaryHome();
    const db = openedStateDb(home);
    const lockOf = (path: string) => createPathLock(home.locksFolder, path, lockDependencies(db));
    const held = valueOrThrow(await lockOf(join(root, 'aws', 'credentials'))(0));
    expect(await lockOf(join(root, 'aws', 'Credentials'))(0)).toMatchObject({
      failure: { kind: 'lock-held' },
    });
    held.release();
    db.close();
  });
});

describe('on a disk that ignores case', () => {
  beforeEach(() => {
    mkdirSync(join(root, '.aws'));
    writeFileSync(join(root, '.aws', 'credentials'), '');
  });

  it('all spellings of a file resolve to the name on the disk', () => {
    const fs = diskIgnoringCase(root);
    const real = join(root, '.aws', 'credentials');
    expect(resolveCredentialsPath(join(root, '.AWS', 'Credentials'), fs)).toBe(real);
    expect(resolveCredentialsPath(join(root, '.aws', 'CREDENTIALS'), fs)).toBe(real);
    expect(resolveCredentialsPath(real, fs)).toBe(real);
  });

  it('the folder of a missing file resolves to the name on the disk', () => {
    const fs = diskIgnoringCase(root);
    expect(resolveCredentialsPath(join(root, '.Aws', 'other'), fs)).toBe(
      join(root, '.aws', 'other'),
    );
  });
});

it('on a disk that distinguishes case, two files whose names differ only in case stay two files', () => {
  for (const name of ['credentials', 'CREDENTIALS']) writeFileSync(join(root, name), name);
  const here = resolveCredentialsPath(join(root, 'credentials'));
  expect(here).toBe(join(root, 'credentials'));
});

const tools = ['unshare', 'lowntfs-3g', 'mkntfs'];
const mayMount =
  process.geteuid?.() === 0 &&
  tools.every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0) &&
  spawnSync('test', ['-c', '/dev/fuse']).status === 0;
if (!mayMount) console.warn('skipped: needs root, /dev/fuse, lowntfs-3g and mkntfs (ntfs-3g)');

describe.skipIf(!mayMount)('on a real NTFS disk that ignores case [needs lowntfs-3g]', () => {
  it('all spellings resolve to the name on the disk', () => {
    const module = new URL('../../../src/node/credentials-file/resolved-path.ts', import.meta.url);
    const program = `import(${JSON.stringify(module.href)}).then(({ resolveCredentialsPath }) => {
      const fs = require('node:fs');
      const aws = ${JSON.stringify(join(root, 'disk', '.Aws'))};
      fs.mkdirSync(aws);
      fs.writeFileSync(aws + '/Credentials', '');
      const found = ['/credentials', '/CREDENTIALS', '/CredentialS'].map((name) =>
        resolveCredentialsPath(aws + name));
      console.log(JSON.stringify([...new Set(found)].length), fs.existsSync(found[0]));
    })`;
    const script = `set -e
      cd "$1"; mkdir disk; truncate -s 8M image; mkntfs -F -q image >/dev/null 2>&1
      lowntfs-3g -o ignore_case image disk
      trap 'umount disk' EXIT
      "$2" -e "$3"`;
    const shown = execFileSync(
      'unshare',
      ['-m', 'sh', '-c', script, 'sh', root, process.execPath, program],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    expect(shown.trim()).toBe('1 true');
  });
});
