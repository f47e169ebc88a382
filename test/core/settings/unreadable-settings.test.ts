import { expect, it } from 'vitest';
import type { SettingsStore, StoredSettings } from '../../../src/core/ports/settings-store.ts';
import { failed, ok, type Result } from '../../../src/core/result.ts';
import { SettingsFile } from '../../../src/core/settings/settings-file.ts';

const file = '/settings.json';
const unreadable = failed({ kind: 'file-unreadable', file, code: 'EIO' });
const dark: StoredSettings = {
  state: 'json',
  json: { version: 1, roles: [], preferences: { theme: 'dark' } },
};

function storeWith(stored: () => Result<StoredSettings>): SettingsStore {
  return {
    path: file,
    read: () => Promise.resolve(stored()),
    lastRead: () => null,
    update: (change) => {
      const read = stored();
      const changed = read.ok ? change(read.value) : read;
      return Promise.resolve(changed.ok ? ok(changed.value.value) : changed);
    },
    setAside: () => Promise.resolve(failed({ kind: 'settings-unwritable', file, code: 'EROFS' })),
    watch: () => () => undefined,
  };
}

it('unreadable settings are reported and not changed, and the last readable settings stay in use', async () => {
  let stored: Result<StoredSettings> = unreadable;
  const settings = new SettingsFile(
    storeWith(() => stored),
    'is-reported',
    () => true,
  );
  const theme = async (): Promise<unknown> => {
    const read = await settings.read();
    return read.ok ? [read.value.settings.preferences.theme, read.value.complete] : read;
  };
  const reported = [{ kind: 'settings-unreadable', file, code: 'EIO' }];
  expect(await theme()).toEqual(['system', false]);
  expect(settings.problems).toEqual(reported);
  expect(await settings.change((present) => ok(present))).toEqual(unreadable);
  stored = ok(dark);
  expect(await theme()).toEqual(['dark', true]);
  expect(settings.problems).toEqual([]);
  stored = unreadable;
  expect(await theme()).toEqual(['dark', false]);
  expect(settings.problems).toEqual(reported);
});

it('corrupt settings that cannot be moved aside are reported and not overwritten', async () => {
  const settings = new SettingsFile(
    storeWith(() => ok({ state: 'unparsable' })),
    'is-reported',
    () => true,
  );
  expect(await settings.read()).toMatchObject({ ok: true, value: { complete: false } });
  expect(settings.problems).toEqual([{ kind: 'settings-unreadable', file, code: 'EROFS' }]);
  const refused = { ok: false, failure: { kind: 'settings-unwritable', file, code: 'EROFS' } };
  expect(await settings.change((present) => ok(present))).toEqual(refused);
});

it('a command fails with the error code of the system if settings are unreadable', async () => {
  expect(
    await new SettingsFile(
      storeWith(() => unreadable),
      'fails',
      () => true,
    ).read(),
  ).toEqual(unreadable);
});

it('settings that name other AWS files than those in use are not read or changed', async () => {
  let stored: Result<StoredSettings> = unreadable;
  const settings = new SettingsFile(
    storeWith(() => stored),
    'is-reported',
    ({ theme }) => theme === 'dark',
  );
  const refused = failed({ kind: 'file-unreadable', file, code: 'other-files' });
  await settings.read();
  stored = ok({ state: 'absent' });
  expect(await settings.read()).toMatchObject({ ok: true, value: { complete: false } });
  expect(settings.problems).toEqual([{ kind: 'settings-unreadable', file, code: 'other-files' }]);
  expect(await settings.change((present) => ok(present))).toEqual(refused);
  stored = ok(dark);
  expect(await settings.read()).toMatchObject({ ok: true, value: { complete: true } });
  expect(settings.problems).toEqual([]);
  // A later change of the AWS files is accepted, and applies from the next start.
  stored = ok({ state: 'absent' });
  expect(await settings.change((present) => ok(present))).toMatchObject({ ok: true });
  expect(settings.problems).toEqual([]);
});
