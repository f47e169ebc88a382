import { printableJson } from '../../core/printable.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import { wholeSeconds } from '../../core/contract/environment.ts';
import { withSecrets } from '../fresh-secrets.ts';
import { tellUsage } from '../output/telling.ts';
import { done, isShown, sayDirectly, tell } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/**
 * `credentials NAME`: output of a `credential_process`, version 1 (AWS CLI user guide, "Sourcing
 * credentials with an external process").
 */
export async function credentials(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, { flags: {}, names: 'one' });
  if (!read.ok) return tellUsage(terminal, read.problem, 'credentials');
  return withSecrets(terminal, read.value.names[0] ?? '', async (role, secrets) => {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = secrets.credentials;
    await sayDirectly(
      terminal,
      printableJson({
        Version: 1,
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: wholeSeconds(expiration),
      }),
    );
    // The command is for tools, so a user at a terminal gets a hint.
    if (isShown(terminal)) {
      const hint = en.commandLine.credentialProcessHint({
        name: displaySafe(role.name),
        region: role.region ?? null,
      });
      await tell(terminal, '', ...hint);
    }
    return done;
  });
}
