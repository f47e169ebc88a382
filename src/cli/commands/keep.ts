import { ok } from '../../core/result.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { keepUntilEnd } from '../keeping/keep-until-end.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/**
 * Refreshes roles until SIGINT, SIGTERM or SIGHUP and leaves the credentials in the file. Without
 * `--wait`, also ends when no role can be refreshed any more.
 */
export function keep({ flags, names }: ArgumentsOf<'keep'>, terminal: Terminal): Promise<ExitCode> {
  return keepUntilEnd(terminal, {
    names,
    mfaCode: flags['mfa-code'],
    waitsForRoles: flags.wait === true,
    json: flags.json === true,
    startServer: () => Promise.resolve(ok(() => Promise.resolve())),
  });
}
