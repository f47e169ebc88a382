import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettingsDocument } from '../../../src/core/settings/settings-document.ts';
import type { StoredSettings } from '../../../src/core/ports/settings-store.ts';
import type { RoleOf } from '../../../src/core/roles/role.ts';
import {
  emptySettings,
  readSettings,
  settingsJson,
  type Migration,
} from '../../../src/core/settings/settings.ts';

const role: RoleOf<'assume-role'> = {
  id: '0123456789ab',
  kind: 'assume-role',
  name: 'client-s3',
  roleArn: 'arn:aws:iam::123456789012:role/MyApp/MyS3Access',
  sourceProfile: 'default',
  targetProfile: 'client-s3',
  roleSessionName: 'FirstSession',
  durationSeconds: 3600,
};
const other: RoleOf<'assume-role'> = {
  ...role,
  id: 'ba9876543210',
  name: 'other',
  targetProfile: 'other',
  region: 'eu-west-1',
};
const asStored = (json: unknown): StoredSettings => ({ state: 'json', json });
/** The store's content after a write. */
const rewritten = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

describe('reading settings', () => {
  it('gives the defaults and `complete: false` if there is no file', () => {
    expect(readSettings({ state: 'absent' })).toEqual({
      settings: emptySettings(),
      problem: null,
      complete: false,
    });
    expect(emptySettings()).toEqual({
      version: 1,
      roles: [],
      preferences: {
        onLock: 'keep',
        onSuspend: 'keep',
        onIdle: 'keep',
        onQuit: 'keep',
        idleMinutes: 15,
        writeInPlace: false,
        mfaSessionSeconds: 43_200,
        theme: 'system',
        language: 'system',
        listing: 'automatic',
        notices: 'all',
        updateNotices: true,
        trayIcon: 'coloured',
        credentialsEndpoint: false,
        credentialsEndpointPort: 4749,
      },
    });
  });

  it('gives every role and preference of a valid file', () => {
    const preferences = {
      onLock: 'release',
      onSuspend: 'forget-mfa',
      onIdle: 'release',
      onQuit: 'release',
      idleMinutes: 30,
      writeInPlace: true,
      mfaSessionSeconds: 900,
      credentialsFile: '/c',
      configFile: '/d',
      startAtLogin: true,
      proxy: 'http://me:s3cret@proxy.example:3128',
      caBundle: '/ca.pem',
      theme: 'dark',
      language: 'de',
      listing: 'rows',
      notices: 'needed',
      updateNotices: false,
      trayIcon: 'white',
      credentialsEndpoint: true,
      credentialsEndpointPort: 5000,
    };
    expect(readSettings(asStored({ version: 1, roles: [role, other], preferences }))).toEqual({
      settings: { version: 1, roles: [role, other], preferences },
      problem: null,
      complete: true,
    });
    expect(readSettings(asStored({ roles: [role] }))).toMatchObject({
      settings: { roles: [role] },
      complete: true,
    });
  });

  it.each([
    ['not JSON', { state: 'unparsable' }],
    ['a list', asStored([])],
    ['null', asStored(null)],
    ['a string', asStored('settings')],
    ['an object whose roles are not a list', asStored({ version: 1, roles: { a: role } })],
    ['an object with a version that is a string', asStored({ version: 'one' })],
    ['an object with the version 0', asStored({ version: 0 })],
  ] as const)('gives the defaults and the problem "corrupt" if the file is %s', (_, given) => {
    expect(readSettings(given)).toEqual({
      settings: emptySettings(),
      problem: { kind: 'corrupt' },
      complete: false,
    });
  });

  it('omits only roles and preferences that break the schema, and lists where these are in the file', () => {
    const broken = { ...other, roleArn: 17 };
    const reading = readSettings(
      asStored({
        version: 1,
        roles: [broken, role, null, { ...role }],
        preferences: { mfaSessionSeconds: 5, onLock: 'release' },
      }),
    );
    expect(reading).toEqual({
      settings: {
        version: 1,
        roles: [role],
        preferences: { ...emptySettings().preferences, onLock: 'release' },
      },
      problem: {
        kind: 'partly',
        places: ['roles[0].roleArn', 'roles[2]', 'roles[3].id', 'preferences.mfaSessionSeconds'],
      },
      complete: false,
    });
    expect(readSettings(asStored({ version: 1, roles: [], preferences: 'none' }))).toMatchObject({
      problem: { kind: 'partly', places: ['preferences'] },
      complete: true,
    });
  });

  it('gives the known fields of a file that a newer version wrote', () => {
    const newer = {
      version: 2,
      roles: [role, { ...other, size: 'later' }, { ...other, id: '0'.repeat(12), kind: 'later' }],
      preferences: {},
      later: true,
    };
    expect(readSettings(asStored(newer))).toMatchObject({
      settings: { roles: [role, other] },
      problem: { kind: 'newer', version: 2 },
      complete: false,
    });
  });

  it('never throws, whatever the JSON value is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const reading = readSettings(asStored(json));
        settingsJson(reading.settings, asStored(json));
        expect(Array.isArray(reading.settings.roles)).toBe(true);
      }),
    );
  });
});

