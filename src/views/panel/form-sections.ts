import { editedKeys, type RoleField, roleFields } from '../../core/roles/role-fields.ts';
import { whenMissing, type RoleKind } from '../../core/roles/role-kinds.ts';
import { fieldsOf } from './role-form.ts';

/** The section of each field, in the order of the form. */
const SECTIONS = {
  'role-arn': 'first',
  name: 'first',
  profile: 'first',
  'sso-session': 'first',
  'start-url': 'first',
  'sso-region': 'first',
  account: 'first',
  'permission-set': 'first',
  'external-id': 'first',
  'source-profile': 'first',
  group: 'more',
  'mfa-serial': 'more',
  mfa: 'more',
  duration: 'more',
  'session-name': 'more',
  region: 'more',
  endpoint: 'more',
  browser: 'more',
  tag: 'parameters',
  'transitive-tag-key': 'parameters',
  'source-identity': 'parameters',
  policy: 'parameters',
  'policy-arn': 'parameters',
} as const satisfies Readonly<Record<RoleField, string>>;

export type FormSection = (typeof SECTIONS)[RoleField];

/** Returns the fields of a section. The required fields of a kind are in the first section. */
export function fieldsIn(section: FormSection, kind: RoleKind): readonly RoleField[] {
  const fields = fieldsOf(kind);
  const required = requiredFields(kind);
  return (Object.keys(SECTIONS) as readonly RoleField[]).filter((field) => {
    const own = required.includes(field) ? 'first' : SECTIONS[field];
    return own === section && fields.includes(field);
  });
}

/** Returns the fields of a kind as the form shows them, from its top. */
export function fieldsFromTop(kind: RoleKind): readonly RoleField[] {
  return (['first', 'more', 'parameters'] as const).flatMap((section) => fieldsIn(section, kind));
}

/** Returns the fields that a role of this kind must have. */
export function requiredFields(kind: RoleKind): readonly RoleField[] {
  return editedKeys
    .filter((key) => whenMissing(kind, key) === 'required')
    .map((key) => roleFields[key].flag);
}
