import { ok } from '../../core/result.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { keepUntilEnd } from '../keeping/keep-until-end.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/**
 * Refreshes roles until SIGINT or SIGTERM, or until no role is left unless `--wait` is given. The
 * credentials stay.
 */
export function keep({ flags, names }: ArgumentsOf<'keep'>, terminal: Terminal): Promise<ExitCode> {
  return keepUntilEnd(terminal, {
    names,
    mfaCode: flags['mfa-code'],
    waits: flags.wait === true,
    json: flags.json === true,
    beside: () => Promise.resolve(ok(() => Promise.resolve())),
  });
}
