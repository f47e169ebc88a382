import type { Released } from '../../core/contract/api.ts';
import type { RoleView } from '../../core/contract/app-state.ts';
import { printableJson } from '../../core/printable.ts';
import type { Result } from '../../core/result.ts';
import type { Role } from '../../core/roles/role.ts';
import { displaySafeFacts } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { failureJson } from '../output/session-json.ts';
import { reportFailure } from '../output/reports.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { findRoles, withApp } from '../with-app.ts';

/**
 * Switches roles off and removes their keys from the current credentials file. If one role fails,
 * continues with the others.
 */
export async function release(
  { flags, names }: ArgumentsOf<'release'>,
  terminal: Terminal,
): Promise<ExitCode> {
  return withApp(terminal, 'nothing', async (app) => {
    const { found, unknown } = flags.all
      ? { found: app.state().roles.filter(isOn), unknown: [] }
      : findRoles(app, names);
    if (found.length === 0 && unknown.length === 0 && !flags.json)
      await writeOut(terminal, en.commandLine.nothingToRelease);
    let code: ExitCode = SUCCESS;
    const reports: object[] = [];
    for (const { role } of found) {
      const result = await app.api.session.release({ roleId: role.id });
      reports.push(releaseJson(terminal, role, result));
      if (!result.ok)
        code = Math.max(code, await reportFailure(terminal, result.failure, role.name));
      else if (!flags.json) await writeOut(terminal, ...releasedLines(role, result.value));
    }
    for (const failure of unknown) {
      code = Math.max(code, await reportFailure(terminal, failure, null));
      const name = failure.kind === 'role-unknown' ? (failure.name ?? '') : '';
      reports.push({ name, profile: null, failure: failureJson(terminal, failure, null) });
    }
    if (flags.json) await writeOut(terminal, printableJson({ roles: reports }));
    return code;
  });
}

function releasedLines(role: Role, released: Released): readonly string[] {
  const { name, targetProfile: profile } = displaySafeFacts(role);
  return en.commandLine.released({ name, profile, released });
}

function releaseJson(terminal: Terminal, role: Role, result: Result<Released>): object {
  const { name, targetProfile: profile } = role;
  if (!result.ok) return { name, profile, failure: failureJson(terminal, result.failure, name) };
  const { restorable, alsoIn } = result.value;
  return { name, profile, restorable, alsoIn, failure: null };
}

function isOn({ kept, session }: RoleView): boolean {
  return kept || (session.state !== 'inactive' && session.state !== 'failed');
}
