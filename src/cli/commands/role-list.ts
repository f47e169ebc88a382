import { printableJson } from '../../core/printable.ts';
import { type FormValue, roleFields, roleKeys } from '../../core/roles/role-fields.ts';
import type { Role } from '../../core/roles/role.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import { table } from '../output/table.ts';
import { tellUsage } from '../output/telling.ts';
import { done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** `role list [--json]` */
export async function roleList(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, { flags: { json: 'switch' }, names: 'none' } as const);
  if (!read.ok) return tellUsage(terminal, read.problem, 'role list');
  const { json } = read.value.flags;
  return withApp(terminal, 'nothing', async (app) => {
    const roles = app.state().roles.map(({ role }) => role);
    if (json) await say(terminal, printableJson({ roles: roles.map(roleJson) }));
    else if (roles.length === 0) await say(terminal, ...en.commandLine.noRoles);
    else await say(terminal, ...table([en.commandLine.roleColumns, ...roles.map(roleRow)]));
    return done;
  });
}

function roleRow(role: Role): readonly string[] {
  const behind = role.endpoint === undefined ? '' : ` (${role.endpoint})`;
  return [role.name, role.targetProfile, role.sourceProfile, `${role.roleArn}${behind}`].map(
    displaySafe,
  );
}

/** The JSON value of a field that the role does not have. */
const ABSENT: Readonly<Record<keyof FormValue, unknown>> = {
  text: null,
  document: null,
  seconds: null,
  'mfa-mode': 'session',
  tags: [],
  list: [],
  switch: false,
};

function roleJson(role: Role): object {
  const fields = roleKeys.map((key) => [
    // Named like its option since the first version.
    key === 'targetProfile' ? 'profile' : key,
    role[key] ?? ABSENT[roleFields[key].form],
  ]);
  return Object.fromEntries(fields) as object;
}
