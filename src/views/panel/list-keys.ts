/** What a key pressed in the list means. */
export type ListKey =
  /** It begins a search, or goes on with one. */
  | { readonly list: 'type'; readonly text: string }
  | { readonly list: 'clear' | 'next' | 'previous' | 'take-first' | 'show-keys' }
  | { readonly role: RoleKey };

export type RoleKey = 'switch' | 'refresh' | 'edit' | 'copy' | 'pin';

/** A key as it was pressed. */
export interface PressedKey {
  /** As KeyboardEvent names it. */
  readonly key: string;
  /** A role's own line, the search, another field that takes keys itself, or anything else. */
  readonly on: 'role' | 'search' | 'field' | 'elsewhere';
  /** With Ctrl, Alt or Meta, which are the browser's and the system's. */
  readonly isModified: boolean;
  /** Held down. */
  readonly isRepeated: boolean;
  /** Something stands in the search. */
  readonly isSearching: boolean;
}

const ROLE_KEYS: Readonly<Partial<Record<string, RoleKey>>> = {
  k: 'switch',
  r: 'refresh',
  e: 'edit',
  c: 'copy',
  p: 'pin',
};

/** Null for what the browser does with it. Letters act on a role only while its line has the focus; elsewhere they are looked for. */
export function listKey({
  key,
  on,
  isModified,
  isRepeated,
  isSearching,
}: PressedKey): ListKey | null {
  if (isModified || on === 'field') return null;
  switch (key) {
    case 'Escape':
      return isSearching ? { list: 'clear' } : null;
    case 'ArrowDown':
      return { list: 'next' };
    case 'ArrowUp':
      return on === 'search' ? null : { list: 'previous' };
    case 'Enter':
      return on === 'search' && isSearching ? { list: 'take-first' } : null;
    default:
      return letterKey(key, on, isRepeated);
  }
}

function letterKey(key: string, on: PressedKey['on'], isRepeated: boolean): ListKey | null {
  if (on === 'search' || Array.from(key).length !== 1 || key.trim() === '') return null;
  if (key === '?') return { list: 'show-keys' };
  const ofRole = on === 'role' ? ROLE_KEYS[key.toLowerCase()] : undefined;
  if (ofRole === undefined) return { list: 'type', text: key };
  return isRepeated ? null : { role: ofRole };
}
