import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { App } from '../../core/contract/app.ts';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import type { DiscoveredAssignment } from '../../core/discovery/compare-listing.ts';
import { GROUP_TEMPLATE, NAME_TEMPLATE } from '../../core/discovery/name-template.ts';
import { type PlannedName, planNames } from '../../core/discovery/planned-names.ts';
import { matching } from '../../core/discovery/search.ts';
import { printableJson } from '../../core/printable.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { addPlanned, removeVanished } from '../discovery/changes.ts';
import { discoveryJson } from '../discovery/discovery-json.ts';
import { listPermissionSets } from '../discovery/list-permission-sets.ts';
import { clashNotes, discoveryTable, planTable, unlistedNotes } from '../discovery/tables.ts';
import { reportFailure, reportNote } from '../output/reports.ts';
import { ask, canAsk, FAILURE, SUCCESS, writeError, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

type Flags = ArgumentsOf<'role discover'>['flags'];
type Plan = readonly PlannedName<DiscoveredAssignment>[];

const words = en.commandLine.roleDiscover;

/**
 * Lists the permission sets of a sign-in, or adds and removes the roles that patterns and options
 * select, after the user agrees. Returns 1 if an account could not be listed, or if a selected role
 * could not be added or removed.
 */
export async function roleDiscover(
  { flags, names }: ArgumentsOf<'role discover'>,
  terminal: Terminal,
): Promise<ExitCode> {
  return withApp(terminal, 'nothing', async (app) => {
    const from = await signInOf(app, flags);
    if (!from.ok) return reportFailure(terminal, from.failure, null);
    // Checks the template first, because the listing can take half a minute.
    const checked = planOf(app, [], flags);
    if (!checked.ok) return reportFailure(terminal, checked.failure, null);
    const listed = await listPermissionSets(app, terminal, from.value, {
      device: flags.device === true,
      json: flags.json === true,
    });
    if (!listed.ok) return reportFailure(terminal, listed.failure, null);
    const discovery = listed.value;
    for (const note of unlistedNotes(terminal, discovery)) await reportNote(terminal, note);
    const code =
      flags.all === true || flags['remove-vanished'] === true || names.length > 0
        ? await change(terminal, app, { from: from.value, discovery, names, flags })
        : await list(terminal, app, discovery, flags);
    return discovery.unlisted.length > 0 ? Math.max(code, FAILURE) : code;
  });
}

/**
 * Returns the sign-in that the options name. Without such options, returns the only known sign-in,
 * or fails if there are several.
 */
async function signInOf(app: App, flags: Flags): Promise<Result<SsoReference>> {
  const { 'sso-session': name, 'start-url': startUrl, 'sso-region': region } = flags;
  if (region !== undefined && startUrl === undefined) {
    const [field, rule] =
      name === undefined
        ? (['start-url', { kind: 'required' }] as const)
        : (['sso-region', { kind: 'excluded-by', other: 'sso-session' }] as const);
    return failed({ kind: 'field-invalid', field, rule });
  }
  if (name !== undefined) return ok({ kind: 'sso-session', name });
  if (startUrl !== undefined) return ok({ kind: 'start-url', startUrl, region: region ?? '' });
  const known = await app.api.discovery.signIns({});
  if (!known.ok) return known;
  const [only, ...others] = known.value;
  if (only !== undefined && others.length === 0) return ok(only.from);
  const options = known.value.map(({ from, startUrl }) =>
    from.kind === 'sso-session' ? `--sso-session ${from.name}` : `--start-url ${startUrl}`,
  );
  const rule =
    options.length === 0
      ? ({ kind: 'required-or', other: 'start-url' } as const)
      : ({ kind: 'one-of', options } as const);
  return failed({ kind: 'field-invalid', field: 'sso-session', rule });
}

function planOf(app: App, chosen: readonly DiscoveredAssignment[], flags: Flags): Result<Plan> {
  return planNames(chosen, {
    template: flags.template ?? NAME_TEMPLATE,
    group: flags.group ?? GROUP_TEMPLATE,
    typed: new Map(),
    roles: app.state().roles.map(({ role }) => role),
  });
}

async function list(
  terminal: Terminal,
  app: App,
  discovery: Discovery,
  flags: Flags,
): Promise<ExitCode> {
  const fresh = discovery.assignments.filter(({ state }) => state === 'new');
  const plan = planOf(app, fresh, flags);
  if (!plan.ok) return reportFailure(terminal, plan.failure, null);
  if (flags.json === true) {
    await writeOut(terminal, printableJson(discoveryJson(terminal, discovery, plan.value)));
    return SUCCESS;
  }
  if (discovery.assignments.length === 0) {
    await writeOut(terminal, en.discovery.nothing);
    return SUCCESS;
  }
  await writeOut(terminal, ...discoveryTable(discovery, plan.value), '');
  for (const note of clashNotes(plan.value)) await writeOut(terminal, note);
  if (fresh.length > 0) await writeOut(terminal, words.howTo);
  if (discovery.assignments.some(isRemovable)) await writeOut(terminal, words.howToRemove);
  return SUCCESS;
}

interface Wanted {
  readonly from: SsoReference;
  readonly discovery: Discovery;
  readonly names: readonly string[];
  readonly flags: Flags;
}

async function change(terminal: Terminal, app: App, wanted: Wanted): Promise<ExitCode> {
  const { from, discovery, names, flags } = wanted;
  const isJson = flags.json === true;
  const listed = discovery.assignments.filter(({ state }) => state !== 'vanished');
  const unmatched = names.filter((pattern) => matching(listed, [pattern]).length === 0);
  for (const pattern of unmatched) await reportNote(terminal, words.unmatched(pattern));
  const chosen = flags.all === true ? listed : matching(listed, names);
  const plan = planOf(
    app,
    chosen.filter(({ state }) => state === 'new'),
    flags,
  );
  if (!plan.ok) return reportFailure(terminal, plan.failure, null);
  const addable = plan.value.filter(({ clash }) => clash === null);
  const vanished =
    flags['remove-vanished'] === true ? discovery.assignments.filter(isRemovable) : [];
  for (const note of clashNotes(plan.value)) await reportNote(terminal, note);
  const isLeftOut = unmatched.length > 0 || addable.length < plan.value.length;
  const code = isLeftOut ? FAILURE : SUCCESS;

  if (!isJson) await writeOut(terminal, ...planTable(addable, vanished));
  const counts = { added: addable.length, removed: vanished.length };
  const isNothing = addable.length === 0 && vanished.length === 0;
  const isAllowed = isNothing || flags.yes === true || (await isConfirmed(terminal, counts));
  if (!isAllowed || isNothing) {
    if (isJson)
      await writeOut(terminal, printableJson({ applied: false, ...planJson(addable, vanished) }));
    else if (isNothing) await writeOut(terminal, words.nothing);
    if (!isAllowed) await writeError(terminal, en.commandLine.previewed);
    return code;
  }
  const added = await addPlanned(terminal, app, from, addable);
  const removed = await removeVanished(terminal, app, vanished);
  if (isJson)
    await writeOut(terminal, printableJson({ applied: true, ...planJson(addable, vanished) }));
  return Math.max(code, added, removed);
}

/** Asks the user at the terminal. Returns false if the user cannot be asked. */
async function isConfirmed(
  terminal: Terminal,
  counts: { readonly added: number; readonly removed: number },
): Promise<boolean> {
  if (!canAsk(terminal)) return false;
  const answer = await ask(terminal, `${en.discovery.question(counts)}? [y/N] `);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

function isRemovable({ state, role }: DiscoveredAssignment): boolean {
  return state === 'vanished' && role !== null;
}

function planJson(addable: Plan, vanished: readonly DiscoveredAssignment[]): object {
  return {
    add: addable.map(
      ({ name, targetProfile, group, assignment: { accountId, permissionSet } }) => ({
        name,
        profile: targetProfile,
        group: group === '' ? null : group,
        accountId,
        permissionSet,
      }),
    ),
    remove: vanished.map(({ role, accountId, permissionSet }) => ({
      name: role?.name ?? null,
      accountId,
      permissionSet,
    })),
  };
}
