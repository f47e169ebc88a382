import { printableJson } from '../../core/printable.ts';
import { displaySafeFacts } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { mfaCodes, tryWithCode } from '../mfa-codes.ts';
import { reportFailure } from '../output/reports.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

/** Prints the identity that AWS returns for a session of the role. */
export async function whoami(
  { flags, names }: ArgumentsOf<'whoami'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const codes = await mfaCodes(terminal, undefined);
  if (!codes.ok) return reportFailure(terminal, codes.failure, null);
  return withRole(terminal, names[0] ?? '', async (app, { role }) => {
    const who = (code: string | null) => app.api.access.whoami({ roleId: role.id, code });
    const first = await who(null);
    const identity =
      !first.ok && first.failure.kind === 'mfa-needed'
        ? await tryWithCode(terminal, codes.value, first.failure, who)
        : first;
    if (!identity.ok) return reportFailure(terminal, identity.failure, role.name);
    if (flags.json) await writeOut(terminal, printableJson(identity.value));
    else await writeOut(terminal, ...en.commandLine.whoami(displaySafeFacts(identity.value)));
    return SUCCESS;
  });
}
