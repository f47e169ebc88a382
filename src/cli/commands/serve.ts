import { RANGES } from '../../core/settings/preference-values.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { reportFailure } from '../output/reports.ts';
import { serveRoles } from '../serving.ts';
import { keepUntilEnd } from '../keeping/keep-until-end.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/**
 * Refreshes roles like `keep`, and serves their credentials on loopback. Without names, serves
 * every role that is on.
 */
export async function serve(
  { flags, names }: ArgumentsOf<'serve'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const port = flags.port === undefined ? null : portOf(flags.port);
  if (port === 'invalid') {
    const { min, max } = RANGES.credentialsEndpointPort;
    const rule = { kind: 'range', min, max } as const;
    return reportFailure(terminal, { kind: 'field-invalid', field: 'port', rule }, null);
  }
  return keepUntilEnd(terminal, {
    names,
    mfaCode: flags['mfa-code'],
    waitsForRoles: names.length === 0,
    json: false,
    startServer: (app) => serveRoles(terminal, app, { names, port }),
  });
}

function portOf(text: string): number | 'invalid' {
  const { min, max } = RANGES.credentialsEndpointPort;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  return port >= min && port <= max ? port : 'invalid';
}
