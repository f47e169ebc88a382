import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import { tellingKeysGone } from '../output/keys-gone.ts';
import { tellFailure, tellUsage } from '../output/telling.ts';
import { done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

/** `role remove NAME`: releases the role first, in every credentials file. */
export async function roleRemove(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, { flags: {}, names: 'one' });
  if (!read.ok) return tellUsage(terminal, read.problem, 'role remove');
  return withRole(terminal, read.value.names[0] ?? '', async (app, { role }) => {
    const removed = await tellingKeysGone(terminal, app, () =>
      app.api.role.remove({ roleId: role.id }),
    );
    if (!removed.ok) return tellFailure(terminal, removed.failure, role.name);
    await say(terminal, en.commandLine.roleRemoved({ name: role.name }));
    return done;
  });
}
