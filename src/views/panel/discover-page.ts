import type { Discovery } from '../../core/contract/discovery-api.ts';
import { assignmentKey } from '../../core/discovery/assignment.ts';
import type { DiscoveredAssignment } from '../../core/discovery/compare-listing.ts';
import { type PlannedName, planNames } from '../../core/discovery/planned-names.ts';
import { matcherOf, type Searchable, searchableOf } from '../../core/discovery/search.ts';
import type { Failure } from '../../core/failure.ts';
import { clashText } from '../clash-text.ts';
import { displaySafe, displaySafeFacts } from '../display-safe.ts';
import type { Words } from '../words/words.ts';

/**
 * What the user typed and selected on the page. Permission sets are identified by `assignmentKey`.
 */
export interface DiscoverChoices {
  readonly chosen: ReadonlySet<string>;
  readonly template: string;
  readonly group: string;
  /** Names that the user typed. They replace those of the template. */
  readonly typed: ReadonlyMap<string, string>;
  /** The search text. */
  readonly query: string;
  readonly show: 'all' | 'chosen' | 'to-change';
  /** Accounts that the user opened (true) or closed, by ID. */
  readonly opened: ReadonlyMap<string, boolean>;
  /** The number of accounts to render. */
  readonly limit: number;
}

/** A permission set with its texts prepared for the search. */
type SearchableSet = Searchable<DiscoveredAssignment>;
type Planned = PlannedName<DiscoveredAssignment>;

/**
 * The names of the selected roles, by `assignmentKey`. `failure` says what is wrong with the
 * template.
 */
export interface DiscoverPlan {
  readonly names: ReadonlyMap<string, Planned>;
  readonly failure: Failure | null;
  /**
   * The name that the template gives to the first permission set that no role uses; null if there
   * is none.
   */
  readonly example: Planned | null;
}

/** A permission set. Its texts have passed `displaySafe`, except `key` and `typed`. */
export interface PermissionSetLine {
  readonly key: string;
  readonly permissionSet: string;
  /** The name of the role that uses it; null if it can be added. */
  readonly known: string | null;
  readonly isChosen: boolean;
  /** The name that its role would get; null if it is not selected. */
  readonly name: string | null;
  /** The text in the field for the name; null if the line has no such field. */
  readonly typed: string | null;
  /** Why the name cannot be used; null if it can be used. */
  readonly clash: string | null;
}

export interface AccountLine {
  readonly accountId: string;
  readonly name: string;
  /** Account ID and e-mail address. */
  readonly detail: string;
  readonly isOpen: boolean;
  readonly sets: readonly PermissionSetLine[];
  /** The keys of its permission sets that can be added. */
  readonly selectable: readonly string[];
  readonly chosen: number;
}

export interface DiscoverPage {
  readonly accounts: readonly AccountLine[];
  /** The number of accounts that are not rendered yet. */
  readonly more: number;
  /** The keys of all permission sets that match and can be added. */
  readonly selectable: readonly string[];
  /** Each possible value of `show`, with the number that its button displays. */
  readonly parts: readonly (readonly [part: DiscoverChoices['show'], count: number])[];
  readonly toAdd: readonly Planned[];
  readonly clashes: number;
}

/** If there are at most this many accounts, all of them are open at first. */
const FEW_ACCOUNTS = 5;

/** Returns the permission sets that Identity Center still lists. */
export function listedSets({ assignments }: Discovery): readonly SearchableSet[] {
  return assignments.filter(({ state }) => state !== 'vanished').map(searchableOf);
}

export function discoverPlan(
  listed: readonly SearchableSet[],
  { chosen, template, group, typed }: DiscoverChoices,
  roles: Parameters<typeof planNames>[1]['roles'],
): DiscoverPlan {
  const fresh = listed.map(({ assignment }) => assignment).filter(({ state }) => state === 'new');
  const selected = fresh.filter((each) => chosen.has(assignmentKey(each)));
  const planned = planNames(selected, { template, group, typed, roles });
  if (!planned.ok) return { names: new Map(), failure: planned.failure, example: null };
  const plain = { template, group, typed: new Map<string, string>(), roles: [] };
  const example = planNames(fresh.slice(0, 1), plain);
  return {
    names: new Map(planned.value.map((each) => [assignmentKey(each.assignment), each])),
    failure: null,
    example: example.ok ? (example.value[0] ?? null) : null,
  };
}

