import { expect, it } from 'vitest';
import type { ImportableProfile } from '../../../src/core/contract/role-api.ts';
import { completeRole } from '../../../src/core/roles/role-draft.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';

it.each([en, de])(
  'in $language, the import shows the sso-session as the source of a permission set',
  (words) => {
    const draft = { kind: 'identity-center', accountId: '111122223333', name: 'dev' } as const;
    const role = completeRole(
      { ...draft, permissionSet: 'Developer', ssoSession: 'firm' },
      { id: 'aaaaaaaaaaaa', sessionName: 'me' },
    );
    if (!role.ok) throw new Error(role.failure.kind);
    const profile: ImportableProfile = {
      profile: 'dev',
      role: role.value,
      builtOn: null,
      obstacle: null,
      warnings: [],
    };
    expect(words.importing.source(profile)).toBe('firm');
  },
);
