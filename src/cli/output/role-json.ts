import { type FormValue, roleFields } from '../../core/roles/role-fields.ts';
import { keysOf } from '../../core/roles/role-kinds.ts';
import type { Role } from '../../core/roles/role.ts';

/** What is printed for a field that the role does not have. */
const ABSENT: Readonly<Record<keyof FormValue, unknown>> = {
  text: null,
  document: null,
  seconds: null,
  'mfa-mode': 'session',
  tags: [],
  list: [],
  switch: false,
};

/** All fields of a role's kind, for programs. */
export function roleJson(role: Role): object {
  const fields = keysOf(role.kind).map((key) => [
    // The field has the name of its option, as in the first version.
    key === 'targetProfile' ? 'profile' : key,
    role[key] ?? ABSENT[roleFields[key].form],
  ]);
  return { kind: role.kind, ...(Object.fromEntries(fields) as object) };
}
