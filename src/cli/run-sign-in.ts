import type { App } from '../core/contract/app.ts';
import type { AppState } from '../core/contract/app-state.ts';
import type { Result } from '../core/result.ts';
import { allowedPage } from '../node/sign-in/allowed-page.ts';
import { hasLocalBrowser } from '../node/sign-in/local-browser.ts';
import { en } from '../views/words/en.ts';
import { startBrowser } from './start-browser.ts';
import { reportNote } from './output/reports.ts';
import { canAsk, writeError } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const words = en.commandLine.signIn;

/**
 * Runs a sign-in and shows its page and code. Opens the page if it belongs to AWS and the browser
 * is on this computer.
 */
export async function runSignIn(
  app: App,
  terminal: Terminal,
  device: boolean,
  begin: () => Promise<Result<null>>,
): Promise<Result<null>> {
  let shown = false;
  const show = ({ signIns }: AppState): void => {
    const prompt = signIns[0]?.prompt ?? null;
    if (prompt === null || prompt === 'aws-cli' || shown) return;
    shown = true;
    const { page, userCode } = prompt;
    const allowed = allowedPage(page);
    void writeError(terminal, ...words.page({ page, userCode }));
    if (allowed === null) void reportNote(terminal, words.pageElsewhere(new URL(page).host));
    const canOpen = !device && canAsk(terminal) && hasLocalBrowser(terminal.env, terminal.platform);
    if (canOpen && allowed !== null) void startBrowser(allowed, terminal);
  };
  const unsubscribe = app.subscribe(show);
  try {
    return await begin();
  } finally {
    unsubscribe();
  }
}
