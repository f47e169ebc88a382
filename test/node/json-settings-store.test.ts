import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { SettingsStore } from '../../src/core/ports/settings-store.ts';
import { ok } from '../../src/core/result.ts';
import type { Home } from '../../src/node/home.ts';
import { createJsonSettingsStore } from '../../src/node/json-settings-store.ts';
import { createSettingsLock } from '../../src/node/locks/path-lock.ts';
import type { StateDb } from '../../src/node/state/state-db.ts';
import { finished, run } from '../support/process.ts';
import { lockDependencies, openedStateDb, temporaryHome } from '../support/rolekeeper-home.ts';
import { expectMode, skippedExceptOn } from '../support/systems.ts';

const addRoles = new URL('processes/add-roles.ts', import.meta.url);
const opened: StateDb[] = [];
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
});

function storeIn(home: Home): SettingsStore {
  const db = openedStateDb(home);
  opened.push(db);
  const lock = createSettingsLock(home.locksFolder, lockDependencies(db));
  return createJsonSettingsStore({
    file: home.settingsFile,
    lock,
    now: () => Date.UTC(2026, 0, 5, 9, 0, 0),
  });
}

describe('settings.json', () => {
  it('loses nothing while eight processes change it at the same time', async () => {
    const home = temporaryHome();
    const writers = Array.from({ length: 8 }, (_, n) =>
      run(addRoles, [home.folder, `p${String(n)}`, '6']),
    );
    const outputs = await Promise.all(writers.map((each) => finished(each)));
    expect(outputs.flat()).toEqual([]);
    const entries = JSON.parse(readFileSync(home.settingsFile, 'utf8')) as string[];
    expect(new Set(entries).size).toBe(48);
    expect(readdirSync(home.folder).filter((name) => name.includes('rk-'))).toEqual([]);
  });

  it.skipIf(skippedExceptOn('Unix')).each(['022', '077', '000'])(
    'has mode 0600 under umask %s, whether it is new or exists already',
    async (octal) => {
      const umask = Number.parseInt(octal, 8);
      const home = temporaryHome();
      await finished(run(addRoles, [home.folder, 'new', '1'], { umask }));
      expectMode(home.settingsFile, 0o600);
      chmodSync(home.settingsFile, 0o644);
      await finished(run(addRoles, [home.folder, 'old', '1'], { umask }));
      expectMode(home.settingsFile, 0o600);
    },
  );

  it.skipIf(skippedExceptOn('Unix'))(
    'stays as it was if the disk takes only part of the new text',
    async () => {
      const home = temporaryHome();
      await finished(run(addRoles, [home.folder, 'before', '1']));
      openedStateDb(home).close();
      const before = readFileSync(home.settingsFile, 'utf8');
      const big = JSON.stringify(JSON.parse(before)).replace(
        'before-0',
        `before-0${'y'.repeat(400_000)}`,
      );
      writeFileSync(home.settingsFile, big);
      // A file size limit of 600 blocks of 512 bytes cuts a write short, as a full disk does.
      const cut = run(addRoles, [home.folder, 'after', '1'], { fileSizeBlocks: 600 });
      expect(await finished(cut)).toEqual([
        JSON.stringify({ kind: 'settings-unwritable', file: home.settingsFile, code: 'EFBIG' }),
      ]);
      expect(readFileSync(home.settingsFile, 'utf8')).toBe(big);
      expect(readdirSync(home.folder).filter((name) => name.includes('rk-'))).toEqual([]);
    },
  );

  it('keeps a symbolic link and replaces its target, even a missing one', async () => {
    const home = temporaryHome();
    const dotfiles = join(home.folder, '..', 'dotfiles');
    mkdirSync(dotfiles);
    symlinkSync(join(dotfiles, 'rolekeeper.json'), home.settingsFile);
    const store = storeIn(home);
    for (const version of [1, 2]) {
      await store.update(() => ok({ json: { version }, value: null }));
      expect(lstatSync(home.settingsFile).isSymbolicLink()).toBe(true);
      expect(JSON.parse(readFileSync(join(dotfiles, 'rolekeeper.json'), 'utf8'))).toEqual({
        version,
      });
    }
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'is refused if it is a link to a file that everyone can write, and both stay unchanged',
    async () => {
      const home = temporaryHome();
      const target = join(home.folder, '..', 'open.json');
      writeFileSync(target, '{}');
      chmodSync(target, 0o666);
      symlinkSync(target, home.settingsFile);
      const store = storeIn(home);
      for (const result of [
        await store.read(),
        await store.update(() => ok({ json: { version: 1 }, value: null })),
      ]) {
        expect(result).toMatchObject({ ok: false, failure: { file: home.settingsFile } });
      }
      expect(readFileSync(target, 'utf8')).toBe('{}');
      expect(lstatSync(home.settingsFile).isSymbolicLink()).toBe(true);
    },
  );

  it('is not written if nothing changes', async () => {
    const home = temporaryHome();
    const store = storeIn(home);
    await store.update(() => ok({ json: { version: 1 }, value: null }));
    const before = statSync(home.settingsFile).ino;
    await store.update(() => ok({ json: { version: 1 }, value: null }));
    expect(statSync(home.settingsFile).ino).toBe(before);
  });

  it('is read despite the byte order mark of Windows editors, and is unparsable if it is not UTF-8', async () => {
    const home = temporaryHome();
    const store = storeIn(home);
    writeFileSync(home.settingsFile, '\ufeff{"version": 1}');
    expect(await store.read()).toEqual(ok({ state: 'json', json: { version: 1 } }));
    writeFileSync(home.settingsFile, Buffer.from('{"name": "caf\xe9"}', 'latin1'));
    expect(await store.read()).toEqual(ok({ state: 'unparsable' }));
  });

  it('is set aside under a name that contains the time, and replaces no other file', async () => {
    const home = temporaryHome();
    const store = storeIn(home);
    for (const name of [
      'settings.corrupt-20260105T090000Z.json',
      'settings.corrupt-20260105T090000Z-2.json',
    ]) {
      writeFileSync(home.settingsFile, name);
      await store.read();
      expect(await store.setAside()).toEqual(ok(join(home.folder, name)));
      expect(readFileSync(join(home.folder, name), 'utf8')).toBe(name);
      expect(existsSync(home.settingsFile)).toBe(false);
    }
  });

  it('cannot be read or changed if it is a folder, and the failure has the system’s code', async () => {
    const home = temporaryHome();
    mkdirSync(home.settingsFile);
    const store = storeIn(home);
    const unreadable = {
      ok: false,
      failure: { kind: 'file-unreadable', file: home.settingsFile, code: 'EISDIR' },
    };
    expect(await store.read()).toEqual(unreadable);
    expect(await store.update(() => ok({ json: {}, value: null }))).toEqual(unreadable);
  });

  it('is written after the leftovers of a killed writer are removed', async () => {
    const home = temporaryHome();
    writeFileSync(join(home.folder, '.settings.json.rk-0123'), 'half');
    writeFileSync(join(home.folder, '.other.rk-0123'), 'not ours');
    await storeIn(home).update(() => ok({ json: {}, value: null }));
    expect(readdirSync(home.folder).filter((name) => name.includes('.rk-'))).toEqual([
      '.other.rk-0123',
    ]);
  });
});
