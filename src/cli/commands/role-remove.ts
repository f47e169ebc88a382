import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { tellingKeysGone } from '../output/keys-gone.ts';
import { tellFailure } from '../output/telling.ts';
import { done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

/** Releases a role in every credentials file, then removes it. */
export async function roleRemove(
  { names }: ArgumentsOf<'role remove'>,
  terminal: Terminal,
): Promise<ExitCode> {
  return withRole(terminal, names[0] ?? '', async (app, { role }) => {
    const removed = await tellingKeysGone(terminal, app, () =>
      app.api.role.remove({ roleId: role.id }),
    );
    if (!removed.ok) return tellFailure(terminal, removed.failure, role.name);
    await say(terminal, en.commandLine.roleRemoved({ name: role.name }));
    return done;
  });
}
