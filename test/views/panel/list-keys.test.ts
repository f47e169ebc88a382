import { describe, expect, it } from 'vitest';
import { listKey, type PressedKey } from '../../../src/views/panel/list-keys.ts';
import { keySheet } from '../../../src/views/panel/key-sheet.ts';
import { en } from '../../../src/views/words/en.ts';

const press = (key: string, more: Partial<PressedKey> = {}) =>
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
    expect(press(key, { on: 'role' })).toEqual({ kind: 'role', act });
    expect(press(key, { on: 'role', isRepeated: true })).toBeNull();
    expect(press(key)).toEqual({ kind: 'type', text: key });
    expect(press(key, { on: 'search' })).toBeNull();
  });

  it('is left to the browser with Ctrl, Alt or Meta, in a field, and on a button for Space or Enter', () => {
    expect(press('c', { on: 'role', isModified: true })).toBeNull();
    expect(press('ArrowDown', { on: 'field' })).toBeNull();
    for (const key of [' ', 'Enter', 'Tab', 'Home', 'F5', 'Dead'])
      expect(press(key, { on: 'role' })).toBeNull();
  });

  it('first clears a search, and Enter uses its first match', () => {
    expect(press('Escape')).toBeNull();
    expect(press('Escape', { on: 'role', isSearching: true })).toEqual({ kind: 'clear' });
    expect(press('Enter', { on: 'search', isSearching: true })).toEqual({ kind: 'take-first' });
    expect(press('Enter', { on: 'search' })).toBeNull();
  });

  it('moves between roles, and shows the keys', () => {
    expect(press('ArrowDown', { on: 'search' })).toEqual({ kind: 'next' });
    expect(press('ArrowUp', { on: 'role' })).toEqual({ kind: 'previous' });
    expect(press('ArrowUp', { on: 'search' })).toBeNull();
    expect(press('?', { on: 'role' })).toEqual({ kind: 'show-keys' });
    expect(press('?', { on: 'search' })).toBeNull();
  });

  it('is in the list of keys if it acts on a role', () => {
    const [, onRole] = keySheet(en);
    for (const { keys } of onRole?.lines ?? []) {
      const [key = ''] = keys;
      if (key.length === 1) expect(press(key, { on: 'role' })).toMatchObject({ kind: 'role' });
    }
    expect(onRole?.lines).toHaveLength(6);
  });
});
