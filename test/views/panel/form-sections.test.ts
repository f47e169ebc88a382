import { expect, it } from 'vitest';
import { ROLE_KINDS } from '../../../src/core/roles/role-kinds.ts';
import { fieldsFromTop } from '../../../src/views/panel/form-sections.ts';
import { fieldsOf } from '../../../src/views/panel/role-form.ts';

it.each(ROLE_KINDS)('the form of the kind %s shows each of its fields once', (kind) => {
  expect([...fieldsFromTop(kind)].sort()).toEqual([...fieldsOf(kind)].sort());
});
