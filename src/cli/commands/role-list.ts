import { printableJson } from '../../core/printable.ts';
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

function roleJson(role: Role): object {
  return {
    name: role.name,
    roleArn: role.roleArn,
    profile: role.targetProfile,
    sourceProfile: role.sourceProfile,
    externalId: role.externalId ?? null,
    roleSessionName: role.roleSessionName,
    durationSeconds: role.durationSeconds,
    mfaSerial: role.mfaSerial ?? null,
    region: role.region ?? null,
    endpoint: role.endpoint ?? null,
    mfa: role.mfa ?? 'session',
    tags: role.tags ?? [],
    transitiveTagKeys: role.transitiveTagKeys ?? [],
    sourceIdentity: role.sourceIdentity ?? null,
    policy: role.policy ?? null,
    policyArns: role.policyArns ?? [],
    group: role.group ?? null,
    pinned: role.pinned ?? false,
  };
}
