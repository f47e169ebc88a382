import { menuLabel } from './safe-label.ts';
import type { MenuItem } from './menu-item.ts';

/** A longer menu scrolls on a small screen. */
const MAX_LINES = 20;
const MAX_CHUNK_CHARACTERS = 24;

export interface Entry {
  readonly name: string;
  readonly item: MenuItem;
}

/**
 * Sorts entries by name and splits many of them into nested submenus ("a – c", "d – k"), so that
 * every menu stays short.
 */
export function fold(
  entries: readonly Entry[],
  id: string,
  chunkLabel: (first: string, last: string) => string,
): readonly MenuItem[] {
  return foldedBetween(entries, 0, entries.length, id, chunkLabel);
}

function foldedBetween(
  entries: readonly Entry[],
  from: number,
  to: number,
  id: string,
  chunkLabel: (first: string, last: string) => string,
): readonly MenuItem[] {
  const count = to - from;
  if (count <= MAX_LINES) return entries.slice(from, to).map(({ item }) => item);
  const chunks = Math.min(MAX_LINES, Math.ceil(count / MAX_LINES));
  const size = Math.ceil(count / chunks);
  const items: MenuItem[] = [];
  for (let start = from; start < to; start += size) {
    const end = Math.min(start + size, to);
    const chunkId = `${id}/${items.length}`;
    const length = Math.max(
      distinctPrefixLength(entries, start, start - 1),
      distinctPrefixLength(entries, end - 1, end),
    );
    const label = chunkLabel(
      beginning(entries, start, length),
      beginning(entries, end - 1, length),
    );
    items.push({
      kind: 'submenu',
      id: chunkId,
      label: menuLabel(label),
      items: foldedBetween(entries, start, end, chunkId, chunkLabel),
    });
  }
  return items;
}

/** The length of the prefix that distinguishes a name from its neighbour in another submenu. */
function distinctPrefixLength(entries: readonly Entry[], index: number, neighbour: number): number {
  const name = entries[index]?.name.toLowerCase() ?? '';
  const other = entries[neighbour]?.name.toLowerCase() ?? '';
  let shared = 0;
  while (shared < name.length && name[shared] === other[shared]) shared += 1;
  return shared + 1;
}

function beginning(entries: readonly Entry[], index: number, length: number): string {
  const distinct = Array.from(entries[index]?.name ?? '').slice(0, length);
  return distinct.length <= MAX_CHUNK_CHARACTERS
    ? distinct.join('')
    : `…${distinct.slice(1 - MAX_CHUNK_CHARACTERS).join('')}`;
}
