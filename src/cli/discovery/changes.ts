import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { App } from '../../core/contract/app.ts';
import type { DiscoveredAssignment } from '../../core/discovery/compare-listing.ts';
import type { PlannedName } from '../../core/discovery/planned-names.ts';
import { en } from '../../views/words/en.ts';
import { reportingChangedCredentials } from '../output/changed-credentials.ts';
import { reportFailure, reportWarnings } from '../output/reports.ts';
import { SUCCESS, writeError } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/** Adds the planned roles in one write of the settings. */
export async function addPlanned(
  terminal: Terminal,
  app: App,
  from: SsoReference,
  plan: readonly PlannedName[],
): Promise<ExitCode> {
  if (plan.length === 0) return SUCCESS;
  const roles = plan.map(({ name, group, assignment: { accountId, permissionSet } }) => ({
    accountId,
    permissionSet,
    name,
    group,
  }));
  const added = await app.api.discovery.add({ from, roles });
  if (!added.ok) return reportFailure(terminal, added.failure, null);
  let code: ExitCode = SUCCESS;
  let count = 0;
  for (const { result } of added.value) {
    if (!result.ok) {
      code = Math.max(code, await reportFailure(terminal, result.failure, null));
      continue;
    }
    count += 1;
    await reportWarnings(terminal, result.value.warnings, result.value.role.name);
  }
  await writeError(terminal, en.discovery.added(count));
  return code;
}

/** Removes the roles whose permission sets Identity Center no longer lists. */
export async function removeVanished(
  terminal: Terminal,
  app: App,
  vanished: readonly DiscoveredAssignment[],
): Promise<ExitCode> {
  if (vanished.length === 0) return SUCCESS;
  const names = new Map(
    vanished.flatMap(({ role }) => (role === null ? [] : [[role.id, role.name] as const])),
  );
  const removed = await reportingChangedCredentials(terminal, app, () =>
    app.api.discovery.remove({ roleIds: [...names.keys()] }),
  );
  if (!removed.ok) return reportFailure(terminal, removed.failure, null);
  let code: ExitCode = SUCCESS;
  for (const { roleId, result } of removed.value) {
    if (result.ok) continue;
    const reported = await reportFailure(terminal, result.failure, names.get(roleId) ?? null);
    code = Math.max(code, reported);
  }
  const count = removed.value.filter(({ result }) => result.ok).length;
  await writeError(terminal, en.discovery.removed(count));
  return code;
}
