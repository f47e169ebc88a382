import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { reportingChangedCredentials } from '../output/changed-credentials.ts';
import { reportFailure } from '../output/reports.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

/** Releases a role in every credentials file, then removes it. */
export async function roleRemove(
  { names }: ArgumentsOf<'role remove'>,
  terminal: Terminal,
): Promise<ExitCode> {
  return withRole(terminal, names[0] ?? '', async (app, { role }) => {
    const removed = await reportingChangedCredentials(terminal, app, () =>
      app.api.role.remove({ roleId: role.id }),
    );
    if (!removed.ok) return reportFailure(terminal, removed.failure, role.name);
    await writeOut(terminal, en.commandLine.roleRemoved({ name: role.name }));
    return SUCCESS;
  });
}