describe('migrations', () => {
  // Invented migrations to version 3. Version 1 has `arn` instead of `roleArn`, and versions 1 and
  // 2 have `release` instead of the preference `writeInPlace`.
  const steps: readonly Migration[] = [
    (json) => ({
      ...json,
      roles: (json['roles'] as { arn: string }[]).map(({ arn, ...rest }) => ({
        ...rest,
        roleArn: arn,
      })),
    }),
    (json) => ({ ...json, preferences: { writeInPlace: json['release'] } }),
  ];
  const { roleArn, ...rest } = role;
  const first = { version: 1, roles: [{ ...rest, arn: roleArn }], release: true, note: 'mine' };

  it('convert any older version to the current one, step by step', () => {
    const reading = readSettings(asStored(first), steps);
    expect(reading).toMatchObject({
      settings: { version: 3, roles: [role], preferences: { writeInPlace: true } },
      problem: null,
      complete: true,
    });
    const second = { version: 2, roles: [role], release: true };
    expect(readSettings(asStored(second), steps)).toMatchObject({
      settings: { version: 3, roles: [role] },
      complete: true,
    });
    const third = { version: 3, roles: [role], preferences: { writeInPlace: true } };
    expect(readSettings(asStored(third), steps)).toMatchObject({
      settings: { version: 3, roles: [role] },
      complete: true,
    });
    expect(readSettings(asStored({ ...third, version: 4 }), steps).problem).toEqual({
      kind: 'newer',
      version: 4,
    });
  });

  it('write the current version, and keep unknown fields', () => {
    const { settings } = readSettings(asStored(first), steps);
    const written = rewritten(settingsJson(settings, asStored(first), steps));
    expect(written).toEqual({
      version: 3,
      roles: [role],
      release: true,
      note: 'mine',
      preferences: { writeInPlace: true },
    });
    expect(readSettings(asStored(written), steps).settings).toEqual(settings);
  });
});

describe('writing settings', () => {
  it('writes the given values without the defaults if there was no file', () => {
    const settings = { ...emptySettings(), roles: [role] };
    expect(rewritten(settingsJson(settings, { state: 'absent' }))).toEqual({
      version: 1,
      roles: [role],
      preferences: {},
    });
    const chosen = { ...settings, preferences: { ...settings.preferences, writeInPlace: true } };
    expect(rewritten(settingsJson(chosen, { state: 'absent' }))).toMatchObject({
      preferences: { writeInPlace: true },
    });
  });

  it('keeps fields that this version does not know or could not read', () => {
    const broken = { ...other, roleArn: 17 };
    const present = {
      $schema: 'https://example.com/schema.json',
      version: 1,
      roles: [broken, { ...role, region: 'eu-west-1', note: 'from Anna' }],
      preferences: { mfaSessionSeconds: 5, colour: 'dark', credentialsFile: '/old' },
    };
    const { settings } = readSettings(asStored(present));
    const { region, ...without } = settings.roles[0] ?? role;
    expect(region).toBe('eu-west-1');
    const { credentialsFile, ...preferences } = settings.preferences;
    expect(credentialsFile).toBe('/old');
    const next = {
      ...settings,
      roles: [{ ...without, name: 'renamed' }],
      preferences: { ...preferences, onLock: 'release' as const },
    };
    expect(rewritten(settingsJson(next, asStored(present)))).toEqual({
      $schema: 'https://example.com/schema.json',
      version: 1,
      roles: [{ ...role, name: 'renamed', note: 'from Anna' }, broken],
      preferences: { mfaSessionSeconds: 5, colour: 'dark', onLock: 'release' },
    });
  });

  it('omits a removed role, and no other', () => {
    const present = { version: 1, roles: [role, other] };
    const { settings } = readSettings(asStored(present));
    const next = { ...settings, roles: settings.roles.filter(({ id }) => id !== role.id) };
    expect(rewritten(settingsJson(next, asStored(present)))).toEqual({
      version: 1,
      roles: [other],
      preferences: {},
    });
  });

  it('writes settings that are read again without a change', () => {
    const roles = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[0-9a-f]{12}$/),
        name: fc.string({ minLength: 1 }),
        durationSeconds: fc.integer({ min: 1 }),
        region: fc.option(fc.string(), { nil: undefined }),
      }),
      { selector: ({ id }) => id, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        roles,
        fc.boolean(),
        fc.integer({ min: 900, max: 129_600 }),
        (drawn, writeInPlace, seconds) => {
          const settings = {
            version: 1,
            roles: drawn.map(({ region, ...each }) => ({
              ...role,
              ...each,
              ...(region === undefined ? {} : { region }),
            })),
            preferences: {
              ...emptySettings().preferences,
              writeInPlace,
              mfaSessionSeconds: seconds,
            },
          };
          const before = asStored({
            version: 1,
            roles: [other],
            preferences: { mfaSessionSeconds: 1000 },
          });
          const reading = readSettings(asStored(rewritten(settingsJson(settings, before))));
          expect(reading).toEqual({ settings, problem: null, complete: true });
        },
      ),
    );
  });
});

