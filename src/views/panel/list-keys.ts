/** The meaning of a key pressed in the list. */
export type ListKey =
  /** Starts a search or continues it. */
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'clear' | 'next' | 'previous' | 'take-first' | 'show-keys' }
  | { readonly kind: 'role'; readonly act: RoleKey };

export type RoleKey = 'switch' | 'refresh' | 'edit' | 'copy' | 'pin';

export interface PressedKey {
  /** Named as in KeyboardEvent. */
  readonly key: string;
  /** Where the focus is: a role's row, the search, another input, or anything else. */
  readonly on: 'role' | 'search' | 'field' | 'elsewhere';
  /** With Ctrl, Alt or Meta, which belong to the browser and the system. */
  readonly isModified: boolean;
  /** A repeat while the key is held down. */
  readonly isRepeated: boolean;
  /** True if the search contains text. */
  readonly isSearching: boolean;
}

const ROLE_KEYS: Readonly<Partial<Record<string, RoleKey>>> = {
  k: 'switch',
  r: 'refresh',
  e: 'edit',
  c: 'copy',
  p: 'pin',
};

/**
 * Returns null if the browser handles the key. Letters act on a role only if its row has the focus;
 * otherwise they start a search.
 */
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
      return isSearching ? { kind: 'clear' } : null;
    case 'ArrowDown':
      return { kind: 'next' };
    case 'ArrowUp':
      return on === 'search' ? null : { kind: 'previous' };
    case 'Enter':
      return on === 'search' && isSearching ? { kind: 'take-first' } : null;
    default:
      return letterKey(key, on, isRepeated);
  }
}

function letterKey(key: string, on: PressedKey['on'], isRepeated: boolean): ListKey | null {
  if (on === 'search' || Array.from(key).length !== 1 || key.trim() === '') return null;
  if (key === '?') return { kind: 'show-keys' };
  const ofRole = on === 'role' ? ROLE_KEYS[key.toLowerCase()] : undefined;
  if (ofRole === undefined) return { kind: 'type', text: key };
  return isRepeated ? null : { kind: 'role', act: ofRole };
}
