import type { Words } from '../words/words.ts';
import { MOVE_KEYS, ROLE_KEYS } from './list-keys.ts';

export interface ShortcutSection {
  readonly title: string;
  readonly lines: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

/**
 * Returns the keyboard shortcuts of the panel in words. `command` is the name of a key, Ctrl or ⌘.
 */
export function shortcutSections(
  { list: { keys } }: Words,
  command: string,
): readonly ShortcutSection[] {
  const { names, does } = keys;
  return [
    {
      title: keys.everywhere,
      lines: [
        { keys: ['a', '…', 'z'], does: does.type },
        { keys: [names.enter], does: does.takeMarked },
        { keys: ['↓', '↑'], does: does.move },
        { keys: [names.escape], does: does.clear },
        { keys: [command, 'K'], does: does.palette },
        { keys: ['?'], does: does.show },
      ],
    },
    {
      title: keys.onRole,
      lines: [
        { keys: [names.enter], does: does.open },
        ...ROLE_KEYS.map(([key, act]) => ({
          keys: [command, key === 'Enter' ? names.enter : key.toUpperCase()],
          does: keys.acts[act],
        })),
        ...MOVE_KEYS.map(([key, act]) => ({
          keys: [command, names.shift, key === 'ArrowUp' ? '↑' : '↓'],
          does: keys.acts[act],
        })),
      ],
    },
  ];
}