describe('the setting `releaseAtQuit` of version 0.1.0', () => {
  const older = (preferences: object) => asStored({ version: 1, roles: [role], preferences });
  const onQuit = (preferences: object): string =>
    readSettings(older(preferences)).settings.preferences.onQuit;

  it('is read as `onQuit` by `settingsWithoutSchemas` and by the schemas', () => {
    expect(onQuit({ releaseAtQuit: true })).toBe('release');
    expect(onQuit({ releaseAtQuit: false })).toBe('keep');
    // If a value breaks its rule, the schemas read all settings.
    const bySchemas = readSettings(older({ releaseAtQuit: true, mfaSessionSeconds: 5 }));
    expect(bySchemas.settings.preferences.onQuit).toBe('release');
    expect(bySchemas.problem).toEqual({
      kind: 'partly',
      places: ['preferences.mfaSessionSeconds'],
    });
  });

  it('is ignored if the file also has `onQuit`, which the user chose later', () => {
    expect(onQuit({ releaseAtQuit: true, onQuit: 'forget-mfa' })).toBe('forget-mfa');
    expect(onQuit({ releaseAtQuit: true, onQuit: 'keep' })).toBe('keep');
  });

  it.each([
    ['release', true],
    ['keep', false],
    ['forget-mfa', false],
  ] as const)('is also written for version 0.1.0 when `onQuit` becomes %s', (value, written) => {
    const before = older({ releaseAtQuit: !written, onQuit: written ? 'keep' : 'release' });
    const { settings } = readSettings(before);
    const next = { ...settings, preferences: { ...settings.preferences, onQuit: value } };
    expect(rewritten(settingsJson(next, before))).toMatchObject({
      preferences: { releaseAtQuit: written, onQuit: value },
    });
  });

  it('does not change if another setting changes', () => {
    const before = older({ releaseAtQuit: true });
    const { settings } = readSettings(before);
    const next = { ...settings, preferences: { ...settings.preferences, theme: 'dark' as const } };
    expect(rewritten(settingsJson(next, before))).toMatchObject({
      preferences: { releaseAtQuit: true, theme: 'dark' },
    });
  });

  it('is imported from settings that version 0.1.0 exported', () => {
    const document = { format: 'rolekeeper-settings', version: 1, roles: [] };
    const read = readSettingsDocument(
      JSON.stringify({ ...document, preferences: { releaseAtQuit: true } }),
      'me',
    );
    expect(read).toEqual({ ok: true, value: { roles: [], preferences: { onQuit: 'release' } } });
  });
});

it('imported settings are refused if the idle time is outside its range', () => {
  const document = { format: 'rolekeeper-settings', version: 1, roles: [] };
  const wrong = JSON.stringify({ ...document, preferences: { idleMinutes: 0 } });
  expect(readSettingsDocument(wrong, 'me')).toMatchObject({
    failure: {
      problem: { place: 'preferences.idleMinutes', rule: { kind: 'range', min: 1, max: 1440 } },
    },
  });
});
