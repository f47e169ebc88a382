import type { AppState } from '../../core/contract/app-state.ts';
import { listedPage } from '../../node/sign-in/listed-page.ts';
import { hasOwnBrowser } from '../../node/sign-in/own-browser.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { openPage } from '../open-page.ts';
import { reportFailure, reportNote } from '../output/reports.ts';
import { canAsk, SUCCESS, writeOut, writeError } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

const words = en.commandLine.signIn;

/** Starts a new sign-in session of a source profile, in the browser. */
export async function signIn(
  { flags, names }: ArgumentsOf<'sign-in'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const device = flags.device === true;
  const profile = names[0] ?? '';
  return withApp(terminal, 'nothing', async (app) => {
    let shown = false;
    const show = ({ signIns }: AppState): void => {
      const prompt = signIns[0]?.prompt ?? null;
      if (prompt === null || prompt === 'aws-cli' || shown) return;
      shown = true;
      const { page, userCode } = prompt;
      const listed = listedPage(page);
      void writeError(terminal, ...words.page({ page, userCode }));
      if (listed === null) void reportNote(terminal, words.pageElsewhere(new URL(page).host));
      const canOpen = !device && canAsk(terminal) && hasOwnBrowser(terminal.env, terminal.platform);
      if (canOpen && listed !== null) void openPage(listed, terminal);
    };
    const unsubscribe = app.subscribe(show);
    const result = await app.api.signIn.begin({ profile, device });
    unsubscribe();
    if (!result.ok) return reportFailure(terminal, result.failure, null);
    await writeOut(terminal, words.done(displaySafe(profile)));
    return SUCCESS;
  });
}
