import fc from 'fast-check';
import { completeRole, type RoleDraft } from '../../src/core/roles/role-draft.ts';
import { keysOf, type RoleKind } from '../../src/core/roles/role-kinds.ts';
import type { RoleKey } from '../../src/core/roles/role-fields.ts';
import type { Role } from '../../src/core/roles/role.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{1,12}[a-z0-9]$/);
const account = fc.stringMatching(/^[0-9]{12}$/);

/** A generator of valid values for each field of a role. */
const values: { readonly [Key in RoleKey]: fc.Arbitrary<NonNullable<RoleDraft[Key]>> } = {
  name: word,
  roleArn: fc.tuple(account, word).map(([id, name]) => `arn:aws:iam::${id}:role/${name}`),
  externalId: word,
  ssoSession: fc.constantFrom('corp', 'My corp'),
  startUrl: word.map((name) => `https://${name}.awsapps.com/start`),
  ssoRegion: fc.constantFrom('eu-west-1', 'us-east-1'),
  accountId: account,
  permissionSet: word,
  sourceProfile: word.map((name) => `source-${name}`),
  targetProfile: word.map((name) => `target-${name}`),
  roleSessionName: word,
  durationSeconds: fc.integer({ min: 900, max: 43_200 }),
  mfaSerial: word.map((name) => `arn:aws:iam::111122223333:mfa/${name}`),
  region: fc.constantFrom('eu-west-1', 'us-east-1'),
  endpoint: word.map((name) => `https://${name}.example.com`),
  mfa: fc.constantFrom('session' as const, 'each-time' as const),
  tags: fc.uniqueArray(
    word.map((key) => ({ key, value: 'v' })),
    { selector: ({ key }) => key },
  ),
  transitiveTagKeys: fc.constant([]),
  sourceIdentity: word,
  policy: fc.constantFrom('{}', '{"Version":"2012-10-17"}'),
  policyArns: fc.constant(['arn:aws:iam::aws:policy/ReadOnlyAccess']),
  browser: fc.constantFrom('firefox', '"/opt/my browser" -P work'),
  group: fc.constantFrom('Clients', 'Über uns'),
  pinned: fc.boolean(),
};

/**
 * Generates valid roles of this kind: with the required fields and a random choice of the optional
 * ones.
 */
export function anyRole(kind: RoleKind, id = '0123456789ab'): fc.Arbitrary<Role> {
  return fc
    .tuple(
      fc.record(Object.fromEntries(keysOf(kind).map((key) => [key, values[key]]))),
      fc.subarray([...keysOf(kind)]),
      fc.boolean(),
    )
    .map(([whole, keys, hasSession]) => {
      const needed: readonly RoleKey[] = [
        'name',
        'roleArn',
        'accountId',
        'permissionSet',
        ...(hasSession ? (['ssoSession'] as const) : (['startUrl', 'ssoRegion'] as const)),
        ...(kind === 'mfa-session' ? (['mfaSerial'] as const) : []),
      ];
      const either: readonly RoleKey[] = ['ssoSession', 'startUrl', 'ssoRegion'];
      const chosen = [...keys.filter((key) => !either.includes(key)), ...needed];
      const draft: Partial<Record<RoleKey, unknown>> = Object.fromEntries(
        Object.entries(whole).filter(([key]) => chosen.includes(key as RoleKey)),
      );
      if (draft.mfaSerial === undefined) delete draft.mfa;
      const sound = { ...(draft as RoleDraft), kind };
      const completed = completeRole(sound, { id, sessionName: 'alice@laptop' });
      if (!completed.ok) throw new Error(JSON.stringify([draft, completed.failure]));
      return completed.value;
    });
}
