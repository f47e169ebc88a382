import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  candidateOf,
  importContext,
  roleProfiles,
} from '../../../src/core/roles/import/importable.ts';
import { readProfiles } from '../../../src/core/aws-config/profiles.ts';
import { importRoles } from '../../../src/core/roles/import/import-roles.ts';
import { roleWarnings } from '../../../src/core/roles/role-warnings.ts';
import { sourceChain } from '../../../src/core/roles/sources/source-chain.ts';
import { checkRole } from '../../../src/core/roles/role-rules.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { anyText, runs } from '../../support/credentials-texts.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

const arn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
const sessionName = 'alice@host';

function contextOf(config: string, roles: readonly Role[] = [], credentials: string | null = null) {
  return importContext({
    profiles: readProfiles({ config, credentials }),
    roles,
    sessionName,
  });
}

function idsFrom(first: number): () => string {
  let next = first;
  return () => {
    next += 1;
    return next.toString(16).padStart(12, '0');
  };
}

function importAll(
  config: string,
  chosen: readonly string[],
  roles: readonly Role[] = [],
  allowed: readonly string[] = [],
) {
  const isAllowed = (endpoint: string): boolean => allowed.includes(endpoint);
  return importRoles(chosen, contextOf(config, roles), idsFrom(roles.length), { isAllowed });
}

function rolesOf(
  config: string,
  chosen: readonly string[],
  roles: readonly Role[] = [],
  allowed: readonly string[] = [],
): Role[] {
  return importAll(config, chosen, roles, allowed).flatMap(({ result }) =>
    result.ok ? [result.value] : [],
  );
}

function obstacleOf(config: string, profile: string, roles: readonly Role[] = []): unknown {
  const [outcome] = importAll(config, [profile], roles);
  return outcome?.result.ok === false && outcome.result.failure.kind === 'not-importable'
    ? outcome.result.failure.obstacle
    : null;
}

const hub = `[profile hub]\nrole_arn = ${arn('Hub')}\nsource_profile = default\n`;
const client = `[profile client]\nrole_arn = ${arn('Client')}\nsource_profile = hub\n`;

