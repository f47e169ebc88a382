import { printableJson } from '../../core/printable.ts';
import { roleFields, roleKeys } from '../../core/roles/role-fields.ts';
import type { Role } from '../../core/roles/role.ts';
import { tagText } from '../../core/roles/session-tag.ts';
import type { SessionTag } from '../../core/ports/sts.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { roleJson } from '../output/role-json.ts';
import { table } from '../output/table.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

/** Prints the fields of a role under the names of their options. */
export async function roleShow(
  { flags, names }: ArgumentsOf<'role show'>,
  terminal: Terminal,
): Promise<ExitCode> {
  return withRole(terminal, names[0] ?? '', async (_app, { role }) => {
    if (flags.json) await writeOut(terminal, printableJson(roleJson(role)));
    else
      await writeOut(
        terminal,
        ...table([
          ['kind', en.kinds.names[role.kind]],
          ...roleKeys.flatMap((key) => fieldRows(role, key)),
        ]),
      );
    return SUCCESS;
  });
}

/** Returns a row for each value of the field. */
function fieldRows(role: Role, key: keyof typeof roleFields): readonly (readonly string[])[] {
  const value = role[key];
  if (value === undefined || value === false) return [];
  const values = typeof value === 'object' ? value : [value];
  return values.map((one) => [roleFields[key].flag, displaySafe(valueText(one))]);
}

function valueText(value: string | number | true | SessionTag): string {
  if (value === true) return 'yes';
  return typeof value === 'object' ? tagText(value) : String(value);
}
