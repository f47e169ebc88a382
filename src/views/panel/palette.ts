import type { Route } from '../../core/contract/action.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import { type ListedRole, listedRoles } from '../role-order.ts';
import { needsAttention } from '../role-status.ts';
import { mfaCodePredicate } from '../tray/role-clicks.ts';
import type { Words } from '../words/words.ts';
import type { CardAction } from './card-actions.ts';
import { roleCard, type RoleCard } from './role-card.ts';
import { roleIdentity } from './role-identity.ts';
import type { PanelContext } from './roles-page.ts';
import { splitQuery } from './role-search.ts';

/** A page, or an action of a role, in the command palette. */
export type PaletteEntry = { readonly id: string; readonly title: string } & (
  | { readonly kind: 'page'; readonly route: Route }
  | { readonly kind: 'keys' }
  | { readonly kind: 'role'; readonly action: CardAction; readonly card: RoleCard }
);

/** The maximum number of actions. A user who sees too many adds a word to the search. */
const MAX_ENTRIES = 40;
/** The maximum number of remedies above the pages while no word is typed. */
const MAX_NEEDING = 5;

/**
 * Returns the actions of roles and the pages that contain every word, the best matching role first.
 * Without a word, returns the remedies of roles that need an action of the user, and all pages.
 */
export function paletteEntries(
  state: AppState,
  context: Omit<PanelContext, 'mark' | 'limit' | 'cards'>,
): readonly PaletteEntry[] {
  const { words } = context;
  const queryWords = splitQuery(context.query);
  const pages = pagesOf(words).filter(({ title }) => queryWords.every((word) => has(title, word)));
  const needsMfaCode = mfaCodePredicate(state.roles.map(({ role }) => role));
  const cardOf = (role: ListedRole): RoleCard =>
    roleCard(role, { ...context, needsMfaCode, queryWords: [], pinnedRoles: [] });
  if (queryWords.length === 0) {
    const needing = listedRoles(state.roles, context.now).filter(({ status }) =>
      needsAttention(status),
    );
    return [...needing.slice(0, MAX_NEEDING).flatMap((role) => remedyOf(cardOf(role))), ...pages];
  }
  const labels = Object.values(words.panel.actions).join('\n');
  const roles = listedRoles(state.roles, context.now)
    .filter((role) => queryWords.every((word) => isInRole(role, word) || has(labels, word)))
    .sort((one, other) => rankOf(one, queryWords) - rankOf(other, queryWords));
  const entries: PaletteEntry[] = [];
  for (const role of roles) {
    const rest = queryWords.filter((word) => !isInRole(role, word));
    const found = actionsOf(cardOf(role), words).filter(({ title }) =>
      rest.every((word) => has(title, word)),
    );
    entries.push(...found);
    if (entries.length >= MAX_ENTRIES) break;
  }
  return [...entries.slice(0, MAX_ENTRIES), ...pages];
}

function pagesOf(words: Words): readonly PaletteEntry[] {
  const { panel, activity, discovery, importing, list } = words;
  const pages: readonly (readonly [title: string, route: Route])[] = [
    [panel.addRole, { kind: 'new-role' }],
    [importing.open, { kind: 'import' }],
    [discovery.open, { kind: 'discover' }],
    [activity.open, { kind: 'activity' }],
    [panel.doctor, { kind: 'doctor' }],
    [panel.settings, { kind: 'settings' }],
    [panel.preferences.about.title, { kind: 'settings', field: 'about' }],
  ];
  return [
    ...pages.map(([title, route]) => ({ kind: 'page' as const, id: title, title, route })),
    { kind: 'keys', id: 'keys', title: list.keys.open },
  ];
}

function entryOf(card: RoleCard, id: string, title: string, action: CardAction): PaletteEntry {
  return { kind: 'role', id: `${card.id}:${id}`, title, action, card };
}

function remedyOf(card: RoleCard): readonly PaletteEntry[] {
  if (card.failure === null) return [];
  const { label, click } = card.failure.remedy;
  return [entryOf(card, 'remedy', label, click)];
}

function actionsOf(card: RoleCard, { panel }: Words): readonly PaletteEntry[] {
  const { quick, more } = card.actions;
  const entry = (id: string, title: string, action: CardAction) => entryOf(card, id, title, action);
  const onOrOff = card.isOn ? panel.actions.release : panel.actions.switchOn;
  return [
    ...remedyOf(card),
    ...(card.isOn ? [] : [entry('switch', onOrOff, card.switchClick)]),
    ...[...quick, ...more].map(({ id, label, action }) => entry(id, label, action)),
    // A release comes last, because some roles need an MFA code to undo it.
    ...(card.isOn ? [entry('switch', onOrOff, card.switchClick)] : []),
  ];
}

/**
 * Returns 0 if a word of the search is the whole name, 1 if the name begins with the first word, 2
 * if the name contains a word, and 3 otherwise.
 */
function rankOf({ name }: ListedRole, queryWords: readonly string[]): number {
  const lower = name.toLowerCase();
  const [first = ''] = queryWords;
  if (queryWords.includes(lower)) return 0;
  if (lower.startsWith(first)) return 1;
  return queryWords.some((word) => lower.includes(word)) ? 2 : 3;
}

function isInRole({ view, name }: ListedRole, word: string): boolean {
  return has(name, word) || roleIdentity(view.role).some(({ copied }) => has(copied, word));
}

function has(text: string, word: string): boolean {
  return text.toLowerCase().includes(word);
}
