import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

// protocol.ts imports `protocol` from Electron, but `panelResponse` does not use it.
vi.mock('electron', () => ({ protocol: {} }));
const { panelResponse } = await import('../../src/main/protocol.ts');

const folder = mkdtempSync(join(tmpdir(), 'rk-panel-'));
mkdirSync(join(folder, 'renderer', 'parts'), { recursive: true });
writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>');
writeFileSync(join(folder, 'renderer', 'parts', 'main.js'), 'export {};');
writeFileSync(join(folder, 'renderer', 'main.js.map'), '{}');
writeFileSync(join(folder, 'secret.html'), 'secret');
symlinkSync(join(folder, 'secret.html'), join(folder, 'renderer-link.html'));

const get = (url: string, more: { method?: string; initiatorOrigin?: string } = {}) =>
  panelResponse({ url, method: 'GET', ...more }, join(folder, 'renderer'));

describe('app://panel/', () => {
  it('serves the page and its modules with their types and the content security policy', async () => {
    const page = await get('app://panel/');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<!doctype html>',
    ]);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-scripts allow-forms; default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    const module = await get('app://panel/parts/main.js?v=1#x', { initiatorOrigin: 'null' });
    expect([module.status, module.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
  });

  it.each([
    'app://panel/../secret.html',
    'app://panel/..%2fsecret.html',
    'app://panel/%2e%2e/secret.html',
    'app://panel/parts/..%2f..%2fsecret.html',
    'app://panel/..%5csecret.html',
    'app://panel/\\..\\secret.html',
    'app://panel/parts%00.html',
    'app://panel/C:/secret.html',
    'app://panel/%E0%A4%A',
    'app://panel/%252e%252e%252fsecret.html',
    'app://panel//etc/passwd.html',
    'app://other/index.html',
    'app://panel:80/index.html',
    'file:///index.html',
    'app://panel/main.js.map',
    'app://panel/parts',
    'app://panel/missing.html',
  ])('serves nothing for %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('serves nothing to another origin or for another method', async () => {
    for (const initiatorOrigin of ['https://evil.example', 'app://other', '']) {
      expect((await get('app://panel/', { initiatorOrigin })).status).toBe(404);
    }
    expect((await get('app://panel/', { method: 'POST' })).status).toBe(404);
  });
});