describe('roles that are imported from the config file', () => {
  it('have every setting of the profile, and the target profile NAME-rk', () => {
    const config = `[profile client]\nrole_arn = ${arn('path/Client')}\nsource_profile = work\nexternal_id = ext-1\nrole_session_name = me\nduration_seconds = 7200\nmfa_serial = arn:aws:iam::111122223333:mfa/alice\nregion = eu-west-1\n`;
    expect(rolesOf(config, ['client'])).toEqual([
      {
        id: '000000000001',
        kind: 'assume-role',
        name: 'client',
        roleArn: arn('path/Client'),
        sourceProfile: 'work',
        targetProfile: 'client-rk',
        roleSessionName: 'me',
        durationSeconds: 7200,
        externalId: 'ext-1',
        mfaSerial: 'arn:aws:iam::111122223333:mfa/alice',
        region: 'eu-west-1',
      },
    ]);
  });

  it.each([
    ['use_fips_endpoint = true', 'https://sts-fips.us-east-1.amazonaws.com'],
    ['use_dualstack_endpoint = true', 'https://sts.us-east-1.api.aws'],
    ['sts_regional_endpoints = legacy', 'https://sts.amazonaws.com'],
    ['sts_regional_endpoints = regional', undefined],
    ['use_fips_endpoint = false', undefined],
  ])('have the AWS endpoint that `%s` selects, without a confirmation', (setting, endpoint) => {
    const config = `[profile fips]\nrole_arn = ${arn('X')}\nsource_profile = default\nregion = us-east-1\n${setting}\n`;
    expect(rolesOf(config, ['fips']).map((role) => role.endpoint)).toEqual([endpoint]);
  });

  it('have the default of each setting that the profile lacks', () => {
    expect(rolesOf(hub, ['hub'])).toMatchObject([
      { roleSessionName: sessionName, durationSeconds: 3600 },
    ]);
  });

  it.each([
    ['the source role comes second', ['client', 'hub']],
    ['the source role comes first', ['hub', 'client']],
  ])(
    'use the target profile of their source role if that role is imported too (%s)',
    (_, chosen) => {
      const roles = rolesOf(`${hub}${client}`, chosen);
      expect(roles.find(({ name }) => name === 'client')).toMatchObject({
        sourceProfile: 'hub-rk',
      });
      expect(roles.find(({ name }) => name === 'hub')).toMatchObject({ sourceProfile: 'default' });
    },
  );

  it('use the target profile of a source role that was imported earlier, even if it was renamed, but not if its ARN was changed', () => {
    const before = rolesOf(hub, ['hub']);
    const renamed = before.map((role) => ({ ...role, name: 'the-hub' }));
    const moved = before.map((role) => ({ ...role, targetProfile: 'elsewhere' }));
    expect(rolesOf(`${hub}${client}`, ['client'], renamed)).toMatchObject([
      { sourceProfile: 'hub-rk' },
    ]);
    expect(rolesOf(`${hub}${client}`, ['client'], moved)).toMatchObject([
      { sourceProfile: 'elsewhere' },
    ]);
    const other = before.map((role) => ({ ...role, roleArn: arn('Other') }) as Role);
    expect(rolesOf(`${hub}${client}`, ['client'], other)).toMatchObject([{ sourceProfile: 'hub' }]);
  });

  it('keep their source profile if its role is not imported', () => {
    expect(rolesOf(`${hub}${client}`, ['client'])).toMatchObject([{ sourceProfile: 'hub' }]);
  });

  it('use the keys of their source profile even if that profile also has a role_arn', () => {
    const keys = 'aws_access_key_id = AKIA\naws_secret_access_key = s\n';
    const self = `[profile self]\nrole_arn = ${arn('Self')}\nsource_profile = self\n${keys}`;
    const behind = `[profile behind]\nrole_arn = ${arn('Behind')}\nsource_profile = self\n`;
    expect(rolesOf(`${self}${behind}`, ['self', 'behind'])).toMatchObject([
      { sourceProfile: 'self' },
      { sourceProfile: 'self' },
    ]);
  });

  it('have a name without the characters that Rolekeeper does not allow', () => {
    const config = `[profile "my dev+x"]\nrole_arn = ${arn('Dev')}\nsource_profile = default\n`;
    expect(rolesOf(config, ['my dev+x'])).toMatchObject([
      { name: 'my-dev-x', targetProfile: 'my-dev-x-rk' },
    ]);
  });

  it.each([
    ['日本', '日本', 'role-rk'],
    ['Überwachung', 'Überwachung', 'berwachung-rk'],
    ['हिन्दी', 'हिन्दी', 'role-rk'],
    ['клиент prod', 'клиент-prod', 'prod-rk'],
    ["'!!!'", 'role', 'role-rk'],
    ["'🚀'", 'role', 'role-rk'],
  ])(
    'have, from [profile %s], the name %s and the target profile %s',
    (profile, name, targetProfile) => {
      const quoted = profile.includes(' ') ? `"${profile}"` : profile;
      const config = `[profile ${quoted}]
role_arn = ${arn('X')}
source_profile = default
`;
      const chosen = profile.replaceAll("'", '');
      expect(rolesOf(config, [chosen])).toMatchObject([{ name, targetProfile }]);
    },
  );

  it.each([
    ['a profile that does not exist', '', { kind: 'profile-missing', known: [] }],
    [
      'a profile with only keys',
      'aws_access_key_id = A\naws_secret_access_key = s',
      { kind: 'no-role', holds: 'keys' },
    ],
    [
      'an IAM Identity Center profile',
      'sso_account_id = 1\nsso_role_name = Dev',
      { kind: 'no-role', holds: 'sso' },
    ],
    [
      'a profile of `aws login`',
      'login_session = arn:x',
      { kind: 'no-role', holds: 'login_session' },
    ],
    ['a profile with only settings', 'region = eu-west-1', { kind: 'no-role', holds: null }],
    ['a role without a source', `role_arn = ${arn('R')}`, { kind: 'no-source' }],
    [
      'a role with two sources',
      `role_arn = ${arn('R')}\nsource_profile = s\ncredential_source = Environment`,
      { kind: 'no-source' },
    ],
    [
      'a role that is its own source and has no keys',
      `role_arn = ${arn('R')}\nsource_profile = p`,
      { kind: 'source-cycle', path: ['p', 'p'] },
    ],
    [
      'a role whose sources form a cycle',
      `role_arn = ${arn('R')}\nsource_profile = a\n[profile a]\nrole_arn = ${arn('A')}\nsource_profile = b\n[profile b]\nrole_arn = ${arn('B')}\nsource_profile = a`,
      { kind: 'source-cycle', path: ['p', 'a', 'b', 'a'] },
    ],
    [
      'a role that the keys of an EC2 instance assume',
      `role_arn = ${arn('R')}\ncredential_source = Ec2InstanceMetadata`,
      { kind: 'credential-source', source: 'Ec2InstanceMetadata' },
    ],
    [
      'a role with a web identity token',
      `role_arn = ${arn('R')}\nweb_identity_token_file = /t`,
      { kind: 'web-identity' },
    ],
    [
      'a role with a duration that AWS does not accept',
      `role_arn = ${arn('R')}\nsource_profile = s\nduration_seconds = 100`,
      { kind: 'field-invalid', field: 'duration', rule: { kind: 'range', min: 900, max: 43_200 } },
    ],
    [
      'a role with an invalid ARN',
      'role_arn = nonsense\nsource_profile = s',
      { kind: 'field-invalid', field: 'role-arn', rule: { kind: 'role-arn' } },
    ],
    [
      'a role with an http endpoint',
      `role_arn = ${arn('R')}\nsource_profile = s\nendpoint_url = http://sts.example.com`,
      { kind: 'field-invalid', field: 'endpoint', rule: { kind: 'endpoint' } },
    ],
  ])('are not created from %s, and the failure says why', (_, body, obstacle) => {
    expect(obstacleOf(body === '' ? '' : `[profile p]\n${body}\n`, 'p')).toEqual(obstacle);
  });

  it('are refused if their name is taken, and get distinct names in one import', () => {
    const [there] = rolesOf(hub, ['hub']);
    if (there === undefined) throw new Error('the role hub was not imported');
    expect(obstacleOf(hub, 'hub', [there])).toEqual({
      kind: 'name-taken',
      roleName: 'hub',
      same: true,
    });
    const other = { ...there, roleArn: arn('Other'), targetProfile: 'x' } as Role;
    expect(obstacleOf(hub, 'hub', [other])).toEqual({
      kind: 'name-taken',
      roleName: 'hub',
      same: false,
    });
    const twins = `[profile "a b"]\nrole_arn = ${arn('R')}\nsource_profile = s\n[profile a-b]\nrole_arn = ${arn('S')}\nsource_profile = s\n`;
    expect(rolesOf(twins, ['a b', 'a-b', 'a-b']).map(({ name }) => name)).toEqual(['a-b-2', 'a-b']);
  });

  it('have the MFA device of the source profile if the user chose so, or else a warning', () => {
    const device = 'arn:aws:iam::111122223333:mfa/user';
    const keys = 'aws_access_key_id = AKIA\naws_secret_access_key = s\n';
    const config = `[profile corp]\nmfa_serial = ${device}\n${keys}[profile admin]\nrole_arn = ${arn('Admin')}\nsource_profile = corp\n`;
    const context = contextOf(config);
    const importWith = (withSourceMfa: readonly string[]) =>
      importRoles(['admin'], context, idsFrom(0), {
        isAllowed: () => true,
        withSourceMfa: new Set(withSourceMfa),
      }).flatMap(({ result }) => (result.ok ? [result.value] : []));
    expect(importWith(['admin'])).toMatchObject([{ mfaSerial: device }]);
    const [without] = importWith([]);
    if (without === undefined) throw new Error('the role was not imported');
    expect(without).not.toHaveProperty('mfaSerial');
    const warnings = (role: Role) => roleWarnings(role, { ...context, env: {} });
    const warning = { kind: 'source-has-mfa', profile: 'corp', serial: device };
    expect(warnings(without)).toContainEqual(warning);
    expect(warnings({ ...without, mfaSerial: device } as Role)).not.toContainEqual(warning);
    const fido = config.replace(':mfa/', ':u2f/');
    const refused = importRoles(['admin'], contextOf(fido), idsFrom(0), {
      isAllowed: () => true,
      withSourceMfa: new Set(['admin']),
    });
    expect(refused).toMatchObject([
      { result: { failure: { obstacle: { field: 'mfa-serial', rule: { kind: 'mfa-device' } } } } },
    ]);
  });

  it('have a custom endpoint only if the user allowed it', () => {
    const config = `[profile p]\nrole_arn = ${arn('R')}\nsource_profile = s\nservices = local\n[services local]\nsts =\n  endpoint_url = https://sts.example.com\n`;
    const refused = { kind: 'endpoint-unconfirmed', endpoint: 'https://sts.example.com' };
    expect(obstacleOf(config, 'p')).toEqual(refused);
    expect(rolesOf(config, ['p'], [], ['https://other.example.com'])).toEqual([]);
    expect(rolesOf(config, ['p'], [], ['https://sts.example.com'])).toMatchObject([
      { endpoint: 'https://sts.example.com' },
    ]);
    const ignored = config.replace(
      'services = local',
      'services = local\nignore_configured_endpoint_urls = true',
    );
    expect(rolesOf(ignored, ['p'])).toHaveLength(1);
    expect(rolesOf(ignored, ['p'])[0]).not.toHaveProperty('endpoint');
  });

  it('are created from a thousand profiles within 2 s', () => {
    const config = Array.from(
      { length: 1000 },
      (_, at) =>
        `[profile p${at}]\nrole_arn = ${arn(`R${at}`)}\nsource_profile = ${at === 0 ? 'default' : `p${at - 1}`}\n`,
    ).join('');
    const context = contextOf(config);
    const tookMs = cpuMsOf(() => {
      const roles = rolesOf(config, roleProfiles(context.profiles));
      expect(roles).toHaveLength(1000);
      expect(roles.find(({ name }) => name === 'p999')?.sourceProfile).toBe('p998-rk');
    });
    expect(tookMs).toBeLessThan(2000);
  });
});

