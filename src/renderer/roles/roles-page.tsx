import { useEffect, useRef, useState } from 'preact/hooks';
import type { ListKey, RoleKey } from '../../views/panel/list-keys.ts';
import type { CardAction } from '../../views/panel/card-actions.ts';
import type { RoleCard as Card } from '../../views/panel/role-card.ts';
import { rolesPage } from '../../views/panel/roles-page.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { Banner } from '../parts/banner.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { FirstRun } from '../first-steps/first-run.tsx';
import { KeysButton } from './keys-button.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { MoreRoles } from './more-roles.tsx';
import type { CardActs } from './card-acts.ts';
import { RoleCard } from './role-card.tsx';
import { RolesHead } from './roles-head.tsx';
import { SearchBox } from './search-box.tsx';
import { neighbour, useListKeys } from './use-list-keys.ts';
import { useCardAct } from './use-card-act.ts';

/** The list's state, restored after a visit to another page. */
export interface ListMemory {
  /** The role whose card is expanded. */
  readonly opened: string | null;
  readonly wanted: string;
  /** The number of roles to render. */
  readonly most: number;
}

export interface RolesPageProps {
  /** Counts the requests to show the search. The focus goes there each time. */
  readonly searches: number;
  readonly memory: ListMemory;
  readonly onMemory: (change: Partial<ListMemory>) => void;
}

/** The action of a card that a key does. */
const actionOfKey: Readonly<Record<RoleKey, CardAction['id'] | null>> = {
  switch: null,
  refresh: 'refresh',
  copy: 'copy-profile',
  pin: 'pin',
  edit: 'edit',
};

/** Several screens: how many roles are rendered at first, and added at each step. */
const ROLES_AT_ONCE = 40;

export function newListMemory(): ListMemory {
  return { opened: null, wanted: '', most: ROLES_AT_ONCE };
}

/** The panel's first page: roles that need attention, roles that are on, and the rest. */
export function RolesPage({ memory, onMemory, searches }: RolesPageProps) {
  const { words, state, now, voiceFor, go, copy, say } = usePanel();
  const { opened, wanted, most } = memory;
  const [isInSearch, setInSearch] = useState(false);
  const [isBegun, setBegun] = useState(false);
  const [areKeysShown, setKeysShown] = useState(false);
  const act = useCardAct();
  const page = rolesPage(state, { words, now, voiceFor, wanted, most });
  const { panel, list } = words;
  const isSearchShown = page.isSearchable || isInSearch || wanted !== '';

  const seen = useRef(0);
  useEffect(() => {
    if (searches === seen.current || page.isFirstRun) return;
    seen.current = searches;
    // If the search is not shown yet, it takes the focus when it appears.
    if (moveFocus(document.getElementById('search'))) return;
    setBegun(true);
    setInSearch(true);
  }, [searches]);
  const search = (next: string): void => onMemory({ wanted: next, most: ROLES_AT_ONCE });
  const toggle = (roleId: string): void => onMemory({ opened: opened === roleId ? null : roleId });
  const copyText = async (text: string): Promise<boolean> => {
    const done = await copy(text);
    if (done) say(list.copied(displaySafe(text)));
    return done;
  };
  const latest = useRef<CardActs>({ toggle, act, copy: copyText });
  latest.current = { toggle, act, copy: copyText };
  // The same object at each render, so that unchanged cards are skipped.
  const acts = useRef<CardActs>({
    toggle: (roleId) => latest.current.toggle(roleId),
    act: (chosen, card) => latest.current.act(chosen, card),
    copy: (text) => latest.current.copy(text),
  });

  const actOn = (key: RoleKey, card: Card): void => {
    if (key === 'switch') act(card.switchClick, card);
    const { quick, more } = card.actions;
    const action = [...quick, ...more].find(({ id }) => id === actionOfKey[key]);
    if (action !== undefined) act(action.act, card);
  };
  const takeFirst = (): void => {
    const first = page.found?.first ?? null;
    if (first === null) return;
    if (first.enter === 'switchOn') act({ kind: 'assume', roleId: first.card.id }, first.card);
    else onMemory({ opened: first.card.id });
  };
  useListKeys({
    isSearching: wanted !== '',
    onKey: (key: ListKey, roleId) => {
      switch (key.kind) {
        case 'role': {
          const card = page.groups.flatMap(({ cards }) => cards).find(({ id }) => id === roleId);
          if (card !== undefined) actOn(key.act, card);
          return card !== undefined;
        }
        case 'type':
          if (page.isFirstRun) return false;
          // If the search is already visible, moving the focus is enough for the letter to go
          // there.
          if (isSearchShown) return !moveFocus(document.getElementById('search'));
          setBegun(true);
          search(key.text);
          return true;
        case 'clear':
          search('');
          return moveFocus(document.getElementById('search'));
        case 'next':
          return moveFocus(neighbour(1));
        case 'previous':
          return moveFocus(neighbour(-1) ?? document.getElementById('search'));
        case 'take-first':
          takeFirst();
          return true;
        case 'show-keys':
          setKeysShown(true);
          return true;
      }
    },
  });

  return (
    <>
      <RolesHead page={page} />
      <div class="page">
        {page.problems.map(({ title, detail, remedy }) => (
          <Banner
            key={`${title}${detail}`}
            tone="warning"
            title={title}
            details={remedy === null ? [detail] : [detail, `${remedy.label}.`]}
          />
        ))}
        {page.mfa.map(({ id, text }) => (
          <Banner key={id} tone="warning" title={text} details={[]}>
            <button
              id={`mfa-${id}`}
              type="button"
              class="primary"
              onClick={() => go({ kind: 'mfa', mfaRequestId: id })}
            >
              {panel.mfa.enter}
            </button>
          </Banner>
        ))}
        {page.isFirstRun && <FirstRun />}
        {isSearchShown && (
          <SearchBox
            wanted={wanted}
            found={page.found}
            onWanted={search}
            begins={isBegun}
            onFocus={setInSearch}
            onKeys={() => setKeysShown(true)}
          />
        )}
        {page.groups.map(({ key, title, count, cards }) => (
          <section key={key} class="group" aria-labelledby={`group-${key}`}>
            <h2 id={`group-${key}`} class="group-title">
              {title ?? list.found(count)}
              {title !== null && page.isSearchable && <span class="count">{count}</span>}
            </h2>
            <ul class="cards">
              {cards.map((card) => (
                <RoleCard
                  key={card.id}
                  card={card}
                  words={words}
                  isOpen={opened === card.id}
                  enter={page.found?.first?.card.id === card.id ? page.found.first.enter : null}
                  acts={acts.current}
                />
              ))}
            </ul>
          </section>
        ))}
        {page.found?.count === 0 && <p class="nothing">{panel.nothingFound(wanted.trim())}</p>}
        {page.more > 0 && (
          <MoreRoles
            label={list.more(page.more)}
            onMore={() => onMemory({ most: most + ROLES_AT_ONCE })}
          />
        )}
        {!page.isFirstRun && (
          <div class="buttons">
            <button id="go-import" type="button" onClick={() => go({ kind: 'import' })}>
              {words.importing.open}
            </button>
            <button id="go-discover" type="button" onClick={() => go({ kind: 'discover' })}>
              {words.discovery.open}
            </button>
            {!isSearchShown && <KeysButton isSmall={false} onClick={() => setKeysShown(true)} />}
          </div>
        )}
      </div>
      {areKeysShown && <KeysSheet onClose={() => setKeysShown(false)} />}
    </>
  );
}

function moveFocus(to: HTMLElement | null): boolean {
  to?.focus();
  return to !== null;
}
