import type { Route } from '../../core/contract/action.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import { type ListedRole, listedRoles } from '../role-order.ts';
import { codeCostOf } from '../tray/asked-action.ts';
import type { Words } from '../words/words.ts';
import type { CardAct } from './card-actions.ts';
import { roleCard, type RoleCard } from './role-card.ts';
import { roleIdentity } from './role-identity.ts';
import type { PanelContext } from './roles-page.ts';
import { wantedWords } from './role-search.ts';

/** Something that the palette finds and does. */
export type PaletteEntry =
  | { readonly kind: 'page'; readonly id: string; readonly title: string; readonly route: Route }
  | {
      readonly kind: 'role';
      readonly id: string;
      /** The role's name. */
      readonly title: string;
      /** What is done with it. */
      readonly detail: string;
      readonly act: CardAct;
      readonly card: RoleCard;
    };

/** More lines than anyone reads; another word finds the rest. */
const MOST_ENTRIES = 40;

/**
 * Pages and actions of roles that contain every word, for each action a word of its role's name,
 * account or profile, or of its own label. The exact name comes first.
 */
export function paletteEntries(
  state: AppState,
  context: Omit<PanelContext, 'mark' | 'most'>,
): readonly PaletteEntry[] {
  const { words } = context;
  const wanted = wantedWords(context.wanted);
  const pages = pagesOf(words).filter(({ title }) => wanted.every((word) => has(title, word)));
  if (wanted.length === 0) return pages;
  const costsCode = codeCostOf(state.roles.map(({ role }) => role));
  const labels = Object.values(words.panel.actions).join('\n');
  const roles = listedRoles(state.roles, context.now)
    .filter((role) => wanted.every((word) => isOf(role, word) || has(labels, word)))
    .sort((one, other) => rankOf(one, wanted) - rankOf(other, wanted));
  const entries: PaletteEntry[] = [];
  for (const role of roles) {
    const rest = wanted.filter((word) => !isOf(role, word));
    const card = roleCard(role, { ...context, costsCode, wanted: [] });
    const found = actionsOf(card, words).filter(({ detail }) =>
      rest.every((word) => has(detail, word)),
    );
    entries.push(...found);
    if (entries.length >= MOST_ENTRIES) break;
  }
  return [...entries.slice(0, MOST_ENTRIES), ...pages];
}

function pagesOf({ panel, activity, discovery, importing }: Words): readonly PaletteEntry[] {
  const pages: readonly (readonly [title: string, route: Route])[] = [
    [panel.addRole, { kind: 'new-role' }],
    [importing.open, { kind: 'import' }],
    [discovery.open, { kind: 'discover' }],
    [activity.open, { kind: 'activity' }],
    [panel.doctor, { kind: 'doctor' }],
    [panel.settings, { kind: 'settings' }],
  ];
  return pages.map(([title, route]) => ({ kind: 'page', id: route.kind, title, route }));
}

function actionsOf(
  card: RoleCard,
  { panel }: Words,
): readonly Extract<PaletteEntry, { kind: 'role' }>[] {
  const { quick, more } = card.actions;
  const entry = (id: string, detail: string, act: CardAct) => ({
    kind: 'role' as const,
    id: `${card.id}:${id}`,
    title: card.name,
    detail,
    act,
    card,
  });
  const remedy =
    card.failure === null
      ? []
      : [entry('remedy', card.failure.remedy.label, card.failure.remedy.click)];
  const onOrOff = card.isOn ? panel.actions.release : panel.actions.switchOn;
  return [
    ...remedy,
    ...(card.isOn ? [] : [entry('switch', onOrOff, card.switchClick)]),
    ...[...quick, ...more].map(({ id, label, act }) => entry(id, label, act)),
    // Last, because a release cannot be undone without a code for some roles.
    ...(card.isOn ? [entry('switch', onOrOff, card.switchClick)] : []),
  ];
}

/** 0 for the exact name, then names that begin with the first word, names with it, all others. */
function rankOf({ name }: ListedRole, wanted: readonly string[]): number {
  const lower = name.toLowerCase();
  const [first = ''] = wanted;
  if (wanted.includes(lower)) return 0;
  if (lower.startsWith(first)) return 1;
  return wanted.some((word) => lower.includes(word)) ? 2 : 3;
}

function isOf({ view, name }: ListedRole, word: string): boolean {
  return has(name, word) || roleIdentity(view.role).some(({ copied }) => has(copied, word));
}

function has(text: string, word: string): boolean {
  return text.toLowerCase().includes(word);
}
