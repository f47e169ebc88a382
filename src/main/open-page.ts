import { shell } from 'electron';
import { failed, ok, type Result } from '../core/result.ts';
import { allowedPage } from '../node/sign-in/allowed-page.ts';

/**
 * Opens an allowed page (`allowedPage`) in the browser, and refuses any other address. Does not
 * return the system's error message, because it can contain the address, and the address of a
 * console contains a sign-in token.
 */
export async function openPage(url: string): Promise<Result<unknown>> {
  const page = allowedPage(url);
  if (page === null)
    return failed({ kind: 'field-invalid', field: 'open', rule: { kind: 'unknown-field' } });
  return (await openInBrowser(page)) ? ok(null) : failed({ kind: 'page-not-opened' });
}

/** Opens an address that this process created. Other users of this computer can see the address. */
export async function openInBrowser(address: string): Promise<boolean> {
  try {
    await shell.openExternal(address);
    return true;
  } catch {
    return false;
  }
}
