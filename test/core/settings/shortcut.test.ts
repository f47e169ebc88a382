import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preferencesSchema } from '../../../src/core/settings/preferences.ts';
import { settingsWithoutSchemas } from '../../../src/core/settings/settings-without-schemas.ts';
import { readSettingsDocument } from '../../../src/core/settings/settings-document.ts';
import { isShortcut } from '../../../src/core/settings/shortcut.ts';
import { listKey } from '../../../src/views/panel/list-keys.ts';

describe('a shortcut', () => {
  it.each([
    'Ctrl+Alt+R',
    'ctrl+shift+space',
    'Cmd+Option+7',
    'Super+Shift+F24',
    'Ctrl+Alt+Shift+A',
  ])('can be %s', (text) => {
    expect(isShortcut(text)).toBe(true);
  });

  it.each([
    ...[
      '',
      'R',
      'F5',
      'Ctrl+R',
      'Shift+A',
      'Ctrl+Control+R',
      'Ctrl+Alt',
      'Ctrl+Alt+',
      'Alt+R+Ctrl',
    ],
    ...['Ctrl + Alt + R', 'Ctrl+Alt+F25', 'Ctrl+Alt+F0', 'Ctrl+Alt+ä', 'Ctrl+Alt+RR', 'Ctrl-Alt-R'],
    ...['Ctrl+Alt+R+S', 'Ctrl+Alt+R\n', 'toString+Ctrl+R'],
  ])('cannot be %j', (text) => {
    expect(isShortcut(text)).toBe(false);
  });

  it('is valid both for the schemas and for `settingsWithoutSchemas`, or for neither', () => {
    const part = fc.constantFrom(
      'Ctrl',
      'Alt',
      'Shift',
      'Super',
      'Cmd',
      'R',
      '7',
      'F5',
      'Space',
      '',
      'x y',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const shortcut = parts.join('+');
        const plain = settingsWithoutSchemas({ version: 1, roles: [], preferences: { shortcut } });
        expect(preferencesSchema.safeParse({ shortcut }).success).toBe(isShortcut(shortcut));
        expect(plain !== null).toBe(isShortcut(shortcut));
      }),
    );
  });

  it('does nothing in the list of roles, in which only arrow keys act with two modifiers', () => {
    const on = fc.constantFrom('role', 'search', 'elsewhere', 'field');
    const twoModifiers = fc.constantFrom(
      { modifier: 'command', isShifted: true } as const,
      { modifier: 'other', isShifted: false } as const,
      { modifier: 'other', isShifted: true } as const,
    );
    fc.assert(
      fc.property(
        fc.string(),
        on,
        twoModifiers,
        fc.boolean(),
        (key, place, modifiers, isSearching) => {
          const pressed = {
            key,
            on: place,
            ...modifiers,
            isRepeated: false,
            isSearching,
          } as const;
          expect(listKey(pressed)).toBeNull();
        },
      ),
    );
  });

  it('is refused in imported settings if it is invalid, and the failure names the rule for shortcuts', () => {
    const document = {
      format: 'rolekeeper-settings',
      version: 1,
      roles: [],
      preferences: { shortcut: 'Ctrl+R' },
    };
    expect(readSettingsDocument(JSON.stringify(document), 'me')).toMatchObject({
      ok: false,
      failure: { problem: { place: 'preferences.shortcut', rule: { kind: 'shortcut' } } },
    });
  });
});
