import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMountPoint, mountPointsIn } from '../../../src/node/doctor/mount-point.ts';

it('mount points with spaces and backslashes in their names are read from mountinfo', () => {
  const points = mountPointsIn(
    [
      '36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue',
      String.raw`37 35 0:5 / /a\040folder/with\134slash rw - tmpfs tmpfs rw`,
      '',
    ].join('\n'),
  );
  expect([...points]).toEqual(['/mnt2', String.raw`/a folder/with\slash`]);
});

it('a plain file is not a mount point', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'rk-mount-')), 'credentials');
  writeFileSync(file, '');
  expect(isMountPoint(file)).toBe(false);
  expect(isMountPoint(`${file}-none`)).toBe(false);
});

const mayMount = spawnSync('unshare', ['-m', 'mount', '--version']).status === 0;
const module = new URL('../../../src/node/doctor/mount-point.ts', import.meta.url).href;

describe.skipIf(!mayMount)('a mounted file [needs the right to mount]', () => {
  it('is a mount point, even on the same disk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rk-mount-'));
    const [outside, inside] = [join(folder, 'outside'), join(folder, 'credentials')];
    writeFileSync(outside, '');
    writeFileSync(inside, '');
    const program = `import(${JSON.stringify(module)}).then(({ isMountPoint }) =>
      console.log(isMountPoint(${JSON.stringify(inside)}), isMountPoint(${JSON.stringify(outside)})))`;
    const shown = execFileSync(
      'unshare',
      ['-m', 'sh', '-c', 'mount --bind "$1" "$2" && "$3" -e "$4"', 'sh', outside, inside].concat(
        process.execPath,
        program,
      ),
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    expect(shown.trim()).toBe('true false');
  });
});
