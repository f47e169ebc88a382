import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  listKey,
  type PressedKey,
  MOVE_KEYS,
  ROLE_KEYS,
} from '../../../src/views/panel/list-keys.ts';
import { shortcutSections } from '../../../src/views/panel/shortcut-sections.ts';
import { en } from '../../../src/views/words/en.ts';

const press = (key: string, more: Partial<PressedKey> = {}) =>
  listKey({
    key,
    on: 'elsewhere',
    modifier: 'none',
    isShifted: false,
    isRepeated: false,
    isSearching: false,
    ...more,
  });

describe('a key in the list of roles', () => {
  it.each([
    ['Enter', 'switch'],
    ['o', 'console'],
    ['C', 'copy-profile'],
    ['i', 'copy-account'],
    ['r', 'refresh'],
    ['e', 'edit'],
    ['p', 'pin'],
    ['x', 'copy-environment'],
  ])(
    '%s with Ctrl or ⌘ acts only on the role with the focus, and only once while it is held down',
    (key, act) => {
      expect(press(key, { on: 'role', modifier: 'command' })).toEqual({ kind: 'role', act });
      expect(press(key, { on: 'role', modifier: 'command', isRepeated: true })).toBeNull();
      expect(press(key, { modifier: 'command' })).toBeNull();
      expect(press(key, { on: 'search', modifier: 'command' })).toBeNull();
    },
  );

  it('that is one character acts on no role without Ctrl or ⌘', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        fc.constantFrom('role', 'search', 'field', 'elsewhere'),
        fc.boolean(),
        fc.boolean(),
        (key, on, isShifted, isSearching) => {
          const action = press(key, { on, isShifted, isSearching });
          expect(action === null ? 'type' : action.kind).toMatch(/^(?:type|show-keys)$/);
        },
      ),
    );
  });

  it('is left to the browser with Alt, in a text field, and if it is Space or Enter on a role', () => {
    expect(press('c', { on: 'role', modifier: 'other' })).toBeNull();
    expect(press('c', { on: 'role', modifier: 'command', isShifted: true })).toBeNull();
    expect(press('ArrowDown', { on: 'field' })).toBeNull();
    for (const key of [' ', 'Enter', 'Tab', 'Home', 'F5', 'Dead'])
      expect(press(key, { on: 'role' })).toBeNull();
  });

  it('moves the role with the focus if it is an arrow with Ctrl or ⌘ and Shift', () => {
    const shifted = { modifier: 'command', isShifted: true } as const;
    expect(press('ArrowUp', { on: 'role', ...shifted })).toEqual({ kind: 'role', act: 'move-up' });
    expect(press('ArrowDown', { on: 'role', ...shifted })).toEqual({
      kind: 'role',
      act: 'move-down',
    });
    expect(press('ArrowUp', { on: 'search', ...shifted })).toBeNull();
  });

  it('clears a search if it is Escape, and acts on the marked match if it is Enter', () => {
    expect(press('Escape')).toBeNull();
    expect(press('Escape', { on: 'role', isSearching: true })).toEqual({ kind: 'clear' });
    expect(press('Enter', { on: 'search', isSearching: true })).toEqual({ kind: 'take-marked' });
    expect(press('Enter', { on: 'role', isSearching: true })).toBeNull();
    expect(press('Enter', { on: 'search' })).toBeNull();
  });

  it('moves the focus, or in a search the mark to the next match, if it is an arrow, and shows the shortcuts if it is ?', () => {
    expect(press('ArrowDown', { on: 'search' })).toEqual({ kind: 'next' });
    expect(press('ArrowDown', { on: 'search', isSearching: true })).toEqual({
      kind: 'mark',
      step: 1,
    });
    expect(press('ArrowUp', { on: 'search', isSearching: true })).toEqual({
      kind: 'mark',
      step: -1,
    });
    expect(press('ArrowUp', { on: 'role' })).toEqual({ kind: 'previous' });
    expect(press('ArrowUp', { on: 'search' })).toBeNull();
    expect(press('?', { on: 'role' })).toEqual({ kind: 'show-keys' });
    expect(press('?', { on: 'search' })).toBeNull();
  });

  it('is in the list of keyboard shortcuts if it acts on a role', () => {
    const [, onRole] = shortcutSections(en, 'Ctrl');
    expect(onRole?.lines).toHaveLength(ROLE_KEYS.length + MOVE_KEYS.length + 1);
    expect(onRole?.lines).toContainEqual({
      keys: ['Ctrl', 'X'],
      does: 'Copy its environment',
    });
  });
});
