import { ok } from '../../core/result.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { keepUntilEnd } from '../keeping/keep-until-end.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/**
 * Refreshes roles until SIGINT or SIGTERM. Without `--wait`, also ends when no role is left. The
 * credentials stay in the file.
 */
export function keep({ flags, names }: ArgumentsOf<'keep'>, terminal: Terminal): Promise<ExitCode> {
  return keepUntilEnd(terminal, {
    names,
    mfaCode: flags['mfa-code'],
    waits: flags.wait === true,
    json: flags.json === true,
    startServer: () => Promise.resolve(ok(() => Promise.resolve())),
  });
}
