/** The meaning of a key pressed in the list. */
export type ListKey =
  /** Starts a search or continues it. */
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'clear' | 'next' | 'previous' | 'take-marked' | 'show-keys' }
  /** Marks the next or the previous role that the search found. */
  | { readonly kind: 'mark'; readonly step: 1 | -1 }
  | { readonly kind: 'role'; readonly act: KeyAction };

/**
 * What a key does to the role with the focus: it switches the role, moves it, or performs one of
 * its actions.
 */
export type KeyAction = (typeof ROLE_KEYS | typeof MOVE_KEYS)[number][1];

export interface PressedKey {
  /** The `key` of the KeyboardEvent. */
  readonly key: string;
  /** Where the focus is: a role's row, the search, another input, or anything else. */
  readonly on: 'role' | 'search' | 'field' | 'elsewhere';
  /**
   * `command` is Ctrl or ⌘. `other` is a combination that the system uses, such as one with Alt.
   */
  readonly modifier: 'none' | 'command' | 'other';
  readonly isShifted: boolean;
  /** True if the key repeats because the user keeps it pressed. */
  readonly isRepeated: boolean;
  /** True if the search contains text. */
  readonly isSearching: boolean;
}

/** Keys that are pressed with Ctrl or ⌘, without Shift. */
export const ROLE_KEYS = [
  ['Enter', 'switch'],
  ['o', 'console'],
  ['c', 'copy-profile'],
  ['x', 'copy-environment'],
  ['i', 'copy-account'],
  ['r', 'refresh'],
  ['p', 'pin'],
  ['e', 'edit'],
] as const;

/** Keys that are pressed with Shift and Ctrl or ⌘. */
export const MOVE_KEYS = [
  ['ArrowUp', 'move-up'],
  ['ArrowDown', 'move-down'],
] as const;

/**
 * Returns what the key does; null if the browser handles it. A letter without Ctrl or ⌘ only
 * searches, so that typing a name never acts on a role.
 */
export function listKey(pressed: PressedKey): ListKey | null {
  const { key, on, modifier, isRepeated, isSearching } = pressed;
  if (on === 'field' || modifier === 'other') return null;
  if (modifier === 'command') return isRepeated ? null : roleKey(pressed);
  switch (key) {
    case 'Escape':
      return isSearching ? { kind: 'clear' } : null;
    case 'ArrowDown':
      return on === 'search' && isSearching ? { kind: 'mark', step: 1 } : { kind: 'next' };
    case 'ArrowUp':
      if (on !== 'search') return { kind: 'previous' };
      return isSearching ? { kind: 'mark', step: -1 } : null;
    case 'Enter':
      return on === 'search' && isSearching ? { kind: 'take-marked' } : null;
    default:
      return letterKey(key, on);
  }
}

function roleKey({ key, on, isShifted }: PressedKey): ListKey | null {
  if (on !== 'role') return null;
  const name = key.length > 1 ? key : key.toLowerCase();
  const keys: readonly (readonly [string, KeyAction])[] = isShifted ? MOVE_KEYS : ROLE_KEYS;
  const [, act] = keys.find(([keyName]) => keyName === name) ?? [];
  return act === undefined ? null : { kind: 'role', act };
}

function letterKey(key: string, on: PressedKey['on']): ListKey | null {
  if (on === 'search' || Array.from(key).length !== 1 || key.trim() === '') return null;
  return key === '?' ? { kind: 'show-keys' } : { kind: 'type', text: key };
}
