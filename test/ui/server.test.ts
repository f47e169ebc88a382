import { request } from 'node:http';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { PanelSetup } from '../../demo/panel/panel-setup.ts';
import { cardOf, describePanel, waitForText, switchOf } from './panel-page.ts';

interface SocketRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly secret?: string;
  /** A message to send after the greeting. */
  readonly then?: unknown;
}

/**
 * Connects to the panel's socket, as any program on this computer can. Returns the kind of the
 * first message, the answer to `then`, or how the connection ended.
 */
function connectSocket(
  { server: { origin } }: PanelSetup,
  { headers = {}, secret = '', then }: SocketRequest,
): Promise<string> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/bridge`, {
    headers: { origin: 'null', ...headers },
  });
  return new Promise((done) => {
    socket.on('open', () => {
      socket.send(JSON.stringify({ kind: 'hello', secret }));
      if (then !== undefined) socket.send(JSON.stringify(then));
    });
    socket.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      const { kind: messageKind } = JSON.parse(text) as { readonly kind: string };
      if (then !== undefined && messageKind !== 'answer') return;
      socket.close();
      done(messageKind === 'answer' ? text : messageKind);
    });
    socket.on('unexpected-response', (_request, response) => done(String(response.statusCode)));
    socket.on('error', () => done('error'));
    socket.on('close', (code) => done(String(code)));
  });
}

function get(
  { server: { origin } }: PanelSetup,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((done, fail) => {
    request(origin, { path, headers }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    })
      .on('error', fail)
      .end();
  });
}

const tokenOf = (setup: PanelSetup): string => new URL(setup.server.link()).hash.slice(1);

describePanel('the panel’s server', (panel) => {
  it('accepts the token of a link only once, and removes it from the address of the page', async () => {
    const setup = await panel.start();
    const link = setup.server.link();
    const page = await panel.open({ server: { ...setup.server, link: () => link } });
    expect(page.url()).toBe(`${setup.server.origin}/`);
    await expect
      .poll(() => connectSocket(setup, { secret: new URL(link).hash.slice(1) }))
      .toBe('4401');
    await page.reload();
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
  });

  it('refuses clients without a valid token', async () => {
    const setup = await panel.start();
    await expect.poll(() => connectSocket(setup, { secret: tokenOf(setup) })).toBe('welcome');
    for (const secret of ['', 'x', 'x'.repeat(32)])
      await expect.poll(() => connectSocket(setup, { secret })).toBe('4401');
  });

  it('refuses other origins and other host names', async () => {
    const setup = await panel.start();
    for (const origin of ['http://evil.example', 'http://localhost', `${setup.server.origin}0`]) {
      await expect
        .poll(() => connectSocket(setup, { secret: tokenOf(setup), headers: { origin } }))
        .toBe('403');
    }
    const { port } = new URL(setup.server.origin);
    for (const host of ['evil.example', `localhost:${port}`, `evil.example:${port}`, '127.0.0.1']) {
      await expect
        .poll(() => connectSocket(setup, { secret: tokenOf(setup), headers: { host } }))
        .toBe('403');
      await expect.poll(() => get(setup, '/', { host })).toBe(403);
    }
    await expect.poll(() => get(setup, '/')).toBe(200);
  });

  it('serves no file outside the panel’s folder', async () => {
    const setup = await panel.start();
    for (const path of [
      '/../package.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..%2fx.js',
      '/assets/%00.js',
      '/%',
      '/browser-page.ts',
    ]) {
      expect(`${path} ${await get(setup, path)}`).toMatch(/ (404|200)$/);
      if (path !== '/%') expect(await get(setup, path)).toBe(404);
    }
  });

  it('answers an invalid request with a failure or closes the connection, and does not call STS', async () => {
    const setup = await panel.start();
    for (const then of [
      { kind: 'call', id: 1, group: 'role', name: 'toString', payload: {} },
      { kind: 'call', id: 1, group: '__proto__', name: 'x', payload: null },
      { kind: 'perform', id: 1, action: { kind: 'assume', roleId: '../x' } },
      { kind: 'perform', id: 1, action: { kind: 'delete' } },
    ]) {
      await expect
        .poll(() => connectSocket(setup, { secret: tokenOf(setup), then }))
        .toContain('field-invalid');
    }
    for (const then of [{ nonsense: true }, [], 'x', { kind: 'perform', id: 'x', action: {} }]) {
      await expect.poll(() => connectSocket(setup, { secret: tokenOf(setup), then })).toBe('4401');
    }
    expect(setup.sts.calls()).toEqual([]);
  });

  it('sends no secret to the page', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const frames: string[] = [];
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => frames.push(String(payload)));
    });
    await page.reload();
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    const role = setup.app.state().roles[0]?.role.id ?? '';
    const secrets = await setup.app.secretsOf(role);
    if (!secrets.ok) throw new Error(secrets.failure.kind);
    expect(frames.length).toBeGreaterThan(2);
    for (const secret of [
      secrets.value.credentials.secretAccessKey,
      secrets.value.credentials.sessionToken,
    ]) {
      expect(frames.join('\n').includes(secret)).toBe(false);
      expect((await page.content()).includes(secret)).toBe(false);
    }
  });

  it('shows the tray menu beside a wide panel, with the same state', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup, { viewport: { width: 1000, height: 700 } });
    const tray = page.getByRole('complementary', { name: 'Tray menu' });
    await tray.getByRole('button', { name: 'client-s3' }).click();
    await waitForText(tray, /^client-s3 — until \d\d:\d\d$/);
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await tray.getByRole('button', { name: 'Settings…' }).click();
    await waitForText(page.getByRole('heading', { level: 1 }), 'Settings');
  });
});
