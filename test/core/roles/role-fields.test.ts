import { describe, expect, it } from 'vitest';
import { editedKeys, roleFields, roleKeys } from '../../../src/core/roles/role-fields.ts';
import { specOf } from '../../../src/cli/command-table/commands.ts';
import { readRoleFields, newRoleOptions } from '../../../src/cli/role-fields.ts';
import { emptyForm } from '../../../src/views/panel/role-form.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';

const optionsOf = (command: 'role add' | 'role set') => Object.keys(specOf(command).options);

describe.each(roleKeys.map((key) => ({ key, ...roleFields[key] })))(
  'the role field $key',
  ({ key, flag, form }) => {
    it.skipIf(key === 'name')('is an option of `role add` and of `role set`', () => {
      expect(newRoleOptions).toHaveProperty(flag);
      expect(optionsOf('role add')).toContain(flag);
      expect(optionsOf('role set')).toContain(flag);
    });

    it.skipIf(form === 'switch')('has a value in the form and a label in both languages', () => {
      expect(emptyForm()).toHaveProperty(flag);
      for (const words of [en, de]) expect(words.panel.form.labels).toHaveProperty(flag);
    });
  },
);

it('an empty option removes a text or a number, and empties a list', () => {
  expect(readRoleFields({ 'source-identity': '', tag: [''], duration: '' }, null)).toEqual({
    ok: true,
    value: { sourceIdentity: null, tags: [], durationSeconds: null },
  });
});

it('no two fields have the same name on the command line', () => {
  expect(new Set(roleKeys.map((key) => roleFields[key].flag)).size).toBe(roleKeys.length);
});

it('the pin is not a field of the form', () => {
  expect(editedKeys).not.toContain('pinned');
});
