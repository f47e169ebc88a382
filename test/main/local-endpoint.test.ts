import { chmodSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';
import { skippedExceptOn } from '../support/systems.ts';

describe('the credentials endpoint of the application', () => {
  const setup = setUpEachMain();
  let main: RunningMain;
  let port: number;
  beforeEach(async () => {
    main = await setup.start();
    await untilItHasAWindow(main);
    port = await freePort();
  });

  const set = (changes: object) => main.call('preferences', 'set', { changes });
  const switchOn = (credentialsEndpointPort = port) =>
    set({ credentialsEndpoint: true, credentialsEndpointPort });
  const keep = (roleId: string) =>
    main.call('session', 'assume', { roleId, keep: true, takeOver: false });
  const served = async () => {
    const state = await eventually(
      () => main.state(),
      (present) => present.served.length > 0,
    );
    const [first] = state.served;
    if (first === undefined) throw new Error('nothing is served');
    return first;
  };
  const ask = async (url: string, authorization: string) => {
    const response = await fetch(url, { headers: { authorization } });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  it('is off by default, and starts and stops with the setting, without a restart', async () => {
    const roleId = await setup.addRole(main, 'client-s3');
    await keep(roleId);
    const { credentialsEndpoint, credentialsEndpointPort } = (await main.state()).preferences;
    expect({ credentialsEndpoint, credentialsEndpointPort }).toEqual({
      credentialsEndpoint: false,
      credentialsEndpointPort: 4749,
    });
    expect((await main.state()).served).toEqual([]);
    await switchOn();
    const { url, tokenFile } = await served();
    expect(url).toBe(`http://127.0.0.1:${String(port)}/${roleId}`);
    const token = readFileSync(tokenFile, 'utf8');
    const { status, body } = await ask(url, token);
    expect(status).toBe(200);
    expect(setup.credentials()).toContain(body['SecretAccessKey']);
    const next = await freePort();
    await set({ credentialsEndpointPort: next });
    const moved = url.replace(String(port), String(next));
    await expect.poll(() => ask(moved, token).catch(() => null)).toMatchObject({ status: 200 });
    await expect(fetch(url)).rejects.toThrow();
    await set({ credentialsEndpoint: false });
    await expect.poll(() => fetch(moved).catch(() => 'closed')).toBe('closed');
    expect((await main.state()).served).toEqual([]);
  });

  it('keeps the token over a restart of the application', async () => {
    await keep(await setup.addRole(main, 'client-s3'));
    await switchOn();
    const { url, tokenFile } = await served();
    const token = readFileSync(tokenFile, 'utf8');
    await main.do.quit();
    await main.ended;
    main = await setup.start();
    await untilItHasAWindow(main);
    await expect.poll(() => ask(url, token).catch(() => null)).toMatchObject({ status: 200 });
  });

  it('says that another program has its port, and starts when that program ends', async () => {
    const other = createServer();
    await new Promise<void>((listening) => {
      other.listen(port, '127.0.0.1', () => listening());
    });
    const problems = async () => (await main.state()).problems.map(({ kind }) => kind);
    await keep(await setup.addRole(main, 'client-s3'));
    await switchOn();
    await expect.poll(problems).toEqual(['endpoint-unavailable']);
    await main.do.passTime(10_000);
    expect(await problems()).toEqual(['endpoint-unavailable']);
    await new Promise((closed) => other.close(closed));
    await expect
      .poll(async () => {
        await main.do.passTime(10_000);
        return (await main.state()).served.length;
      })
      .toBe(1);
    expect(await problems()).toEqual([]);
  });

  it('says that another program has its port, until the port is changed', async () => {
    const other = createServer();
    await new Promise<void>((listening) => {
      other.listen(port, '127.0.0.1', () => listening());
    });
    try {
      await keep(await setup.addRole(main, 'client-s3'));
      await switchOn();
      await eventually(
        () => main.state(),
        ({ problems }) =>
          problems.some((one) => one.kind === 'endpoint-unavailable' && one.port === port),
      );
      await set({ credentialsEndpointPort: await freePort() });
      await served();
      expect((await main.state()).problems).toEqual([]);
    } finally {
      other.close();
    }
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'refuses a token file that other users can read, and reports this',
    async () => {
      await keep(await setup.addRole(main, 'client-s3'));
      await switchOn();
      const { url, tokenFile } = await served();
      const token = readFileSync(tokenFile, 'utf8');
      await set({ credentialsEndpoint: false });
      await eventually(
        () => main.state(),
        (present) => present.served.length === 0,
      );
      chmodSync(tokenFile, 0o644);
      await switchOn();
      await eventually(
        () => main.state(),
        ({ problems }) => problems.some(({ kind }) => kind === 'token-refused'),
      );
      expect((await ask(url, token)).status).toBe(401);
    },
  );

  it('shows one notice if a code is needed, however often a program asks', async () => {
    const roleId = await setup.addRole(main, 'secured', {
      roleArn: 'arn:aws:iam::123456789012:role/WithMfa',
      mfaSerial: 'arn:aws:iam::111122223333:mfa/alice',
    });
    await switchOn();
    await keep(roleId);
    const { url, tokenFile } = await served();
    const token = readFileSync(tokenFile, 'utf8');
    const askSixTimes = async () => {
      for (let time = 0; time < 6; time += 1)
        expect(await ask(url, token)).toMatchObject({ status: 403, body: { code: 'mfa-needed' } });
    };
    await askSixTimes();
    expect((await main.state()).mfaRequests).toHaveLength(1);
    // Notices wait while the panel has the focus.
    await main.do.closeWindow();
    await askSixTimes();
    const isForCode = ({ title }: { title?: string }): boolean => title === 'MFA code needed';
    const { notices } = await eventually(
      () => main.do.facts(),
      (facts) => facts.notices.some(isForCode),
    );
    expect(notices.filter(isForCode)).toHaveLength(1);
  });

  it('gives the panel’s page no token', async () => {
    await keep(await setup.addRole(main, 'client-s3'));
    await switchOn();
    const { url, tokenFile } = await served();
    const token = readFileSync(tokenFile, 'utf8');
    await ask(url, token);
    expect(JSON.stringify([await main.state(), await main.do.facts()])).not.toContain(token);
  });
});
