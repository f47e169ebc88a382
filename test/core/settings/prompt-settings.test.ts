import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptSettings } from '../../../src/core/settings/prompt-settings.ts';
import { emptySettings, readSettings } from '../../../src/core/settings/settings.ts';
import { minimalOldRole, fullOldRole } from '../../support/roles-of-first-version.ts';

const whole = {
  version: 1,
  roles: [minimalOldRole, fullOldRole],
  preferences: { credentialsFile: '/c', theme: 'dark' },
};

describe('the settings that a shell prompt reads', () => {
  it.each<readonly [string, unknown]>([
    ['settings with roles and a path', whole],
    ['settings without preferences', { version: 1, roles: [minimalOldRole] }],
    ['settings without a version', { roles: [fullOldRole] }],
    ['an empty object', {}],
    ['the settings that Rolekeeper writes first', emptySettings()],
  ])('are those that the schemas read from %s', (_, json) => {
    const { settings } = readSettings({ state: 'json', json }, []);
    expect(promptSettings(json)).toMatchObject({
      roles: settings.roles.map(({ id, name, targetProfile }) => ({ id, name, targetProfile })),
      credentialsFile: settings.preferences.credentialsFile,
    });
  });

  it('are read in the version that Rolekeeper writes, and in no later version', () => {
    expect(promptSettings(emptySettings())).not.toBeNull();
    expect(promptSettings({ ...whole, version: emptySettings().version + 1 })).toBeNull();
  });

  it.each<readonly [string, unknown]>([
    ['a role without a name', { roles: [{ ...minimalOldRole, name: undefined }] }],
    ['a role that is not an object', { roles: [null] }],
    ['roles that are not a list', { roles: { length: 0 } }],
    ['an empty path', { preferences: { credentialsFile: '' } }],
    ['a path that is not a string', { preferences: { credentialsFile: 1 } }],
  ])('are not read if they have %s', (_, json) => {
    expect(promptSettings(json)).toBeNull();
  });

  it('are null or have a list of roles, whatever the JSON value is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const read = promptSettings(json);
        expect(read === null || Array.isArray(read.roles)).toBe(true);
      }),
    );
  });
});
