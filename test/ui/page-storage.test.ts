import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, inject, it } from 'vitest';
import { BLINK_FEATURES_OFF } from '../../src/main/page-features.ts';
import { launchBrowser } from '../support/chromium.ts';

/** Tries in the page, and in a frame that the page makes, to get a file system or to leave data. */
const TRY = `(async () => {
  const attempt = async (work) => { try { return String(await work()); } catch { return 'refused'; } };
  const frame = document.body.appendChild(document.createElement('iframe')).contentWindow;
  const found = {};
  for (const [name, at] of [['page', window], ['frame', frame]]) {
    found[name] = {
      opfs: await attempt(async () => {
        const root = await at.navigator.storage.getDirectory();
        return (await root.getFileHandle('config', { create: true })).name;
      }),
      bucket: await attempt(async () => (await at.navigator.storageBuckets.open('b')).name),
    };
  }
  found.stored = await attempt(() => localStorage.getItem('left'));
  found.worker = await attempt(() => navigator.serviceWorker.register('/worker.js').then(() => 'made'));
  localStorage.setItem('left', 'something');
  return found;
})()`;

const atHand = inject('browser');
const title = atHand === null ? "the page's storage [needs chromium]" : "the page's storage";

describe.skipIf(atHand === null)(title, () => {
  const found = async (features: readonly string[]): Promise<unknown> => {
    if (atHand === null) return null;
    const off = features.length === 0 ? [] : [`--disable-blink-features=${features.join(',')}`];
    const browser = await launchBrowser({ ...atHand, args: [...atHand.args, ...off] });
    const server = createServer((_request, response) => {
      const policy = "default-src 'none'";
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
      response.end('<p>panel</p>');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    try {
      const visits: unknown[] = [];
      // Each context is a profile in memory, as a partition without `persist:` is.
      for (let visit = 0; visit < 2; visit += 1) {
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        visits.push(await page.evaluate(TRY));
        await context.close();
      }
      return visits;
    } finally {
      await browser.close();
      server.close();
    }
  };

  it('has no file system, in no frame, and nothing that outlives the session', async () => {
    const none = { opfs: 'refused', bucket: 'refused' };
    const visit = { page: none, frame: none, stored: 'null', worker: 'refused' };
    expect(await found(BLINK_FEATURES_OFF)).toEqual([visit, visit]);
  });

  it('would have one without our switches', async () => {
    expect(await found([])).toMatchObject([{ page: { opfs: 'config', bucket: 'b' } }, {}]);
  });
});
