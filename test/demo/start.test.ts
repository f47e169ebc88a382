import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Machine, obstacle } from '../../demo/application/obstacle.ts';
import { skippedExceptOn } from '../support/systems.ts';

const completeMachine: Machine = {
  platform: 'linux',
  isRoot: false,
  hasDisplay: true,
  missingLibraries: [],
  hasSandbox: true,
  runtime: '/r',
};

describe('npm start', () => {
  it.each([
    ['a missing display', { hasDisplay: false }, /display.*desktop session/],
    ['the root user', { isRoot: true }, /root.*ordinary user/],
    ['a missing library', { missingLibraries: ['libnss3.so'] }, /libnss3\.so.*apt install/],
    [
      'a kernel that refuses the sandbox',
      { hasSandbox: false },
      /chown root:root '\/r\/chrome-sandbox' && sudo chmod 4755/,
    ],
  ])('prints in one line what to do about %s', (_what, trouble, line) => {
    const reason = obstacle({ ...completeMachine, ...trouble });
    expect(reason).toMatch(line);
    expect(reason).not.toContain('\n');
    expect(reason).not.toContain('no-sandbox');
  });

  it('can run the application on a Linux desktop, and on macOS as root', () => {
    expect(obstacle(completeMachine)).toBeNull();
    expect(
      obstacle({ ...completeMachine, platform: 'darwin', hasDisplay: false, isRoot: true }),
    ).toBeNull();
  });

  it.skipIf(skippedExceptOn('Linux'))(
    'downloads and builds nothing if there is no display',
    async () => {
      const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
      const run = promisify(execFile)(process.execPath, ['scripts/start.ts'], {
        cwd: join(import.meta.dirname, '../..'),
        env,
      });
      await expect(run).rejects.toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^There is no display here .*\n$/) as string,
      });
    },
  );
});
