import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppState } from '../../src/core/contract/app-state.ts';
import {
  type EmbeddedIdentityCenter,
  startEmbeddedIdentityCenter,
} from '../../demo/identity-center/embedded-identity-center.ts';
import { certificate, hasOpenssl } from '../node/sts/certificate.ts';
import { startProxyServer } from '../node/sts/proxy-server.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';

const startUrl = 'https://firm.awsapps.com/start';
const config = `[default]
region = eu-central-1
[profile corp]
sso_session = firm
sso_account_id = 111122223333
sso_role_name = Dev
[profile console]
login_session = arn:aws:iam::111122223333:user/alice
[sso-session firm]
sso_start_url = ${startUrl}
sso_region = eu-central-1
`;

/**
 * Starts the application with a role whose source profile needs a sign-in. Requests to AWS's hosts
 * reach the embedded Identity Center.
 */
async function startSignedOut(
  page: string,
): Promise<{ setup: MainSetup; main: RunningMain; center: EmbeddedIdentityCenter }> {
  const setup = await createMainSetup();
  onTestFinished(() => setup.dispose());
  const { tls, bundle } = certificate(
    'oidc.eu-central-1.amazonaws.com',
    'portal.sso.eu-central-1.amazonaws.com',
  );
  const permissionSet = 'arn:aws:iam::111122223333:role/AWSReservedSSO_Dev_0123456789abcdef';
  setup.sts.setRole({ roleArn: permissionSet, trusts: [] });
  const center = await startEmbeddedIdentityCenter({
    sts: setup.sts,
    startUrl,
    roles: [{ accountId: '111122223333', roleName: 'Dev', roleArn: permissionSet }],
    page,
    tls,
  });
  onTestFinished(() => center.close());
  const proxy = await startProxyServer('forward', Number(new URL(center.url).port));
  mkdirSync(join(setup.home, '.aws'), { recursive: true });
  writeFileSync(join(setup.home, '.aws', 'config'), config);
  const main = await setup.start({
    env: {
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '127.0.0.1',
      AWS_CA_BUNDLE: bundle,
      // Variables from a shell, which the application ignores.
      AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1',
      PATH: '/nowhere',
    },
  });
  await untilItHasAWindow(main);
  return { setup, main, center };
}

async function clickLine(main: RunningMain, starting: RegExp): Promise<void> {
  const menu = await eventually(
    () => main.do.menu(),
    (lines) => lines.some(({ label }) => starting.test(label)),
  );
  await main.do.click(menu.find(({ label }) => starting.test(label))?.id ?? '');
}

const until = (main: RunningMain, holds: (state: AppState) => boolean) =>
  eventually(() => main.state(), holds);
const eventsOf = async (main: RunningMain, what: string) =>
  (await main.do.facts()).systemRequests.filter((request) => request.what === what);

describe.skipIf(!hasOpenssl)('signing in from the tray', () => {
  it('opens the page of AWS, shows its code in the panel, and then the role gets a session', async () => {
    const { setup, main, center } = await startSignedOut(
      'https://device.sso.eu-central-1.amazonaws.com/',
    );
    const roleId = await setup.addRole(main, 'client');
    await main.call('role', 'set', { roleId, changes: { sourceProfile: 'corp' } });
    await clickLine(main, /^client/);
    await clickLine(main, /^client — sign-in needed/);
    const { signIns } = await until(main, (state) =>
      state.signIns.some(({ prompt }) => prompt !== null),
    );
    const [code = ''] = signIns.flatMap(({ prompt }) =>
      typeof prompt === 'object' && prompt !== null ? [prompt.userCode] : [],
    );
    const opened = await eventually(
      () => eventsOf(main, 'open-external'),
      (all) => all.length > 0,
    );
    expect(opened).toHaveLength(1);
    expect(JSON.stringify(opened)).toContain(
      `https://device.sso.eu-central-1.amazonaws.com/?user_code=${code}`,
    );
    const { windows } = await main.do.facts();
    expect(windows[0]?.sent.at(-1)).toBeDefined();
    expect(
      windows[0]?.sent.some(({ values }) => JSON.stringify(values).includes('"kind":"sign-in"')),
    ).toBe(true);
    center.answer(code, true);
    await until(main, ({ roles }) => roles[0]?.session.state === 'active');
    expect(setup.credentials()).toMatch(/\[client\]\naws_access_key_id = ASIA/);
    expect(await eventsOf(main, 'dialog')).toEqual([]);
  });

  it('does not open a page that is not AWS’s', async () => {
    const { main } = await startSignedOut(
      'https://device.sso.eu-central-1.amazonaws.com.evil.example/',
    );
    const begun = main.call('signIn', 'begin', { profile: 'corp', device: false });
    await until(main, (state) => state.signIns.some(({ prompt }) => prompt !== null));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await eventsOf(main, 'open-external')).toEqual([]);
    const [request] = (await main.state()).signIns;
    await main.call('signIn', 'cancel', { signInId: request?.id ?? '' });
    expect(await begun).toMatchObject({ ok: false, failure: { why: 'cancelled' } });
  });

  it('reports a failed sign-in in a dialog, because no role in the panel shows it', async () => {
    const { setup, main } = await startSignedOut('https://device.sso.eu-central-1.amazonaws.com/');
    const roleId = await setup.addRole(main, 'client');
    await main.call('role', 'set', { roleId, changes: { sourceProfile: 'console' } });
    await clickLine(main, /^client/);
    await clickLine(main, /^client — sign-in needed/);
    const boxes = await eventually(
      () => eventsOf(main, 'dialog'),
      (all) => all.length > 0,
    );
    expect(JSON.stringify(boxes)).toContain('needs the AWS CLI 2.32.0 or newer');
  });
});
