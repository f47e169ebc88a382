import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGE_POLICY } from '../../src/core/contract/page-policy.ts';
import { extname, join, normalize, sep } from 'node:path';

/**
 * The application's policy, plus what only a browser needs: the socket, downloads, and links that
 * open a tab.
 */
const CONTENT_SECURITY_POLICY = [...PAGE_POLICY, "connect-src 'self'"]
  .join('; ')
  .replace('sandbox', 'sandbox allow-downloads allow-popups');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const PANEL_SCRIPT = '<script defer';
const BROWSER_PAGE =
  '<link rel="stylesheet" href="/browser-page.css" />\n    <script defer src="/browser-page.js"></script>';

/**
 * Serves a file of the built panel. Adds the stylesheet and the script of `browser-page` to
 * index.html, before the panel's script.
 */
export async function servePanelFile(
  folder: string,
  request: Pick<IncomingMessage, 'method' | 'url'>,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request.url ?? '/');
  const type = TYPES[extname(path)];
  const file = normalize(join(folder, path));
  if (request.method !== 'GET' || type === undefined || !file.startsWith(folder + sep)) {
    refuse(response, 404);
    return;
  }
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) {
    refuse(response, 404);
    return;
  }
  const body =
    path === '/index.html'
      ? bytes.toString('utf8').replace(PANEL_SCRIPT, `${BROWSER_PAGE}\n    ${PANEL_SCRIPT}`)
      : bytes;
  response.writeHead(200, { ...headers, 'content-type': type }).end(body);
}

export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain' }).end();
}

const headers = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Returns the path of the file without the query; `/` (no file) if the URL is not valid. */
function pathOf(url: string): string {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
    return path === '/' ? '/index.html' : path;
  } catch {
    return '/';
  }
}
