import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { createApp } from '../../src/node/app.ts';
import { defaultSection, plainRole, startStsWithAlice } from '../support/cli-harness.ts';
import { valueOrThrow } from '../support/credentials-folder.ts';

/** Mounts a file system of 48 kB and returns its folder, or null if this system allows no mount. */
function mountSmallDisk(): string | null {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'rk-small-'));
  const { status } = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    'size=48k,mode=700',
    'tmpfs',
    folder,
  ]);
  if (status === 0) return folder;
  rmSync(folder, { recursive: true });
  return null;
}

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
}

const probe = mountSmallDisk();
if (probe !== null) unmount(probe);

describe.skipIf(probe === null)('a full disk [needs root on Linux, to mount a small one]', () => {
  let home: string;
  let sts: EmbeddedSts;
  let elsewhere: string;
  beforeEach(async () => {
    home = mountSmallDisk() ?? '';
    elsewhere = mkdtempSync(join(tmpdir(), 'rk-home-'));
    sts = await startStsWithAlice();
    mkdirSync(join(home, '.aws'), { mode: 0o700 });
    writeFileSync(join(home, '.aws/credentials'), defaultSection, { mode: 0o600 });
  });
  afterEach(async () => {
    await sts.close();
    unmount(home);
    rmSync(elsewhere, { recursive: true });
  });

  /** Starts the app with one role, then fills the disk. */
  async function appOnFullDisk() {
    const env = { HOME: home, ROLEKEEPER_HOME: elsewhere, AWS_ENDPOINT_URL_STS: sts.url };
    const app = valueOrThrow(await createApp({ env, refresh: 'nothing' }));
    const role = { name: 'plain', roleArn: plainRole.roleArn };
    const roleId = valueOrThrow(await app.api.role.add({ role })).role.id;
    const filler = join(home, 'filler');
    fillDisk(filler);
    return { app, api: app.api, roleId, filler };
  }

  it('leaves the file complete, and the session is written when there is space again', async () => {
    const { app, api, roleId, filler } = await appOnFullDisk();
    expect(await api.session.ensure({ roleId })).toMatchObject({
      ok: false,
      failure: { kind: 'file-unwritable', file: join(home, '.aws/credentials'), code: 'ENOSPC' },
    });
    expect(readFileSync(join(home, '.aws/credentials'), 'utf8')).toBe(defaultSection);
    expect(readdirSync(join(home, '.aws'))).toEqual(['credentials']);
    const calls = () => sts.calls().filter(({ action }) => action === 'AssumeRole').length;
    const before = calls();
    expect(before).toBe(1);

    rmSync(filler);
    expect(await api.session.ensure({ roleId })).toMatchObject({ ok: true });
    expect(calls()).toBe(before);
    expect(readFileSync(join(home, '.aws/credentials'), 'utf8')).toContain('[plain]');
    await app.stop();
  });

  it('leaves the file complete if it is written in place', async () => {
    const file = join(home, '.aws/credentials');
    // The new text needs one more block of the disk, but its start fits into the file's last block.
    const text = `${defaultSection}${'# mine\n'.repeat(540)}`;
    writeFileSync(file, text);
    expect(text.length % 4096).toBeGreaterThan(3600);
    const settings = { version: 1, roles: [], preferences: { writeInPlace: true } };
    writeFileSync(join(elsewhere, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
    const { app, api, roleId, filler } = await appOnFullDisk();
    expect(await api.session.ensure({ roleId })).toMatchObject({
      ok: false,
      failure: { kind: 'file-unwritable', code: 'ENOSPC' },
    });
    expect(readFileSync(file, 'utf8')).toBe(text);
    rmSync(filler);
    expect(await api.session.ensure({ roleId })).toMatchObject({ ok: true });
    expect(readFileSync(file, 'utf8').startsWith(text)).toBe(true);
    await app.stop();
  });
});

/** Fills the disk until not one more byte fits. */
function fillDisk(path: string): void {
  for (let size = 4096; size > 0; size = Math.floor(size / 2)) {
    for (;;) {
      try {
        writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}
