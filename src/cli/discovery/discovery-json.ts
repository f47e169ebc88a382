import type { Discovery } from '../../core/contract/discovery-api.ts';
import { assignmentKey } from '../../core/discovery/assignment.ts';
import type { PlannedName } from '../../core/discovery/planned-names.ts';
import { failureJson, isoTime } from '../output/session-json.ts';
import type { Terminal } from '../terminal.ts';

/** Returns the listing of a sign-in as JSON for programs. */
export function discoveryJson(
  terminal: Terminal,
  { assignments, unlisted, lastAt }: Discovery,
  plan: readonly PlannedName[],
): object {
  const planned = new Map(plan.map((each) => [assignmentKey(each.assignment), each]));
  return {
    lastDiscovery: isoTime(lastAt),
    permissionSets: assignments.map((each) => {
      const { accountId, accountName, emailAddress, permissionSet, state, role } = each;
      const {
        name = null,
        targetProfile = null,
        clash = null,
      } = planned.get(assignmentKey(each)) ?? {};
      return {
        accountId,
        accountName,
        emailAddress,
        permissionSet,
        state,
        role: role?.name ?? null,
        wouldBe:
          name === null ? null : { name, profile: targetProfile, clash: clash?.kind ?? null },
      };
    }),
    unlisted: unlisted.map(({ accountId, accountName, failure }) => ({
      accountId,
      accountName,
      failure: failureJson(terminal, failure, null),
    })),
  };
}
