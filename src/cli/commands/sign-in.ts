import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { reportFailure } from '../output/reports.ts';
import { runSignIn } from '../run-sign-in.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** Signs the user in with the browser, for a source profile or an sso-session. */
export async function signIn(
  { flags, names }: ArgumentsOf<'sign-in'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const device = flags.device === true;
  const profile = names[0] ?? '';
  return withApp(terminal, 'nothing', async (app) => {
    const result = await runSignIn(app, terminal, device, () =>
      app.api.signIn.begin({ profile, device }),
    );
    if (!result.ok) return reportFailure(terminal, result.failure, null);
    await writeOut(terminal, en.commandLine.signIn.done(displaySafe(profile)));
    return SUCCESS;
  });
}
