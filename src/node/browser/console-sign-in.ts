import type { ConsoleRequest } from '../../core/contract/app.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { browserWords } from '../../core/roles/browser-command.ts';
import type { NodeApp } from '../app.ts';
import { listedPage } from '../sign-in/listed-page.ts';

/** A program and its options; null for the default browser. */
export type BrowserCommand = ReturnType<typeof browserWords>;

export interface ConsoleAddress {
  /** A secret. */
  readonly url: string;
  readonly browser: BrowserCommand;
}

export interface ConsoleSignIn {
  readonly roleId: string;
  readonly request: ConsoleRequest;
  /** Gets a session unless the present one is fresh. Asks for a code if the surface can. */
  readonly ensure: () => Promise<Result<unknown>>;
}

/**
 * Returns the secret address that opens the console as a role, for every surface. Checks the role
 * and the page first, so that a role without a console causes no call and no question.
 */
export async function consoleSignIn(
  app: Pick<NodeApp, 'consolePage' | 'secretsOf' | 'networkSettings'>,
  { roleId, request, ensure }: ConsoleSignIn,
): Promise<Result<ConsoleAddress>> {
  const page = await app.consolePage(roleId, request);
  if (!page.ok) return page;
  const session = await ensure();
  if (!session.ok) return session;
  const secrets = await app.secretsOf(roleId);
  if (!secrets.ok) return secrets;
  // Loaded on demand, because it loads the AWS SDK.
  const { consoleUrl } = await import('../sts/console-url.ts');
  const url = await consoleUrl(page.value, secrets.value.credentials, app.networkSettings());
  if (!url.ok) return url;
  const listed = listedPage(url.value);
  const { browser } = page.value;
  return listed === null
    ? failed({ kind: 'page-not-opened' })
    : ok({ url: listed, browser: browser === null ? null : browserWords(browser) });
}