export function discoverPage(
  listed: readonly SearchableSet[],
  choices: DiscoverChoices,
  plan: DiscoverPlan,
  words: Words,
): DiscoverPage {
  const { chosen, typed, query, show, limit } = choices;
  const toChange = new Set(
    [...plan.names]
      .filter(([key, { clash }]) => clash !== null || typed.has(key))
      .map(([key]) => key),
  );
  const isShown = (key: string): boolean =>
    show === 'all' || (show === 'chosen' ? chosen.has(key) : toChange.has(key));
  const matches = matcherOf(query);
  const found = listed
    .filter((each) => matches(each) && isShown(assignmentKey(each.assignment)))
    .map(({ assignment }) => assignment);
  const accounts = new Map<string, DiscoveredAssignment[]>();
  for (const each of found) {
    const others = accounts.get(each.accountId);
    if (others === undefined) accounts.set(each.accountId, [each]);
    else others.push(each);
  }
  const isOpen = query.trim() !== '' || show !== 'all' || accounts.size <= FEW_ACCOUNTS;
  const rendered = [...accounts.values()].slice(0, limit);
  const all = [...plan.names.values()];
  const toAdd = all.filter(({ clash }) => clash === null);
  const clashes = all.length - toAdd.length;
  return {
    accounts: rendered.map((sets) => accountLine(sets, choices, { plan, words, isOpen })),
    more: accounts.size - rendered.length,
    selectable: selectableOf(found),
    parts: [
      ['all', listed.length],
      ['chosen', chosen.size],
      // Offered even if no clash is left, because the user may still be typing a name.
      ...(toChange.size > 0 ? ([['to-change', clashes]] as const) : []),
    ],
    toAdd,
    clashes,
  };
}

interface LineContext {
  readonly plan: DiscoverPlan;
  readonly words: Words;
  /** The default for accounts that the user neither opened nor closed. */
  readonly isOpen: boolean;
}

function accountLine(
  sets: readonly DiscoveredAssignment[],
  { chosen, typed, opened }: DiscoverChoices,
  { plan, words, isOpen }: LineContext,
): AccountLine {
  const [first] = sets;
  const { accountId = '', accountName = '', emailAddress = '' } = first ?? {};
  return {
    accountId,
    name: displaySafe(accountName.trim() === '' ? accountId : accountName),
    detail: [accountId, displaySafe(emailAddress)].filter((part) => part !== '').join(' · '),
    isOpen: opened.get(accountId) ?? isOpen,
    sets: sets.map((each) => {
      const key = assignmentKey(each);
      const planned = plan.names.get(key);
      const clash = planned?.clash ?? null;
      const { permissionSet, role } = displaySafeFacts(each);
      return {
        key,
        permissionSet,
        known: role?.name ?? null,
        isChosen: chosen.has(key),
        name: planned === undefined ? null : displaySafe(planned.name),
        typed:
          planned === undefined ? null : (typed.get(key) ?? (clash === null ? null : planned.name)),
        clash: clash === null ? null : clashText(words, clash),
      };
    }),
    selectable: selectableOf(sets),
    chosen: sets.filter((each) => chosen.has(assignmentKey(each))).length,
  };
}

function selectableOf(sets: readonly DiscoveredAssignment[]): readonly string[] {
  return sets.filter(({ state }) => state === 'new').map(assignmentKey);
}

/**
 * A permission set that Identity Center does not list any more. Its texts have passed
 * `displaySafe`, except the ID.
 */
export interface VanishedLine {
  readonly account: string;
  readonly permissionSet: string;
  readonly role: { readonly id: string; readonly name: string } | null;
}

export function vanishedLines({ assignments }: Discovery): readonly VanishedLine[] {
  return assignments
    .filter(({ state }) => state === 'vanished')
    .map((each) => {
      const { accountName, accountId, permissionSet, role } = displaySafeFacts(each);
      return { account: accountName === '' ? accountId : accountName, permissionSet, role };
    });
}
