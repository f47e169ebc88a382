import type { RoleOf } from '../../src/core/roles/role.ts';

/** A role of the kind `assume-role`, as settings.json stores it. */
export function assumedRole(name: string, id = name): RoleOf<'assume-role'> {
  return {
    kind: 'assume-role',
    id,
    name,
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    sourceProfile: 'default',
    targetProfile: name,
    roleSessionName: 'alice@laptop',
    durationSeconds: 3600,
  };
}
