import { displaySafeFacts } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import { mfaCodes, tryWithCode } from '../mfa-codes.ts';
import { tellFailure, tellUsage } from '../output/telling.ts';
import { done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

/** `whoami NAME`: the identity AWS reports for the role's profile. */
export async function whoami(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, { flags: {}, names: 'one' });
  if (!read.ok) return tellUsage(terminal, read.problem, 'whoami');
  const codes = await mfaCodes(terminal, undefined);
  if (!codes.ok) return tellFailure(terminal, codes.failure, null);
  return withRole(terminal, read.value.names[0] ?? '', async (app, { role }) => {
    const who = (code: string | null) => app.api.access.whoami({ roleId: role.id, code });
    const first = await who(null);
    const identity =
      !first.ok && first.failure.kind === 'mfa-needed'
        ? await tryWithCode(terminal, codes.value, first.failure, who)
        : first;
    if (!identity.ok) return tellFailure(terminal, identity.failure, role.name);
    await say(terminal, ...en.commandLine.whoami(displaySafeFacts(identity.value)));
    return done;
  });
}
