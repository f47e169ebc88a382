import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { protocol, type Session } from 'electron';
import { PAGE_POLICY } from '../core/contract/page-policy.ts';

export const panelOrigin = 'app://panel';

/**
 * The content types by extension. Chromium treats a file without a content type as HTML and does
 * not run it as a module.
 */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Registers the scheme `app`. Must run before the application is ready, because Electron refuses it
 * later.
 */
export function announcePanelScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true } },
  ]);
}

/**
 * Serves the files in a folder as `app://panel/…` to the windows of this session. Refuses requests
 * of other origins than the panel's.
 */
export function servePanel(session: Pick<Session, 'protocol'>, folder: string): void {
  session.protocol.handle('app', (request) => panelResponse(request, folder));
}

export async function panelResponse(
  request: Pick<Request, 'url' | 'method'> & { readonly initiatorOrigin?: string },
  folder: string,
): Promise<Response> {
  const file = request.method === 'GET' ? fileOf(request.url, folder) : null;
  const type = contentTypes[extname(file ?? '')];
  // The page's own origin is opaque, so it appears as `null`.
  const foreign = ![undefined, 'null', panelOrigin].includes(request.initiatorOrigin);
  if (file === null || type === undefined || foreign) return new Response(null, { status: 404 });
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-security-policy': PAGE_POLICY.join('; '),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

/**
 * Returns the file of a URL, or null if the path is outside the folder. Decodes the path before the
 * check, because a URL keeps `..%2f` and `\` unchanged.
 */
function fileOf(url: string, folder: string): string | null {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'app:' || parsed.host !== 'panel') return null;
  let path: string;
  try {
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (/[\\\0:]/.test(path)) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  const inside = relative(folder, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file;
}
