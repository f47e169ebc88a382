import { printableJson } from '../../core/printable.ts';
import type { Role } from '../../core/roles/role.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { roleSummary } from '../../views/role-summary.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { roleJson } from '../output/role-json.ts';
import { table } from '../output/table.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** Prints a line for each role. */
export async function roleList(
  { flags }: ArgumentsOf<'role list'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { json } = flags;
  return withApp(terminal, 'nothing', async (app) => {
    const roles = app.state().roles.map(({ role }) => role);
    if (json) await writeOut(terminal, printableJson({ roles: roles.map(roleJson) }));
    else if (roles.length === 0) await writeOut(terminal, ...en.commandLine.noRoles);
    else await writeOut(terminal, ...table(rowsOf(roles)));
    return SUCCESS;
  });
}

/** Returns the rows of the table. The kind has a column only if the roles have different kinds. */
function rowsOf(roles: readonly Role[]): readonly (readonly string[])[] {
  const rows = [en.commandLine.roleColumns, ...roles.map(roleRow)];
  if (new Set(roles.map(({ kind }) => kind)).size < 2) return rows;
  const kinds = [en.kinds.label.toUpperCase(), ...roles.map(({ kind }) => en.kinds.names[kind])];
  return rows.map(([name = '', ...others], index) => [name, kinds[index] ?? '', ...others]);
}

function roleRow(role: Role): readonly string[] {
  const { what, source } = roleSummary(role);
  const endpointSuffix = role.endpoint === undefined ? '' : ` (${role.endpoint})`;
  return [
    role.name,
    role.targetProfile,
    source,
    role.externalId ?? '-',
    role.durationSeconds === undefined ? '-' : `${role.durationSeconds} s`,
    `${what}${endpointSuffix}`,
  ].map(displaySafe);
}
