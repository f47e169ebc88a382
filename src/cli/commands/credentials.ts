import { printableJson } from '../../core/printable.ts';
import { displaySafe } from '../../views/display-safe.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { wholeSeconds } from '../../core/contract/environment.ts';
import { withSecrets } from '../fresh-secrets.ts';
import { SUCCESS, isOutputTerminal, writeOutDirectly, writeError } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/**
 * Prints credentials in the format of a `credential_process`, version 1 (AWS CLI user guide,
 * "Sourcing credentials with an external process").
 */
export async function credentials(
  { names }: ArgumentsOf<'credentials'>,
  terminal: Terminal,
): Promise<ExitCode> {
  return withSecrets(terminal, names[0] ?? '', 'program', async (role, secrets) => {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = secrets.credentials;
    await writeOutDirectly(
      terminal,
      printableJson({
        Version: 1,
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: wholeSeconds(expiration),
      }),
    );
    // Only tools need this command, so a user at a terminal gets a hint.
    if (isOutputTerminal(terminal)) {
      const { en } = await import('../../views/words/en.ts');
      const hint = en.commandLine.credentialProcessHint({
        name: displaySafe(role.name),
        region: role.region ?? null,
        system: terminal.platform,
      });
      await writeError(terminal, '', ...hint);
    }
    return SUCCESS;
  });
}
