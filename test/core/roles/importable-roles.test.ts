import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { importableRoles, importDraft } from '../../../src/core/roles/import/importable-roles.ts';
import { readProfiles } from '../../../src/core/roles/profiles/profiles.ts';
import { anyText, runs } from '../../support/credentials-texts.ts';

it('whatever a config file holds is listed or not, and gives a draft or a reason', () => {
  const line = fc.constantFrom(
    'role_arn = arn:aws:iam::123456789012:role/x',
    'source_profile = a',
    'source_profile = b',
    'source_profile =',
    'credential_source = Environment',
    'web_identity_token_file = /t',
    'mfa_serial = x',
    'duration_seconds = many',
    'duration_seconds = 1e9',
    'endpoint_url = ftp://x',
    'region =',
  );
  const profile = fc
    .tuple(fc.constantFrom('a', 'b', 'c d', '"q"', 'DEFAULT'), fc.array(line, { maxLength: 5 }))
    .map(([name, lines]) => [
      `[profile ${name}]`,
      ...new Map(lines.map((each) => [each.split(' ')[0], each])).values(),
    ]);
  const config = fc.oneof(
    anyText,
    fc.array(profile, { maxLength: 4 }).map((profiles) => profiles.flat().join('\n')),
  );
  fc.assert(
    fc.property(config, (text) => {
      const profiles = readProfiles({ config: text, credentials: null });
      for (const { profile: name, draft } of importableRoles(profiles, [])) {
        expect(draft.targetProfile).toBe(`${name}-rk`);
        expect(draft.sourceProfile).not.toBe(draft.targetProfile);
      }
      for (const name of [...profiles.names(), 'nobody']) {
        const together = importDraft(name, profiles, [], profiles.names());
        if (!together.ok) expect(together.failure).toMatchObject({ kind: 'not-importable', profile: name });
      }
    }),
    { numRuns: runs(500) },
  );
});
