import type { Environment } from '../../environment.ts';
import type { RolePreview } from '../../contract/role-api.ts';
import { type Failed, failed, ok, type Result } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import { completeRole, type RoleDraft } from '../../roles/role-draft.ts';
import type { RoleWarning } from '../../roles/role-warning.ts';
import { roleWarnings } from '../../roles/role-warnings.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { RoleLookup } from './role-lookup.ts';

export interface DraftDependencies {
  readonly newId: () => string;
  /** The default RoleSessionName. It contains the user and the host. */
  readonly sessionName: string;
  readonly env: Environment;
}

/** Completes drafts of roles and finds their warnings. Writes nothing. */
export class RoleDrafts {
  readonly #roles: RoleLookup;
  readonly #deps: DraftDependencies;

  constructor(roles: RoleLookup, dependencies: DraftDependencies) {
    this.#roles = roles;
    this.#deps = dependencies;
  }

  /** Returns the draft as a new role with a new id. */
  complete(draft: RoleDraft): Result<Role> {
    const { newId, sessionName } = this.#deps;
    return completeRole(draft, { id: newId(), sessionName });
  }

  /**
   * Returns the role that saving the draft would store. `roleId` is the role to change; null for a
   * new role.
   */
  async propose(
    draft: RoleDraft,
    roleId: string | null,
  ): Promise<Result<{ readonly role: Role; readonly snapshot: AwsSnapshot }>> {
    const read = await this.#roles.readSnapshot();
    if (!read.ok) return read;
    const snapshot = read.value;
    const present = roleId === null ? null : snapshot.knownRole(roleId);
    if (present?.ok === false) return present;
    const { newId, sessionName } = this.#deps;
    const completed = completeRole(draft, {
      id: roleId ?? newId(),
      sessionName: present?.value.roleSessionName ?? sessionName,
    });
    if (!completed.ok) return completed;
    return (
      nameTakenFailure(completed.value, snapshot.roles) ?? ok({ role: completed.value, snapshot })
    );
  }

  async preview(draft: RoleDraft, roleId: string | null): Promise<Result<RolePreview>> {
    const proposed = await this.propose(draft, roleId);
    if (!proposed.ok) return proposed;
    const { role, snapshot } = proposed.value;
    return ok({ warnings: this.warnings(role, snapshot) });
  }

  warnings(role: Role, { roles, profiles, files }: AwsSnapshot): readonly RoleWarning[] {
    // If an AWS file cannot be read, it is unknown which profiles exist.
    if (files.firstUnreadable() !== null) return [];
    return roleWarnings(role, { roles, profiles, env: this.#deps.env });
  }
}

/** Returns a failure if another role has the same name, else null. */
export function nameTakenFailure(role: Role, roles: readonly Role[]): Failed | null {
  const other = roles.find(({ id, name }) => id !== role.id && name === role.name);
  return other === undefined
    ? null
    : failed({ kind: 'field-invalid', field: 'name', rule: { kind: 'taken', by: other.name } });
}
