import type { Discovery } from '../../core/contract/discovery-api.ts';
import { assignmentKey } from '../../core/discovery/assignment.ts';
import type { DiscoveredAssignment } from '../../core/discovery/compare-listing.ts';
import type { PlannedName } from '../../core/discovery/planned-names.ts';
import { clashText } from '../../views/clash-text.ts';
import { displaySafe, displaySafeFacts } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { en } from '../../views/words/en.ts';
import { table } from '../output/table.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import type { Terminal } from '../terminal.ts';

type Plan = readonly PlannedName<DiscoveredAssignment>[];

const words = en.commandLine.roleDiscover;

/**
 * Returns a row for each permission set, with the name of its role or the name that the role would
 * get.
 */
export function discoveryTable({ assignments }: Discovery, plan: Plan): readonly string[] {
  const planned = new Map(plan.map(({ assignment, name }) => [assignmentKey(assignment), name]));
  const rows = assignments.map((each) => {
    const { accountName, accountId, permissionSet, state, role } = displaySafeFacts(each);
    const name = role?.name ?? displaySafe(planned.get(assignmentKey(each)) ?? '');
    return [accountName, accountId, permissionSet, name, en.discovery.states[state]].map(orDash);
  });
  return table([words.columns, ...rows]);
}

/** Returns a row for each role that would be added or removed. Empty if there is none. */
export function planTable(
  plan: Plan,
  vanished: readonly DiscoveredAssignment[],
): readonly string[] {
  const added = plan.map((each) => {
    const { name, targetProfile, group, assignment } = displaySafeFacts(each);
    const { accountName, accountId, permissionSet } = assignment;
    return [words.add, name, targetProfile, group, accountName, accountId, permissionSet];
  });
  const removed = vanished.map((each) => {
    const { role, accountName, accountId, permissionSet } = displaySafeFacts(each);
    return [words.remove, role?.name ?? '', '', '', accountName, accountId, permissionSet];
  });
  const rows = [...added, ...removed].map((row) => row.map(orDash));
  return rows.length === 0 ? [] : table([words.planColumns, ...rows]);
}

/** Returns a line for each role that cannot be added, with the reason. */
export function clashNotes(plan: Plan): readonly string[] {
  return plan.flatMap(({ assignment, name, clash }) => {
    if (clash === null) return [];
    const { accountName, accountId, permissionSet } = displaySafeFacts(assignment);
    const account = accountName === '' ? accountId : accountName;
    return [words.clash(`${account} ${permissionSet}`, displaySafe(name), clashText(en, clash))];
  });
}

/** Returns a line for each account that AWS did not list, with the reason. */
export function unlistedNotes(terminal: Terminal, { unlisted }: Discovery): readonly string[] {
  const format = terminalFormat(terminal, null);
  return unlisted.map(({ accountName, accountId, failure }) => {
    const account = accountName === '' ? accountId : `${accountName} (${accountId})`;
    return `${displaySafe(account)}: ${failureText(en, failure, format).title}.`;
  });
}

function orDash(text: string): string {
  return text === '' ? '-' : text;
}
