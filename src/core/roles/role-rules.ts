import type { Failure } from '../failure.ts';
import type { RoleFindings } from './kinds/role-finding.ts';
import { isAtAws } from './kinds/shared-rules.ts';
import { roleKinds } from './role-kinds.ts';
import type { RoleWarning } from './role-warning.ts';
import type { Role } from './role.ts';

export interface RoleCheck {
  /** `field-invalid` with the first broken rule. Null if no rule is broken. */
  readonly failure: Extract<Failure, { kind: 'field-invalid' }> | null;
  readonly warnings: readonly RoleWarning[];
}

/**
 * Checks a role by the rules of AWS and of the credentials file. If the role's endpoint is not
 * AWS's, AWS's limits (lengths, account, duration) are only warnings, but wrong characters are
 * errors.
 */
export function checkRole(role: Role): RoleCheck {
  const warnings: RoleWarning[] = [];
  const limited = new Set<string>();
  const atAws = isAtAws(role.endpoint);
  for (const found of rulesOf(role)) {
    if (found.kind === 'warning') {
      warnings.push(found.warning);
    } else if (atAws || !found.isLimit) {
      const { field, rule } = found;
      return { failure: { kind: 'field-invalid', field, rule }, warnings: [] };
    } else if (!limited.has(found.field)) {
      limited.add(found.field);
      warnings.push({ kind: 'limit-of-aws', field: found.field });
    }
  }
  return { failure: null, warnings };
}

function rulesOf(role: Role): RoleFindings {
  const rules = roleKinds[role.kind].rules as (role: Role) => RoleFindings;
  return rules(role);
}
