import type { FieldRule } from '../../field-rule.ts';
import type { RoleField } from '../role-fields.ts';
import type { RoleWarning } from '../role-warning.ts';

/** What a check of a role finds. */
export type RoleFinding =
  | {
      readonly kind: 'broken';
      readonly field: RoleField;
      readonly rule: FieldRule;
      /** True for a limit of AWS, which other servers may not have. */
      readonly isLimit: boolean;
    }
  | { readonly kind: 'warning'; readonly warning: RoleWarning };

export type RoleFindings = Generator<RoleFinding>;

export function brokenField(field: RoleField, rule: FieldRule): RoleFinding {
  return { kind: 'broken', field, rule, isLimit: false };
}

/**
 * Returns the finding for a broken limit of AWS. It is only a warning if the role uses another
 * server than AWS.
 */
export function overLimit(field: RoleField, rule: FieldRule): RoleFinding {
  return { kind: 'broken', field, rule, isLimit: true };
}

export function warning(found: RoleWarning): RoleFinding {
  return { kind: 'warning', warning: found };
}
