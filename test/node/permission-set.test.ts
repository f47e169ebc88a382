import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedIdentityCenter } from '../../demo/identity-center/embedded-identity-center.ts';
import { startEmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import type { SsoSettings } from '../../src/core/sso-settings.ts';
import { NO_OWNER } from '../../src/core/credentials-file/owner.ts';
import { ok } from '../../src/core/result.ts';
import { writeSsoToken } from '../../src/node/sign-in/sso-token-cache.ts';
import { createSourceCredentials } from '../../src/node/sources/source-credentials.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { incidentsOf } from '../../src/views/notices/incidents.ts';
import { active, failing, roleView, stateOf } from '../support/tray-states.ts';

const startUrl = 'https://firm.awsapps.com/start';
const region = 'eu-central-1';
const readOnly = { accountId: '123456789012', roleName: 'ReadOnly', sessionSeconds: 7200 };

/** Signs in with this `sso-session`, or with a start URL alone if it is null. */
async function setUpSignedIn(session: string | null) {
  const home = mkdtempSync(join(tmpdir(), 'rk-permission-set-'));
  const sts = await startEmbeddedSts({ users: [], roles: [] });
  const center = await startEmbeddedIdentityCenter({ sts, startUrl, roles: [readOnly] });
  onTestFinished(async () => {
    await center.close();
    await sts.close();
    rmSync(home, { recursive: true });
  });
  const { accessToken } = center.signIn();
  const namedSignIn = { name: session, startUrl, region };
  const expiresAt = Date.now() + 3_600_000;
  await writeSsoToken(join(home, '.aws/sso/cache'), namedSignIn, {
    accessToken,
    refreshToken: undefined,
    expiresAt,
    clientId: 'client',
    clientSecret: 'secret',
    registrationExpiresAt: 0,
  });
  const env = {
    HOME: home,
    AWS_ENDPOINT_URL_SSO: center.url,
    AWS_ENDPOINT_URL_SSO_OIDC: center.url,
  };
  const address = `sso_start_url = ${startUrl}\nsso_region = ${region}\n`;
  const ofProfile = `sso_account_id = 123456789012\nsso_role_name = ReadOnly\n`;
  const config = [
    `[sso-session firm]\n${address}`,
    `[profile corp]\n${ofProfile}${session === null ? address : `sso_session = ${session}\n`}`,
  ].join('');
  const source = createSourceCredentials({
    networkSettings: () => ({ env, caBundle: null }),
    programEnvironment: () => Promise.resolve(env),
    clock: systemClock,
    configFile: { path: '/config', read: () => Promise.resolve(ok(config)) },
    credentialsFile: {
      path: '/credentials',
      read: () => Promise.resolve(ok(null)),
      owner: NO_OWNER,
    },
  });
  const ask = (more: Partial<SsoSettings> = {}) =>
    source.permissionSet({ startUrl, region, session, ...readOnly, ...more });
  return { center, ask, askProfile: () => source.resolve('corp') };
}

describe('the credentials of a permission set', () => {
  it.each(['firm', null])(
    'last as long as the permission set says (sso-session: %s)',
    async (session) => {
      const { ask } = await setUpSignedIn(session);
      const got = await ask();
      if (!got.ok) throw new Error(JSON.stringify(got.failure));
      expect(got.value.sessionToken).not.toBe('');
      const left = (got.value.expiration - Date.now()) / 1000;
      expect(left).toBeGreaterThan(7100);
      expect(left).toBeLessThanOrEqual(7201);
    },
  );

  it.each([
    ['firm', 'firm'],
    [null, startUrl],
  ])(
    'are unavailable after the token ended, and the failure names the sign-in (%s)',
    async (session, profile) => {
      const { center, ask } = await setUpSignedIn(session);
      center.endSessions();
      expect(await ask()).toEqual({
        ok: false,
        failure: { kind: 'sign-in-needed', profile, how: 'sso', signIn: `sso ${profile}` },
      });
    },
  );

  it.each(['firm', null])(
    'cause one problem for all roles whose common sign-in has ended (sso-session: %s)',
    async (session) => {
      const { center, ask, askProfile } = await setUpSignedIn(session);
      center.endSessions();
      const views = [await ask(), await askProfile()].map((got, index) => {
        if (got.ok) throw new Error('the sign-in has ended');
        expect(got.failure.kind).toBe('sign-in-needed');
        const name = `role-${String(index)}`;
        return roleView(name, { kept: true, session: active(60, failing(got.failure)) });
      });
      const [incident, ...others] = incidentsOf(stateOf(views)).values();
      expect(incident).toMatchObject({ kind: 'blocked', views, shared: true });
      expect(others).toEqual([]);
    },
  );

  it('are refused if the permission set is not assigned, and the failure names it and the account', async () => {
    const { center, ask } = await setUpSignedIn('firm');
    const denied = {
      kind: 'permission-set-denied',
      accountId: '123456789012',
      message: 'No access',
    };
    expect(await ask({ roleName: 'Admin' })).toMatchObject({
      failure: { ...denied, permissionSet: 'Admin' },
    });
    center.refuseAccount('123456789012', 'ResourceNotFoundException');
    expect(await ask()).toMatchObject({
      failure: { ...denied, permissionSet: 'ReadOnly', message: /not found/ },
    });
  });

  it('cause the failure throttled, service-unavailable or network if the portal cannot answer', async () => {
    const { center, ask } = await setUpSignedIn('firm');
    center.refuseAccount('123456789012', 'TooManyRequestsException');
    expect(await ask()).toMatchObject({ failure: { kind: 'throttled' } });
    center.refuseAccount('123456789012', null);
    center.fail(503);
    expect(await ask()).toMatchObject({ failure: { kind: 'service-unavailable', status: 503 } });
    center.fail(null);
    await center.close();
    expect(await ask()).toMatchObject({ failure: { kind: 'network' } });
  });
});
