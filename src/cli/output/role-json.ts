import { type FormValue, roleFields } from '../../core/roles/role-fields.ts';
import { keysOf } from '../../core/roles/role-kinds.ts';
import type { Role } from '../../core/roles/role.ts';

/** The value that is printed for a field that the role does not have. */
const ABSENT: Readonly<Record<keyof FormValue, unknown>> = {
  text: null,
  document: null,
  seconds: null,
  'mfa-mode': 'session',
  tags: [],
  list: [],
  switch: false,
};

/** Returns all fields of the role's kind as JSON for programs. */
export function roleJson(role: Role): object {
  const fields = keysOf(role.kind).map((key) => [
    // The first version printed this field under the name of its option, and programs use that
    // name.
    key === 'targetProfile' ? 'profile' : key,
    role[key] ?? ABSENT[roleFields[key].form],
  ]);
  return { kind: role.kind, ...(Object.fromEntries(fields) as object) };
}
