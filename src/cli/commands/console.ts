import type { Failure } from '../../core/failure.ts';
import { browserWords } from '../../core/roles/browser-command.ts';
import { secretConsoleAddress } from '../../node/browser/console-sign-in.ts';
import { hasLocalBrowser } from '../../node/sign-in/local-browser.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { mfaCodes } from '../mfa-codes.ts';
import { ensureSession } from '../obtained-secrets.ts';
import { reportingChangedCredentials } from '../output/changed-credentials.ts';
import { reportFailure, reportNote } from '../output/reports.ts';
import { startBrowser } from '../start-browser.ts';
import { SUCCESS, writeOut, type ExitCode, type Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

const words = en.commandLine.console;

/** Opens the AWS console with the session of a role, or prints the address for it. */
export async function openConsole(
  { flags, names }: ArgumentsOf<'console'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { service = null, region = null, print = false } = flags;
  const requested = flags.browser === undefined ? null : browserWords(flags.browser);
  if (flags.browser !== undefined && requested === null)
    return reportFailure(terminal, BROWSER_INVALID, null);
  const codes = await mfaCodes(terminal, undefined);
  if (!codes.ok) return reportFailure(terminal, codes.failure, null);

  return withRole(terminal, names[0] ?? '', async (app, { role }) => {
    const { id: roleId, name } = role;
    // Without a local browser, nothing can open the one-time page, because only this computer can
    // reach the page. A browser that the user named counts as local.
    const isDefault = requested === null && role.browser === undefined;
    if (!print && isDefault && !hasLocalBrowser(terminal.env, terminal.platform))
      return noBrowser(terminal, { kind: 'page-not-opened' }, name);
    const address = await secretConsoleAddress(app, {
      roleId,
      request: { service, region },
      ensureSession: () =>
        reportingChangedCredentials(terminal, app, () =>
          ensureSession(terminal, app, codes.value, roleId),
        ),
    });
    if (!address.ok) return reportFailure(terminal, address.failure, name);
    const { url } = address.value;
    const browser = requested ?? address.value.browser;
    if (print) {
      await reportNote(terminal, words.secret);
      await writeOut(terminal, url);
      return SUCCESS;
    }
    const { openSecretPage } = await import('../../node/browser/one-time-page.ts');
    const { runBrowser } = await import('../../node/browser/run-browser.ts');
    const opened = await openSecretPage(url, terminal.env, {
      launch: (page) =>
        browser === null ? startBrowser(page, terminal) : runBrowser(browser, page, terminal),
      texts: en.oneTimePage,
    });
    return opened.ok ? SUCCESS : noBrowser(terminal, opened.failure, name);
  });
}

const BROWSER_INVALID: Failure = {
  kind: 'field-invalid',
  field: 'browser',
  rule: { kind: 'browser' },
};

async function noBrowser(terminal: Terminal, failure: Failure, name: string): Promise<ExitCode> {
  const code = await reportFailure(terminal, failure, name);
  if (failure.kind === 'page-not-opened')
    await reportNote(terminal, words.printInstead(displaySafe(name)));
  return code;
}
