import { useMemo, useState } from 'preact/hooks';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import { GROUP_TEMPLATE, NAME_TEMPLATE } from '../../core/discovery/name-template.ts';
import {
  type DiscoverChoices,
  discoverPage,
  discoverPlan,
  listedSets,
} from '../../views/panel/discover-page.ts';
import { usePanel } from '../panel/panel-context.ts';
import { MoreRoles } from '../roles/more-roles.tsx';
import { withKeys } from '../parts/selection.ts';
import { SearchField } from '../parts/search-field.tsx';
import { AccountRow, type RowActs } from './account-row.tsx';
import { NameTemplates } from './name-templates.tsx';
import { ShownPart } from './shown-part.tsx';
import { UnlistedAccounts } from './unlisted-accounts.tsx';
import { useAdding } from './use-adding.ts';
import type { Listed } from './use-listing.ts';
import { VanishedRoles } from './vanished-roles.tsx';

/** How many accounts are rendered at first, and added at each step. */
const ACCOUNTS_AT_ONCE = 30;

const NOTHING_CHOSEN: DiscoverChoices = {
  chosen: new Set(),
  template: NAME_TEMPLATE,
  group: GROUP_TEMPLATE,
  typed: new Map(),
  wanted: '',
  show: 'all',
  opened: new Map(),
  limit: ACCOUNTS_AT_ONCE,
};

/** The accounts with their permission sets, to select and to add. */
export function ListedSets({
  listed: { from, discovery },
  onChange,
  onAnother,
}: {
  readonly listed: Listed;
  readonly onChange: (discovery: Discovery) => void;
  readonly onAnother: () => void;
}) {
  const { words, state, go } = usePanel();
  const [choices, setChoices] = useState(NOTHING_CHOSEN);
  const change = (changes: Partial<DiscoverChoices>): void =>
    setChoices((before) => ({ ...before, ...changes }));
  const { page: texts, nothing } = words.discovery;
  const { chosen, template, group, typed, wanted, show, opened, limit } = choices;
  const listed = useMemo(() => listedSets(discovery), [discovery]);
  const roles = state.roles.map(({ role }) => role);
  const plan = useMemo(
    () => discoverPlan(listed, choices, roles),
    [listed, chosen, template, group, typed, state.roles],
  );
  const page = discoverPage(listed, choices, plan, words);
  const { isAdding, add } = useAdding(from, discovery, (added, next) => {
    onChange(next);
    change({ chosen: withKeys(chosen, added, false), show: 'all' });
  });

  const acts: RowActs = {
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
        <button type="button" class="small" onClick={onAnother}>
          {texts.anotherSignIn}
        </button>
      </div>
      <UnlistedAccounts unlisted={discovery.unlisted} />
      <VanishedRoles discovery={discovery} onChange={onChange} />
      {listed.length > 0 && (
        <>
          <div
            class="listed-search"
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || wanted === '') return;
              event.stopPropagation();
              event.preventDefault();
              change({ wanted: '', limit: ACCOUNTS_AT_ONCE });
            }}
          >
            <SearchField
              label={texts.search}
              wanted={wanted}
              onWanted={(next) => change({ wanted: next, limit: ACCOUNTS_AT_ONCE })}
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
            <MoreRoles
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
                    onClick={() => change({ show: 'to-change', wanted: '' })}
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