const NAMES = ['a', 'b', 'c', 'd d', 'e+', 'default', 'q'] as const;
const anyName = fc.constantFrom(...NAMES);
const setting = fc.oneof(
  anyName.map((name) => `source_profile = ${name}`),
  fc.constantFrom('One', 'Two', 'path/Three').map((name) => `role_arn = ${arn(name)}`),
  fc.constantFrom(
    'external_id = x-1',
    'external_id = x',
    'role_session_name = me',
    'role_session_name = no way',
  ),
  fc.constantFrom(
    'duration_seconds = 900',
    'duration_seconds = 1',
    'duration_seconds = soon',
    'region = eu-west-1',
  ),
  fc.constantFrom(
    'mfa_serial = arn:aws:iam::111122223333:mfa/alice',
    'region = cn-north-1',
    'role_arn = x',
  ),
  fc.constantFrom(
    'credential_process = rm -rf /',
    'login_session = arn:x',
    'sso_account_id = 1',
    'mfa_process = boom',
  ),
  fc.constantFrom(
    'credential_source = Environment',
    'web_identity_token_file = /t',
    'endpoint_url = https://s.example',
  ),
  fc.constantFrom('aws_access_key_id = AKIA\naws_secret_access_key = s'),
);
const anyRole = fc
  .tuple(fc.constantFrom('One', 'Two', 'path/Three'), anyName)
  .map(([name, source]) => [`role_arn = ${arn(name)}`, `source_profile = ${source}`]);
