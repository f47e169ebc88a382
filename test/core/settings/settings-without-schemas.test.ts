import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleKeys } from '../../../src/core/roles/role-fields.ts';
import { settingsWithoutSchemas } from '../../../src/core/settings/settings-without-schemas.ts';
import { preferencesSchema } from '../../../src/core/settings/preferences.ts';
import { emptySettings, preferencesIn, readSettings } from '../../../src/core/settings/settings.ts';
import type { SettingsReading } from '../../../src/core/settings/settings.ts';
import { minimalOldRole, fullOldRole } from '../../support/roles-of-first-version.ts';

const wholeRole = { ...fullOldRole, externalId: '' };
const preferences = {
  credentialsFile: '/c',
  configFile: '/d',
  onLock: 'forget-mfa',
  onSuspend: 'release',
  onIdle: 'keep',
  onQuit: 'release',
  idleMinutes: 5,
  writeInPlace: true,
  mfaSessionSeconds: 900,
  startAtLogin: true,
  proxy: 'http://me:s3cret@proxy.example:3128',
  caBundle: '/ca.pem',
  theme: 'dark',
  language: 'de',
  listing: 'rows',
  notices: 'needed',
  updateNotices: false,
  credentialsEndpoint: true,
  credentialsEndpointPort: 1024,
};
const whole = { version: 1, roles: [minimalOldRole, wholeRole], preferences };

/** Valid and invalid values for any field of the settings. */
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(undefined, null, '', 'x', 0, 1, -1, 900, 899, 129_600, 129_601, 1.5),
  fc.constantFrom<unknown>(1023, 65_535, 65_536),
  fc.constantFrom<unknown>(2 ** 53, 'each-time', 'session', 'dark', 'de', 'all', true, false),
  fc.constantFrom<unknown>([], [''], ['x'], {}, { key: 'k', value: '' }, [{ key: 'k', value: '' }]),
  fc.constantFrom<unknown>([{ key: '', value: 'v' }], [{ key: 'k', value: 'v', more: 1 }], [1]),
  fc.constantFrom<unknown>('http://p:1', 'http://p:99999', 'ftp://p', 'f'.repeat(12), [
    minimalOldRole,
    minimalOldRole,
  ]),
);

/** Settings in which up to three values are different or missing. */
const settingsLike = fc
  .array(
    fc.record({
      place: fc.constantFrom(
        ['version'],
        ['roles'],
        ['preferences'],
        ['later'],
        ...['id', 'later', ...roleKeys].flatMap((key) => [
          ['roles', '0', key],
          ['roles', '1', key],
        ]),
        ...['later', ...Object.keys(preferencesSchema.shape)].map((key) => ['preferences', key]),
      ),
      value: anyValue,
    }),
    { maxLength: 3 },
  )
  .map((edits) => {
    const json = structuredClone(whole) as Record<string, unknown>;
    for (const { place, value } of edits) put(json, place, structuredClone(value));
    // Removes undefined values, which JSON does not have.
    return JSON.parse(JSON.stringify(json)) as unknown;
  });

function put(json: object, place: readonly string[], value: unknown): void {
  const [key = '', ...rest] = place;
  const at = json as Record<string, unknown>;
  if (rest.length === 0) at[key] = value;
  else if (typeof at[key] === 'object' && at[key] !== null) put(at[key], rest, value);
}

describe('settings that `settingsWithoutSchemas` reads without the schemas', () => {
  it('equal the settings that the schemas read, and the schemas find no problem', () => {
    fc.assert(
      fc.property(fc.oneof(settingsLike, fc.jsonValue()), (json) => {
        const plain = settingsWithoutSchemas(json);
        if (plain === null) return;
        const { settings, problem, complete } = readWithSchemas(json);
        expect(plain).toStrictEqual(settings);
        expect({ problem, complete }).toEqual({
          problem: null,
          complete: true,
        });
      }),
      { numRuns: 3000 },
    );
  });

  it.each<readonly [string, unknown]>([
    ['settings with every field', whole],
    [
      'settings with fields of a later version',
      { ...whole, later: 1, roles: [{ ...minimalOldRole, later: 1 }] },
    ],
    ['settings without preferences', { version: 1, roles: [minimalOldRole] }],
    ['an empty object', {}],
    ['the settings that Rolekeeper writes first', emptySettings()],
  ])('are read from %s', (_, json) => {
    expect(settingsWithoutSchemas(json)).toStrictEqual(readWithSchemas(json).settings);
  });

  it.each<readonly [string, unknown]>([
    ['a list in place of the object', []],
    ['a later version', { ...whole, version: emptySettings().version + 1 }],
    ['the same role twice', { ...whole, roles: [minimalOldRole, minimalOldRole] }],
    ['a tag with a field of a later version', withRole({ tags: [{ key: 'k', value: '', l: 1 }] })],
    ['an empty name', withRole({ name: '' })],
    ['a proxy that cannot be used', { ...whole, preferences: { proxy: 'ftp://proxy' } }],
    ['a preference with a wrong type', { ...whole, preferences: { onQuit: 'no' } }],
    ['an idle time outside its range', { ...whole, preferences: { idleMinutes: 0 } }],
  ])('are null if the file has %s', (_, json) => {
    expect(settingsWithoutSchemas(json)).toBeNull();
  });
});

it('`preferencesIn` returns the preferences that the schemas read, also from invalid settings', () => {
  fc.assert(
    fc.property(fc.oneof(settingsLike, fc.jsonValue()), (json) => {
      const { settings } = readWithSchemas(json);
      expect(preferencesIn({ state: 'json', json })).toStrictEqual(settings.preferences);
    }),
    { numRuns: 3000 },
  );
});

/** Reads with the schemas: `readSettings` uses them if it gets a list of migrations. */
function readWithSchemas(json: unknown): SettingsReading {
  return readSettings({ state: 'json', json }, []);
}

function withRole(changes: object): unknown {
  return { ...whole, roles: [{ ...minimalOldRole, ...changes }] };
}
