import { describe, expect, it } from 'vitest';
import { callApi } from '../../../src/core/contract/api-schema.ts';
import { preferencesSchema, shownPreferences } from '../../../src/core/settings/preferences.ts';
import { emptySettings } from '../../../src/core/settings/settings.ts';
import { CoreMachine } from '../../support/core-harness.ts';

const defaults = emptySettings().preferences;

describe('preferences', () => {
  it('are changed by name, stored, and part of the state of the application', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start('nothing');
    await app.api.preferences.set({ changes: { onQuit: 'release', credentialsFile: '/keys' } });
    await app.api.preferences.set({
      changes: { mfaSessionSeconds: 900, theme: 'dark', notices: 'needed' },
    });
    await app.api.preferences.set({
      changes: { proxy: 'http://proxy.example:3128', caBundle: '/corporate.pem' },
    });
    const all = {
      onQuit: 'release',
      credentialsFile: '/keys',
      mfaSessionSeconds: 900,
      theme: 'dark',
      notices: 'needed',
      proxy: 'http://proxy.example:3128',
      caBundle: '/corporate.pem',
    };
    expect(app.state().preferences).toEqual({ ...defaults, ...all });
    const next = await machine.start('nothing');
    expect(next.app.state().preferences).toEqual({ ...defaults, ...all });
  });

  it('have their defaults again after they are set to null', async () => {
    const { app } = await new CoreMachine().start('nothing');
    const changes = {
      credentialsFile: '/keys',
      mfaSessionSeconds: 900,
      theme: 'light',
      proxy: 'http://p',
    } as const;
    await app.api.preferences.set({ changes });
    const back = Object.fromEntries(Object.keys(changes).map((name) => [name, null]));
    await app.api.preferences.set({ changes: back });
    expect(app.state().preferences).toEqual(defaults);
  });

  it('are refused by the API if a name is unknown or a value breaks its rule', async () => {
    const { app } = await new CoreMachine().start('nothing');
    for (const changes of [
      { mfaSessionSeconds: 899 },
      { credentialsFile: '' },
      { colour: 'dark' },
      { theme: 'pink' },
      { notices: 'some' },
      { caBundle: '' },
      { proxy: 3128 },
    ]) {
      const answer = await callApi(app.api, 'preferences', 'set', { changes });
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'field-invalid' } });
    }
    expect(app.state().preferences).toEqual(defaults);
  });

  it('refuse a CA bundle that has no certificates, and change nothing then', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start('nothing');
    expect(
      await app.api.preferences.set({ changes: { caBundle: '/notes.txt', theme: 'dark' } }),
    ).toEqual({
      ok: false,
      failure: { kind: 'field-invalid', field: 'caBundle', rule: { kind: 'ca-bundle' } },
    });
    expect(machine.disk.settingsText).toBeNull();
  });
});

describe('the proxy', () => {
  it.each([
    'proxy.example:3128',
    'socks5://p:1',
    'http://',
    'http://p:0',
    'http://p:65536',
    'http://p/path',
    'http://a b',
  ])('cannot be set to the invalid address %s', async (proxy) => {
    const machine = new CoreMachine();
    const { app } = await machine.start('nothing');
    expect(await app.api.preferences.set({ changes: { proxy } })).toEqual({
      ok: false,
      failure: { kind: 'field-invalid', field: 'proxy', rule: { kind: 'proxy' } },
    });
    expect(machine.disk.settingsText).toBeNull();
  });

  it.each([
    ['http://proxy.example:3128', 'http://proxy.example:3128'],
    ['HTTPS://10.0.0.1/', 'HTTPS://10.0.0.1/'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://me@proxy.example', 'http://…@proxy.example'],
    ['http://me:s3%40cret@proxy.example:3128/', 'http://…@proxy.example:3128'],
  ])('is shown without its user and password: %s as %s', (proxy, shown) => {
    expect(shownPreferences(preferencesSchema.parse({ proxy })).proxy).toBe(shown);
  });

  it.each(['http://me:s3cret@proxy.example:3128', 'http://me@proxy.example'])(
    'cannot be set to %s, because settings.json would store the user in plain text',
    async (proxy) => {
      const machine = new CoreMachine();
      const { app } = await machine.start('nothing');
      expect(await app.api.preferences.set({ changes: { proxy } })).toEqual({
        ok: false,
        failure: { kind: 'field-invalid', field: 'proxy', rule: { kind: 'proxy-user' } },
      });
      const document = {
        format: 'rolekeeper-settings',
        version: emptySettings().version,
        preferences: { proxy },
      };
      const request = { document: JSON.stringify(document), endpoints: [], dryRun: false };
      expect(await app.api.settings.import(request)).toMatchObject({
        ok: false,
        failure: { problem: { place: 'preferences.proxy', rule: { kind: 'proxy-user' } } },
      });
      expect(machine.disk.settingsText).toBeNull();
    },
  );

  it('keeps a password that older settings have, shows it nowhere, and makes the doctor report it', async () => {
    const machine = new CoreMachine();
    const proxy = 'http://me:s3cret@proxy.example:3128';
    machine.disk.settingsText = JSON.stringify({ ...emptySettings(), preferences: { proxy } });
    const { app } = await machine.start('nothing');
    const shown = 'http://…@proxy.example:3128';
    const answer = await app.api.preferences.set({ changes: { proxy: shown, theme: 'dark' } });
    expect(answer).toMatchObject({ ok: true, value: { proxy: shown } });
    const checked = await app.api.doctor.run({});
    expect(checked).toMatchObject({
      ok: true,
      value: expect.arrayContaining([{ check: 'proxy-user', level: 'bad', facts: {} }]) as unknown,
    });
    expect(JSON.stringify([answer, app.state(), checked])).not.toContain('s3cret');
    expect(machine.disk.settingsText).toContain(proxy);
    // The password must not be sent to another host.
    const elsewhere = await app.api.preferences.set({
      changes: { proxy: 'http://…@evil.example:3128' },
    });
    expect(elsewhere).toMatchObject({ ok: false, failure: { field: 'proxy' } });
    expect(machine.disk.settingsText).toContain(proxy);
    await app.api.preferences.set({ changes: { proxy: 'http://proxy.example:3128' } });
    expect(machine.disk.settingsText).not.toContain('s3cret');
    const after = await app.api.doctor.run({});
    expect(JSON.stringify(after)).not.toContain('proxy-user');
  });
});
