import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { ListKey, KeyAction } from '../../views/panel/list-keys.ts';
import type { RoleCard as Card } from '../../views/panel/role-card.ts';
import { RoleCards } from '../../views/panel/role-cards.ts';
import { rolesPage } from '../../views/panel/roles-page.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { usePanel } from '../panel/panel-context.ts';
import { FirstRun } from '../first-steps/first-run.tsx';
import { ShortcutsButton } from './shortcuts-button.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { ShowMoreButton } from '../parts/show-more-button.tsx';
import type { CardHandlers } from './card-handlers.ts';
import { RoleGroups } from './role-groups.tsx';
import { RolesHead } from './roles-head.tsx';
import { SearchBox } from './search-box.tsx';
import { neighbour, useListKeys } from './use-list-keys.ts';
import { useCardAction } from './use-card-action.ts';

/** The list's state, restored after a visit to another page. */
export interface ListMemory {
  /** The role whose card is expanded. */
  readonly opened: string | null;
  readonly query: string;
  /** The number of roles to render. */
  readonly limit: number;
}

export interface RolesPageProps {
  /**
   * How often the application asked to show the search. Each increase moves the focus to the search
   * field.
   */
  readonly searches: number;
  readonly memory: ListMemory;
  readonly onMemory: (change: Partial<ListMemory>) => void;
}

/** How many roles are rendered at first, and added at each step. They fill several screens. */
const ROLES_AT_ONCE = 40;

export function newListMemory(): ListMemory {
  return { opened: null, query: '', limit: ROLES_AT_ONCE };
}

/** The panel's first page: roles that need attention, roles that are on, and the rest. */
export function RolesPage({ memory, onMemory, searches }: RolesPageProps) {
  const { words, state, now, surface, formatFor, go, copy, say } = usePanel();
  const { opened, query, limit } = memory;
  const [isInSearch, setInSearch] = useState(false);
  const [searchTakesFocus, setSearchTakesFocus] = useState(false);
  const [areShortcutsShown, setShortcutsShown] = useState(false);
  const perform = useCardAction();
  const cards = useMemo(() => new RoleCards(), []);
  // The ID of the marked role, which Enter acts on. It stays the same while the state changes, so
  // that Enter never acts on another role.
  const mark = useRef<string | null>(null);
  const page = rolesPage(state, {
    words,
    now,
    formatFor,
    query,
    mark: mark.current,
    limit,
    surface,
    cards,
  });
  const marked = page.found?.marked ?? null;
  mark.current = marked?.card.id ?? null;
  const [, draw] = useReducer((draws: number) => draws + 1, 0);
  const { panel, list } = words;
  const isSearchShown = page.isSearchable || isInSearch || query !== '';

  const handledSearches = useRef(0);
  useEffect(() => {
    if (searches === handledSearches.current || page.isFirstRun) return;
    handledSearches.current = searches;
    // If the search is not shown yet, it takes the focus when it appears.
    if (moveFocus(document.getElementById('search'))) return;
    setSearchTakesFocus(true);
    setInSearch(true);
  }, [searches]);
  const search = (next: string): void => {
    mark.current = null;
    onMemory({ query: next, limit: ROLES_AT_ONCE });
  };
  const moveMark = (step: 1 | -1): void => {
    const drawn = page.groups.flatMap((group) => group.cards);
    const next = drawn[drawn.findIndex(({ id }) => id === mark.current) + step];
    if (next === undefined) return;
    mark.current = next.id;
    draw(undefined);
    document.getElementById(`role-${next.id}`)?.closest('li')?.scrollIntoView({ block: 'nearest' });
  };
  const toggle = (roleId: string): void => onMemory({ opened: opened === roleId ? null : roleId });
  const copyText = async (text: string): Promise<boolean> => {
    const done = await copy(text);
    if (done) say(list.copied(displaySafe(text)));
    return done;
  };
  const latest = useRef<CardHandlers>({ toggle, perform, copy: copyText });
  latest.current = { toggle, perform, copy: copyText };
  // The same object at each render, so that unchanged cards are skipped.
  const handlers = useRef<CardHandlers>({
    toggle: (roleId) => latest.current.toggle(roleId),
    perform: (action, card) => latest.current.perform(action, card),
    copy: (text) => latest.current.copy(text),
  });

  const actOn = (key: KeyAction, card: Card): void => {
    if (key === 'switch') perform(card.switchClick, card);
    const { quick, more } = card.actions;
    const action = [...quick, ...more].find(({ id }) => id === key);
    if (action !== undefined) perform(action.action, card);
  };
  const takeMarked = (): void => {
    if (marked === null) return;
    const { card, enter } = marked;
    if (enter === 'switchOn') perform({ kind: 'assume', roleId: card.id }, card);
    else onMemory({ opened: card.id });
  };
  useListKeys({
    isSearching: query !== '',
    onKey: (key: ListKey, roleId) => {
      switch (key.kind) {
        case 'role': {
          const card = page.groups.flatMap(({ cards }) => cards).find(({ id }) => id === roleId);
          if (card !== undefined) actOn(key.act, card);
          return card !== undefined;
        }
        case 'type':
          if (page.isFirstRun) return false;
          // If the search is visible, the browser types the letter into it as soon as it has the
          // focus.
          if (isSearchShown) return !moveFocus(document.getElementById('search'));
          setSearchTakesFocus(true);
          search(key.text);
          return true;
        case 'clear':
          search('');
          return moveFocus(document.getElementById('search'));
        case 'next':
          return moveFocus(neighbour(1));
        case 'previous':
          return moveFocus(neighbour(-1) ?? document.getElementById('search'));
        case 'mark':
          moveMark(key.step);
          return true;
        case 'take-marked':
          takeMarked();
          return true;
        case 'show-keys':
          setShortcutsShown(true);
          return true;
      }
    },
  });

  return (
    <>
      <RolesHead page={page} />
      <div class="page">
        {page.isFirstRun && <FirstRun />}
        {isSearchShown && (
          <SearchBox
            query={query}
            found={page.found}
            onQuery={search}
            takesFocus={searchTakesFocus}
            onFocus={setInSearch}
            onKeys={() => setShortcutsShown(true)}
          />
        )}
        <RoleGroups
          page={page}
          opened={opened}
          marked={isInSearch ? marked : null}
          handlers={handlers.current}
        />
        {page.found?.count === 0 && <p class="nothing">{panel.nothingFound(query.trim())}</p>}
        {page.more > 0 && (
          <ShowMoreButton
            label={list.more(page.more)}
            onMore={() => onMemory({ limit: limit + ROLES_AT_ONCE })}
          />
        )}
        {!page.isFirstRun && (
          <div class="stacked-buttons">
            <button id="go-import" type="button" onClick={() => go({ kind: 'import' })}>
              {words.importing.open}
            </button>
            <button id="go-discover" type="button" onClick={() => go({ kind: 'discover' })}>
              {words.discovery.open}
            </button>
            {!isSearchShown && (
              <ShortcutsButton isSmall={false} onClick={() => setShortcutsShown(true)} />
            )}
          </div>
        )}
      </div>
      {areShortcutsShown && <ShortcutsDialog onClose={() => setShortcutsShown(false)} />}
    </>
  );
}

function moveFocus(to: HTMLElement | null): boolean {
  to?.focus();
  return to !== null;
}
