import type { RoleView } from '../../core/contract/app-state.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import type { ArgumentSpec } from '../arguments.ts';
import { tellFailure, tellUsage } from '../output/telling.ts';
import { done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { findRoles, withApp } from '../with-app.ts';

const spec = { flags: { all: 'switch' }, names: 'any' } as const satisfies ArgumentSpec;

/**
 * `release NAME…|--all`: switches roles off and removes their keys from this credentials file.
 * Tries every name.
 */
export async function release(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, spec);
  if (!read.ok) return tellUsage(terminal, read.problem, 'release');
  const { flags, names } = read.value;
  if (flags.all === true && names.length > 0) {
    return tellUsage(terminal, { kind: 'flags-exclude', flags: ['NAME', '--all'] }, 'release');
  }
  if (flags.all !== true && names.length === 0) {
    return tellUsage(terminal, { kind: 'flag-needed', flags: ['NAME', '--all'] }, 'release');
  }
  return withApp(terminal, 'nothing', async (app) => {
    const { found, unknown } = flags.all
      ? { found: app.state().roles.filter(isOn), unknown: [] }
      : findRoles(app, names);
    if (found.length === 0 && unknown.length === 0)
      await say(terminal, en.commandLine.nothingToRelease);
    let code: ExitCode = done;
    for (const { role } of found) {
      const released = await app.api.session.release({ roleId: role.id });
      if (!released.ok) {
        code = Math.max(code, await tellFailure(terminal, released.failure, role.name));
        continue;
      }
      const profile = displaySafe(role.targetProfile);
      const lines = en.commandLine.released({
        name: displaySafe(role.name),
        profile,
        released: released.value,
      });
      await say(terminal, ...lines);
    }
    for (const failure of unknown)
      code = Math.max(code, await tellFailure(terminal, failure, null));
    return code;
  });
}

function isOn({ kept, session }: RoleView): boolean {
  return kept || (session.state !== 'inactive' && session.state !== 'failed');
}
