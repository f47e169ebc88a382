import type { ConsoleRequest } from '../../core/contract/app.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { browserWords } from '../../core/roles/browser-command.ts';
import type { NodeApp } from '../app.ts';
import { allowedPage } from '../sign-in/allowed-page.ts';

/** A program and its options, or null for the default browser. */
export type BrowserCommand = ReturnType<typeof browserWords>;

export interface ConsoleAddress {
  /** Secret, because anyone who opens it is signed in. */
  readonly url: string;
  readonly browser: BrowserCommand;
}

export interface ConsoleAddressRequest {
  readonly roleId: string;
  readonly request: ConsoleRequest;
  /**
   * Gets a new session unless the present one is fresh. Asks the user for an MFA code if possible.
   */
  readonly ensureSession: () => Promise<Result<unknown>>;
}

/**
 * Returns the secret address that opens the AWS console with the session of a role. Checks the role
 * and the page before it calls AWS or asks the user for an MFA code.
 */
export async function secretConsoleAddress(
  app: Pick<NodeApp, 'consolePage' | 'secretsOf' | 'networkSettings'>,
  { roleId, request, ensureSession }: ConsoleAddressRequest,
): Promise<Result<ConsoleAddress>> {
  const page = await app.consolePage(roleId, request);
  if (!page.ok) return page;
  const session = await ensureSession();
  if (!session.ok) return session;
  const secrets = await app.secretsOf(roleId);
  if (!secrets.ok) return secrets;
  // Loaded on demand, because it loads the AWS SDK.
  const { consoleUrl } = await import('../sts/console-url.ts');
  const url = await consoleUrl(page.value, secrets.value.credentials, app.networkSettings());
  if (!url.ok) return url;
  const secretUrl = allowedPage(url.value);
  const { browser } = page.value;
  return secretUrl === null
    ? failed({ kind: 'page-not-opened' })
    : ok({ url: secretUrl, browser: browser === null ? null : browserWords(browser) });
}