const anyProfile = fc
  .tuple(anyName, fc.oneof(anyRole, fc.constant([])), fc.array(setting, { maxLength: 4 }))
  .map(([name, role, more]) => {
    const settings = new Map([...role, ...more].map((line) => [line.split(' ')[0], line]));
    return { name, body: [...settings.values()].join('\n') };
  });
const anyConfig = fc
  .uniqueArray(anyProfile, { selector: ({ name }) => name, maxLength: NAMES.length })
  .map((profiles) =>
    profiles
      .map(({ name, body }) => `[${name === 'default' ? name : `profile ${name}`}]\n${body}\n`)
      .join(''),
  );

/** Returns the AssumeRole calls of a role's chain, in the same form for roles and profiles. */
function callsOf(
  role: Role,
  roles: readonly Role[],
  context: ReturnType<typeof contextOf>,
): unknown {
  const chain = sourceChain(role, { roles, profiles: context.profiles });
  if (!chain.ok) return chain.failure.kind;
  const { hops, leaf, mfaSerial } = chain.value;
  return {
    leaf,
    mfaSerial,
    hops: hops.map((hop) => {
      const { roleArn, externalId, durationSeconds } = hop.kind === 'role' ? hop.role : hop.request;
      return { roleArn, externalId, durationSeconds };
    }),
  };
}

