import type { Words } from '../words/words.ts';
import { menuLabel } from './safe-label.ts';
import type { MenuItem } from './menu-item.ts';

const MAX_CHUNK_CHARACTERS = 24;

export interface Entry {
  readonly name: string;
  readonly item: MenuItem;
}

export interface FoldContext {
  readonly words: Words;
  /** The maximum number of lines of a menu. */
  readonly maxLines: number;
}

/** Splits many entries into nested submenus ("a – c", "d – k"), so that every menu stays short. */
export function fold(
  entries: readonly Entry[],
  id: string,
  context: FoldContext,
): readonly MenuItem[] {
  return foldedBetween(entries, { from: 0, to: entries.length }, id, context);
}

function foldedBetween(
  entries: readonly Entry[],
  { from, to }: { readonly from: number; readonly to: number },
  id: string,
  context: FoldContext,
): readonly MenuItem[] {
  const { words, maxLines } = context;
  const count = to - from;
  if (count <= maxLines) return entries.slice(from, to).map(({ item }) => item);
  const chunks = Math.min(maxLines, Math.ceil(count / maxLines));
  const size = Math.ceil(count / chunks);
  const items: MenuItem[] = [];
  for (let start = from; start < to; start += size) {
    const end = Math.min(start + size, to);
    const chunkId = `${id}/${items.length}`;
    const length = Math.max(
      distinctPrefixLength(entries, start, start - 1),
      distinctPrefixLength(entries, end - 1, end),
    );
    const label = words.tray.chunk(
      beginning(entries, start, length),
      beginning(entries, end - 1, length),
    );
    items.push({
      kind: 'submenu',
      id: chunkId,
      label: menuLabel(label),
      items: foldedBetween(entries, { from: start, to: end }, chunkId, context),
    });
  }
  return items;
}

/** Returns how many characters distinguish a name from its neighbour in another submenu. */
function distinctPrefixLength(entries: readonly Entry[], index: number, neighbour: number): number {
  const name = charactersOf(entries, index).map((character) => character.toLowerCase());
  const other = charactersOf(entries, neighbour).map((character) => character.toLowerCase());
  const firstDifference = name.findIndex((character, at) => character !== other[at]);
  return firstDifference === -1 ? name.length : firstDifference + 1;
}

/**
 * Returns the first characters of a name for a label. Never ends inside a number, because
 * "account-1" could also mean account-10.
 */
function beginning(entries: readonly Entry[], index: number, length: number): string {
  const name = charactersOf(entries, index);
  let end = length;
  while (isDigit(name[end - 1]) && isDigit(name[end])) end += 1;
  const distinct = name.slice(0, end);
  return distinct.length <= MAX_CHUNK_CHARACTERS
    ? distinct.join('')
    : `…${distinct.slice(1 - MAX_CHUNK_CHARACTERS).join('')}`;
}

function charactersOf(entries: readonly Entry[], index: number): readonly string[] {
  return Array.from(entries[index]?.name ?? '');
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /^\d$/.test(character);
}
