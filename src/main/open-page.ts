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
  return (await openInBrowser(page)) ? ok(null) : failed({ kind: 'page-not-opened' });
}

/** Opens an address that this process made. The system shows it to other users. */
export async function openInBrowser(address: string): Promise<boolean> {
  try {
    await shell.openExternal(address);
    return true;
  } catch {
    return false;
  }
}