const anyProfileName = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      '日本',
      '日 本',
      'a b',
      'a+b',
      'a-b',
      'a-b-2',
      '!',
      '🚀',
      'DEFAULT',
      '__proto__',
    ),
    fc.constantFrom('role', 'role-2', 'role-rk', 'e\u0301', '\u00e9', '\u202e', '\uff11'),
  )
  .filter((name) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}[\]"\\]/u.test(name) && name.trim() === name);

describe('importing any config file', () => {
  it('gives each role a valid name and its own target profile', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyProfileName, { maxLength: 12 }), (names) => {
        const config = names
          .map((name) => `[profile "${name}"]\nrole_arn = ${arn('R')}\nsource_profile = s\n`)
          .join('');
        const roles = rolesOf(config, names);
        expect(roles.map(({ roleArn }) => roleArn)).toEqual(names.map(() => arn('R')));
        for (const role of roles) expect(checkRole(role).failure).toBeNull();
        expect(new Set(roles.map(({ name }) => name)).size).toBe(names.length);
        expect(new Set(roles.map(({ targetProfile }) => targetProfile)).size).toBe(names.length);
      }),
      { numRuns: runs(300) },
    );
  });

  it('gives a role or a failure for each profile, whatever the file contains', () => {
    fc.assert(
      fc.property(anyText, (config) => {
        const context = contextOf(config);
        const chosen = [...context.profiles.names(), 'nobody'];
        for (const { profile, result } of importRoles(chosen, context, idsFrom(0), {
          isAllowed: () => false,
        })) {
          if (!result.ok) expect(result.failure).toMatchObject({ kind: 'not-importable', profile });
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it('gives valid roles that make the same AssumeRole calls as their profiles', () => {
    fc.assert(
      fc.property(anyConfig, fc.subarray([...NAMES], { minLength: 1 }), (config, chosen) => {
        const context = contextOf(config);
        const outcomes = importRoles(chosen, context, idsFrom(0), { isAllowed: () => true });
        expect(outcomes.map(({ profile }) => profile)).toEqual(chosen);
        const roles = outcomes.flatMap(({ result }) => (result.ok ? [result.value] : []));
        expect(new Set(roles.map(({ name }) => name)).size).toBe(roles.length);
        for (const { profile, result } of outcomes) {
          const alone = candidateOf(profile, context, '000000000000');
          expect(result.ok).toBe(alone.ok);
          if (!result.ok || !alone.ok) continue;
          const role = result.value;
          expect(checkRole(role).failure).toBeNull();
          expect(role.targetProfile).toBe(`${role.name}-rk`);
          expect(role.roleArn).toBe(context.profiles.get(profile)?.roleArn);
          expect(callsOf(role, roles, context)).toEqual(callsOf(alone.role, [alone.role], context));
        }
      }),
      { numRuns: runs(500) },
    );
  });
});
