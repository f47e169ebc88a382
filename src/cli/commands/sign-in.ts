import type { AppState } from '../../core/contract/app-state.ts';
import { listedPage } from '../../node/sign-in/listed-page.ts';
import { hasOwnBrowser } from '../../node/sign-in/own-browser.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import { openPage } from '../open-page.ts';
import { tellFailure, tellNote, tellUsage } from '../output/telling.ts';
import { canAsk, done, say, tell } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

const words = en.commandLine.signIn;

/** `sign-in PROFILE [--device]`: starts a source profile's sign-in session in the browser. */
export async function signIn(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, { flags: { device: 'switch' }, names: 'one' });
  if (!read.ok) return tellUsage(terminal, read.problem, 'sign-in');
  const device = read.value.flags.device === true;
  const profile = read.value.names[0] ?? '';
  return withApp(terminal, 'nothing', async (app) => {
    let shown = false;
    const show = ({ signIns }: AppState): void => {
      const prompt = signIns[0]?.prompt ?? null;
      if (prompt === null || prompt === 'aws-cli' || shown) return;
      shown = true;
      const { page, userCode } = prompt;
      const listed = listedPage(page);
      void tell(terminal, ...words.page({ page, userCode }));
      if (listed === null) void tellNote(terminal, words.pageElsewhere(new URL(page).host));
      const canOpen = !device && canAsk(terminal) && hasOwnBrowser(terminal.env, terminal.platform);
      if (canOpen && listed !== null) void openPage(listed, terminal);
    };
    const unsubscribe = app.subscribe(show);
    const result = await app.api.signIn.begin({ profile, device });
    unsubscribe();
    if (!result.ok) return tellFailure(terminal, result.failure, null);
    await say(terminal, words.done(displaySafe(profile)));
    return done;
  });
}
