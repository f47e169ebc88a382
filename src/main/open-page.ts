import { shell } from 'electron';
import { failed, ok, type Result } from '../core/result.ts';
import { listedPage } from '../node/sign-in/listed-page.ts';

/**
 * Opens a page of a listed host in the browser; refuses any other address. The system's message is
 * dropped, because it can repeat the address, and a console's address contains a sign-in token.
 */
export async function openPage(url: string): Promise<Result<unknown>> {
  const page = listedPage(url);
  if (page === null)
    return failed({ kind: 'field-invalid', field: 'open', rule: { kind: 'unknown-field' } });
  try {
    await shell.openExternal(page);
    return ok(null);
  } catch {
    return failed({ kind: 'page-not-opened' });
  }
}
