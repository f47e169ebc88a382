import { useMemo, useState } from 'preact/hooks';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import {
  type DiscoverChoices,
  discoverPage,
  discoverPlan,
  listedSets,
} from '../../views/panel/discover-page.ts';
import { withPresentRoles } from '../../views/panel/discovered-roles.ts';
import { usePanel } from '../panel/panel-context.ts';
import { ShowMoreButton } from '../parts/show-more-button.tsx';
import { withKeys } from '../parts/selection.ts';
import { SearchField } from '../parts/search-field.tsx';
import { AccountRow, type RowActions } from './account-row.tsx';
import { ACCOUNTS_AT_ONCE, type DiscoverMemory, type Listing } from './discover-memory.ts';
import { NameTemplates } from './name-templates.tsx';
import { ShownPart } from './shown-part.tsx';
import { UnlistedAccounts } from './unlisted-accounts.tsx';
import { useAdding } from './use-adding.ts';
import { VanishedRoles } from './vanished-roles.tsx';

/**
 * Shows the accounts with their permission sets. The user selects permission sets and adds them.
 */
export function ListedSets({
  listed: given,
  memory,
  onListing,
  onAgain,
  onAnother,
}: {
  readonly listed: Listing;
  /** Keeps the selection while another page is shown. */
  readonly memory: DiscoverMemory;
  readonly onListing: (old: Listing, discovery: Discovery) => void;
  readonly onAgain: () => void;
  readonly onAnother: () => void;
}) {
  const { words, state, go, formatFor } = usePanel();
  const { from, at } = given;
  const [choices, setChoices] = useState(memory.choices);
  const change = (changes: Partial<DiscoverChoices>): void => {
    memory.choices = { ...memory.choices, ...changes };
    setChoices(memory.choices);
  };
  const { page: texts, nothing } = words.discovery;
  const { chosen, template, group, typed, query, show, opened, limit } = choices;
  const roles = state.roles.map(({ role }) => role);
  const discovery = useMemo(
    () => withPresentRoles(given.discovery, from, roles),
    [given, state.roles],
  );
  const listed = useMemo(() => listedSets(discovery), [discovery]);
  const plan = useMemo(
    () => discoverPlan(listed, choices, roles),
    [listed, chosen, template, group, typed, state.roles],
  );
  const page = discoverPage(listed, choices, plan, words);
  const { isAdding, add } = useAdding(from, (added) => {
    // The user can have chosen another sign-in meanwhile.
    if (memory.listed?.from !== from) return;
    change({ chosen: withKeys(memory.choices.chosen, added, false), show: 'all' });
  });

  const acts: RowActions = {
    open: (accountId, isOpen) => change({ opened: new Map(opened).set(accountId, isOpen) }),
    choose: (keys, isSelected) => change({ chosen: withKeys(chosen, keys, isSelected) }),
    rename: (key, name) => {
      const next = new Map(typed);
      if (name === null) next.delete(key);
      else next.set(key, name);
      change({ typed: next });
    },
  };
  const accounts = new Set(listed.map(({ assignment }) => assignment.accountId)).size;
  const areAllChosen =
    page.selectable.length > 0 && page.selectable.every((key) => chosen.has(key));

  return (
    <div class="listed">
      <div class="listed-head">
        <p class="lead" role="status">
          {listed.length === 0
            ? nothing
            : texts.listed({ accounts, permissionSets: listed.length })}
        </p>
        <span class="quiet">{texts.listedAt(formatFor(null).time(at))}</span>
        <div class="buttons">
          <button type="button" class="small" onClick={onAgain}>
            {texts.listAgain}
          </button>
          <button type="button" class="small" onClick={onAnother}>
            {texts.anotherSignIn}
          </button>
        </div>
      </div>
      <UnlistedAccounts unlisted={discovery.unlisted} />
      <VanishedRoles
        from={from}
        discovery={discovery}
        onListing={(newer) => onListing(given, newer)}
      />
      {listed.length > 0 && (
        <>
          <div
            class="listed-search"
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || query === '') return;
              event.stopPropagation();
              event.preventDefault();
              change({ query: '', limit: ACCOUNTS_AT_ONCE });
            }}
          >
            <SearchField
              label={texts.search}
              query={query}
              onQuery={(next) => change({ query: next, limit: ACCOUNTS_AT_ONCE })}
            />
            <ShownPart parts={page.parts} show={show} onShow={(part) => change({ show: part })} />
          </div>
          <NameTemplates choices={choices} plan={plan} onChange={change} />
          {page.selectable.length > 1 && (
            <label class="choice">
              <input
                type="checkbox"
                checked={areAllChosen}
                onChange={() => acts.choose(page.selectable, !areAllChosen)}
              />
              <span>{texts.all(page.selectable.length)}</span>
            </label>
          )}
          {page.accounts.length === 0 && <p class="nothing">{texts.nothingShown}</p>}
          {page.accounts.length > 0 && (
            <ul class="checks accounts">
              {page.accounts.map((account) => (
                <AccountRow key={account.accountId} account={account} acts={acts} />
              ))}
            </ul>
          )}
          {page.more > 0 && (
            <ShowMoreButton
              label={texts.more(page.more)}
              onMore={() => change({ limit: limit + ACCOUNTS_AT_ONCE })}
            />
          )}
          <div class="form-end listed-end">
            {page.clashes > 0 && (
              <div class="clashes" role="status">
                <p class="warning-text">{texts.clashes(page.clashes)}</p>
                {show !== 'to-change' && (
                  <button
                    type="button"
                    class="small"
                    onClick={() => change({ show: 'to-change', query: '' })}
                  >
                    {texts.showClashes}
                  </button>
                )}
              </div>
            )}
            <div class="buttons">
              <button
                type="button"
                class="primary"
                disabled={isAdding || page.toAdd.length === 0}
                onClick={() => void add(page.toAdd, page.clashes)}
              >
                {isAdding ? texts.adding : texts.add(page.toAdd.length)}
              </button>
              <button type="button" onClick={() => go({ kind: 'roles' })}>
                {words.panel.cancel}
              </button>
            </div>
          </div>
        </>
      )}
    </div>
  );
}
