import { mkdirSync, mkdtempSync, rmSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { App } from '../../../src/core/contract/app.ts';
import type { StoredSettings } from '../../../src/core/ports/settings-store.ts';
import { createApp } from '../../../src/node/app.ts';
import {
  caBundleOf,
  createNetworkSettings,
  type NetworkSettings,
  type NetworkSettingsDeps,
} from '../../../src/node/sts/network-settings.ts';
import { environmentWithProxy, proxiesTo } from '../../../src/node/sts/proxies-to.ts';
import { answerOrThrow } from '../../contracts/sts.contract.ts';
import { ALICE, ALICE_ARN, startSts } from '../../demo/sts-setup.ts';
import { certificate, hasOpenssl } from './certificate.ts';
import { startProxyServer } from './proxy-server.ts';
import { callerAt, client } from './sts-under-test.ts';
import { ScriptedConsent } from '../../support/scripted-consent.ts';

function network(
  runsIn: NetworkSettingsDeps['runsIn'],
  env: NetworkSettingsDeps['env'],
  preferences: Readonly<Record<string, unknown>>,
  systemProxy: NetworkSettingsDeps['systemProxy'] = null,
): NetworkSettings {
  const stored: StoredSettings = { state: 'json', json: { version: 1, roles: [], preferences } };
  let lastRead: StoredSettings | null = null;
  const { networkSettings } = createNetworkSettings({
    env,
    runsIn,
    folder: '/nowhere/rolekeeper',
    systemProxy,
    settings: { lastRead: () => lastRead },
  });
  expect(networkSettings()).toMatchObject({ env, caBundle: null });
  lastRead = stored;
  return networkSettings();
}

describe('the proxy for AWS', () => {
  const system = 'http://system.example:3128';
  const socks = 'socks5://system.example:1080';
  const byHost = (origin: string) =>
    Promise.resolve(origin.includes('//sts.') ? [system, null] : [socks, system, null]);
  const to = (url: string) => {
    const { protocol, hostname, port } = new URL(url);
    return { protocol, hostname, port: port === '' ? undefined : Number(port) };
  };
  const STS = 'https://sts.amazonaws.com';

  it('is the system’s proxy for this server, unless the settings or the environment name one', async () => {
    const free = network('application', { NO_PROXY: 'corp.example' }, {}, byHost);
    expect(await proxiesTo(free, to(STS))).toEqual([system, null]);
    expect(await proxiesTo(free, to('https://oidc.eu-central-1.amazonaws.com'))).toEqual([
      socks,
      system,
      null,
    ]);
    for (const near of ['corp.example', 'localhost', 'a.localhost', '127.0.0.1:9000', '[::1]']) {
      expect(await proxiesTo(free, to(`https://${near}`))).toEqual([null]);
      expect(await proxiesTo(free, to(`http://${near}`))).toEqual([null]);
    }
    const none = network('application', { HTTPS_PROXY: '' }, {}, byHost);
    expect(await proxiesTo(none, to(STS))).toEqual([null]);
    expect(await proxiesTo(none, to('http://sts.example'))).toEqual([system, null]);
    const own = network('application', { https_proxy: 'http://own:1' }, {}, byHost);
    expect(await proxiesTo(own, to(STS))).toEqual(['http://own:1']);
    const proxy = 'http://settings.example:8080';
    const set = network('application', {}, { proxy }, byHost);
    expect(await proxiesTo(set, to(STS))).toEqual([proxy]);
    expect(await proxiesTo(set, to('http://sts.example'))).toEqual([null]);
    const terminal = network('terminal', {}, { proxy }, byHost);
    expect(await proxiesTo(terminal, to(STS))).toEqual([null]);
  });

  it('is passed to programs that call AWS, with loopback as an exception; if DIRECT is first in the list, none is passed', async () => {
    const env = { NO_PROXY: 'corp.example', HOME: '/home/a' };
    const free = network('application', env, {}, () => Promise.resolve([socks, system, null]));
    expect(await environmentWithProxy(free)).toEqual({
      https_proxy: system,
      no_proxy: 'corp.example,localhost,127.0.0.1,::1',
      HOME: '/home/a',
    });
    for (const list of [[null, system], [socks]]) {
      const direct = network('application', env, {}, () => Promise.resolve(list));
      expect(await environmentWithProxy(direct)).toEqual(env);
    }
    const named = network('application', { HTTPS_PROXY: '' }, {}, byHost);
    expect(await environmentWithProxy(named)).toEqual({ HTTPS_PROXY: '' });
  });

  it('is that of the settings in the application, even if the environment names another', async () => {
    const env = {
      HTTPS_PROXY: 'http://other:1',
      NO_PROXY: 'corp.example',
      AWS_CA_BUNDLE: '/other.pem',
      HOME: '/home/a',
    };
    const settings = { proxy: 'http://me:pw@p:3128', caBundle: '~/ca.pem' };
    const chosen = network('application', env, settings);
    expect(chosen.env).toEqual({
      https_proxy: 'http://me:pw@p:3128',
      no_proxy: 'corp.example,localhost,127.0.0.1,::1',
      AWS_CA_BUNDLE: '/home/a/ca.pem',
      HOME: '/home/a',
    });
    expect(caBundleOf(chosen, '/profile.pem')).toBe('/home/a/ca.pem');
    expect(network('application', env, {})).toEqual({ env, caBundle: null });
  });

  it('is that of the environment in a terminal, but the CA bundle of the settings is used', async () => {
    const env = { HTTPS_PROXY: 'http://other:1', HOME: '/home/a' };
    const chosen = network('terminal', env, { proxy: 'http://p:3128', caBundle: '/ca.pem' });
    expect(chosen).toEqual({ env, caBundle: '/ca.pem' });
    expect(caBundleOf(chosen, '/profile.pem')).toBe('/profile.pem');
    expect(caBundleOf(chosen, null)).toBe('/ca.pem');
    expect(caBundleOf({ ...chosen, env: { AWS_CA_BUNDLE: '/variable.pem' } }, '/profile.pem')).toBe(
      '/variable.pem',
    );
  });
});

describe('the CA bundle of the settings', () => {
  it.skipIf(!hasOpenssl)('verifies the certificate of STS [needs openssl]', async () => {
    const { bundle, tls } = certificate();
    const server = await startSts({ tls });
    const answer = await client({ caBundle: bundle }).sts.getCallerIdentity(callerAt(server.url));
    expect(answerOrThrow(answer).arn).toBe(ALICE_ARN);
    expect(await client().sts.getCallerIdentity(callerAt(server.url))).toMatchObject({
      error: { trouble: 'intercepted' },
    });
  });
});

describe('the settings for proxy and certificates', () => {
  it.skipIf(!hasOpenssl)(
    'are used from the next request on, are shown by the doctor without the password, and can be removed [needs openssl]',
    async () => {
      const { bundle, tls } = certificate('sts.example');
      const server = await startSts({ tls });
      const proxy = await startProxyServer();
      const { app, home } = await startApplication();
      const added = await app.api.role.add({
        role: {
          name: 'client-s3',
          roleArn: 'arn:aws:iam::999988887777:role/MyApp/MyS3Access',
          endpoint: `https://sts.example:${server.port}`,
          region: 'eu-central-1',
        },
      });
      if (!added.ok) throw new Error(JSON.stringify(added.failure));
      const roleId = added.value.role.id;
      const identify = () => app.api.access.documents({ roleId, identify: true });
      const callerOf = async () => {
        const documents = await identify();
        return documents.ok ? documents.value.caller : null;
      };
      expect(proxy.requests).toEqual([]);

      const url = proxy.url.replace('http://', 'http://me:s3cret@');
      const set = await app.api.preferences.set({ changes: { caBundle: bundle } });
      // An earlier version stored a proxy like this.
      const settingsFile = join(home, 'rolekeeper', 'settings.json');
      const stored = JSON.parse(readFileSync(settingsFile, 'utf8')) as {
        readonly preferences: object;
      };
      const withProxy = { ...stored, preferences: { ...stored.preferences, proxy: url } };
      writeFileSync(settingsFile, JSON.stringify(withProxy));
      expect(set).toMatchObject({ ok: true });
      expect(JSON.stringify(await callerOf())).toContain(ALICE_ARN);
      expect(proxy.requests).toEqual([`CONNECT sts.example:${server.port}`]);
      expect(proxy.authorization).toEqual([`Basic ${Buffer.from('me:s3cret').toString('base64')}`]);

      const checks = await app.api.doctor.run({});
      if (!checks.ok) throw new Error(checks.failure.kind);
      const ofKind = (kind: string) => checks.value.find(({ check }) => check === kind);
      expect(ofKind('proxy')).toEqual({
        check: 'proxy',
        level: 'good',
        facts: { url: proxy.url, host: `sts.example:${server.port}` },
      });
      expect(ofKind('ca')).toEqual({ check: 'ca', level: 'good', facts: { path: bundle } });
      expect(JSON.stringify([checks, app.state(), set])).not.toContain('s3cret');

      await app.api.preferences.set({ changes: { proxy: null } });
      const after = await app.api.doctor.run({});
      expect(after.ok ? after.value.find(({ check }) => check === 'proxy') : null).toMatchObject({
        facts: { url: null },
      });

      const notes = join(home, 'notes.pem');
      writeFileSync(notes, '-----BEGIN NOTES-----\nhello\n-----END NOTES-----\n');
      for (const [caBundle, rule] of [
        [notes, { kind: 'ca-bundle' }],
        [join(home, 'absent.pem'), { kind: 'path', broken: 'missing' }],
        ['relative.pem', { kind: 'path', broken: 'relative' }],
      ] as const) {
        expect(await app.api.preferences.set({ changes: { caBundle } })).toMatchObject({
          ok: false,
          failure: { kind: 'field-invalid', field: 'caBundle', rule },
        });
      }
      expect(app.state().preferences.caBundle).toBe(bundle);
    },
  );
});

async function startApplication(): Promise<{ readonly app: App; readonly home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'rk-network-'));
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  writeFileSync(
    join(home, '.aws', 'credentials'),
    `[default]\naws_access_key_id = ${ALICE.accessKeyId}\naws_secret_access_key = ${ALICE.secretAccessKey}\n`,
    { mode: 0o600 },
  );
  const env = { PATH: process.env['PATH'], HOME: home, ROLEKEEPER_HOME: join(home, 'rolekeeper') };
  const created = await createApp({
    env,
    refresh: 'nothing',
    runsIn: 'application',
    consent: new ScriptedConsent(),
  });
  if (!created.ok) throw new Error(JSON.stringify(created.failure));
  onTestFinished(async () => {
    await created.value.stop();
    rmSync(home, { recursive: true, force: true });
  });
  return { app: created.value, home };
}
