import { describe, expect, it } from 'vitest';
import { listKey, type PressedKey } from '../../../src/views/panel/list-keys.ts';
import { keySheet } from '../../../src/views/panel/key-sheet.ts';
import { en } from '../../../src/views/words/en.ts';

const pressed = (key: string, more: Partial<PressedKey> = {}) =>
  listKey({
    key,
    on: 'elsewhere',
    isModified: false,
    isRepeated: false,
    isSearching: false,
    ...more,
  });

describe('a key in the list', () => {
  it.each([
    ['k', 'switch'],
    ['R', 'refresh'],
    ['e', 'edit'],
    ['c', 'copy'],
    ['p', 'pin'],
  ])('%s acts on the role with the focus, and searches anywhere else', (key, act) => {
    expect(pressed(key, { on: 'role' })).toEqual({ kind: 'role', act });
    expect(pressed(key, { on: 'role', isRepeated: true })).toBeNull();
    expect(pressed(key)).toEqual({ kind: 'type', text: key });
    expect(pressed(key, { on: 'search' })).toBeNull();
  });

  it('is left to the browser with Ctrl, Alt or Meta, in a field, and on a button for Space or Enter', () => {
    expect(pressed('c', { on: 'role', isModified: true })).toBeNull();
    expect(pressed('ArrowDown', { on: 'field' })).toBeNull();
    for (const key of [' ', 'Enter', 'Tab', 'Home', 'F5', 'Dead'])
      expect(pressed(key, { on: 'role' })).toBeNull();
  });

  it('first clears a search, and Enter uses its first match', () => {
    expect(pressed('Escape')).toBeNull();
    expect(pressed('Escape', { on: 'role', isSearching: true })).toEqual({ kind: 'clear' });
    expect(pressed('Enter', { on: 'search', isSearching: true })).toEqual({ kind: 'take-first' });
    expect(pressed('Enter', { on: 'search' })).toBeNull();
  });

  it('moves between roles, and shows the keys', () => {
    expect(pressed('ArrowDown', { on: 'search' })).toEqual({ kind: 'next' });
    expect(pressed('ArrowUp', { on: 'role' })).toEqual({ kind: 'previous' });
    expect(pressed('ArrowUp', { on: 'search' })).toBeNull();
    expect(pressed('?', { on: 'role' })).toEqual({ kind: 'show-keys' });
    expect(pressed('?', { on: 'search' })).toBeNull();
  });

  it('is in the list of keys if it acts on a role', () => {
    const [, onRole] = keySheet(en);
    for (const { keys } of onRole?.lines ?? []) {
      const [key = ''] = keys;
      if (key.length === 1) expect(pressed(key, { on: 'role' })).toMatchObject({ kind: 'role' });
    }
    expect(onRole?.lines).toHaveLength(6);
  });
});
