import { describe, expect, it } from 'vitest';
import { readProfiles } from '../../../src/core/aws-config/profiles.ts';
import type { SourceChain } from '../../../src/core/roles/sources/source-chain.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { roleWarnings } from '../../../src/core/roles/role-warnings.ts';
import { sourceChain } from '../../../src/core/roles/sources/source-chain.ts';
import type { Failure } from '../../../src/core/failure.ts';
import { ownerOfEverySession } from '../../support/owner.ts';

function role(name: string, fields: Partial<Role> = {}): Role {
  return {
    id: name.padEnd(12, '0'),
    kind: 'assume-role',
    name,
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    sourceProfile: 'default',
    targetProfile: name,
    roleSessionName: 'alice@laptop',
    durationSeconds: 3600,
    ...fields,
  } as Role;
}

const keys = 'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n';

/** Returns a section as Rolekeeper writes it for the role `by`. */
function ownedSection(profile: string, by: Role): string {
  return `[${profile}]\naws_access_key_id = ASIAOURS\naws_secret_access_key = s\naws_session_token = t\nx_rolekeeper = ${by.id} ASIAOURS 1767603600000 0123abcd s\n`;
}

interface Files {
  readonly config?: string;
  readonly credentials?: string;
}

function chainOf(wanted: Role, others: readonly Role[], files: Files): SourceChain | Failure {
  const profiles = readProfiles({
    config: files.config ?? null,
    credentials: files.credentials ?? null,
    owner: ownerOfEverySession,
  });
  const result = sourceChain(wanted, { roles: [wanted, ...others], profiles });
  return result.ok ? result.value : result.failure;
}

describe('the source of a role', () => {
  const wanted = role('a', { sourceProfile: 'src' });

  it.each([
    ['keys of the credentials file', { credentials: `[src]\n${keys}` }, 'keys'],
    ['keys of the config file', { config: `[profile src]\n${keys}` }, 'keys'],
    [
      'temporary keys that another tool wrote',
      { credentials: `[src]\n${keys}aws_session_token = t\n` },
      'temporary-keys',
    ],
    [
      'a credential_process',
      { config: '[profile src]\ncredential_process = get-keys\n' },
      'credential_process',
    ],
    [
      'Identity Center',
      { config: '[profile src]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\n' },
      'sso',
    ],
    [
      'aws login',
      { config: '[profile src]\nlogin_session = arn:aws:iam::1:user/a\n' },
      'login_session',
    ],
    [
      'a web identity token',
      { config: '[profile src]\nrole_arn = r\nweb_identity_token_file = /t\n' },
      'web_identity',
    ],
  ] as const)('is %s', (_, files, kind) => {
    expect(chainOf(wanted, [], files)).toEqual({
      hops: [],
      leaf: { profile: 'src', kind },
      mfaSerial: null,
      path: ['a', 'src'],
    });
  });

  it('is the keys of a profile that also has a role_arn, as for AWS tools', () => {
    const config = '[profile src]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = other\n';
    expect(chainOf(wanted, [], { config, credentials: `[src]\n${keys}` })).toMatchObject({
      leaf: { kind: 'keys' },
    });
  });

  it('can be a role_arn profile of the config file, which has its own source profile', () => {
    const config =
      '[profile src]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = root\nexternal_id = abc\nduration_seconds = 900\nregion = eu-west-1\n';
    expect(chainOf(wanted, [], { config, credentials: `[root]\n${keys}` })).toEqual({
      hops: [
        {
          kind: 'profile',
          profile: 'src',
          region: 'eu-west-1',
          request: {
            roleArn: 'arn:aws:iam::1:role/x',
            roleSessionName: 'alice@laptop',
            durationSeconds: 900,
            externalId: 'abc',
          },
        },
      ],
      leaf: { profile: 'root', kind: 'keys' },
      mfaSerial: null,
      path: ['a', 'src', 'root'],
    });
  });

  it('can be a role_arn profile with a credential_source, which ends the chain', () => {
    const config =
      '[profile src]\nrole_arn = arn:aws:iam::1:role/x\ncredential_source = Environment\n';
    expect(chainOf(wanted, [], { config })).toMatchObject({
      hops: [{ kind: 'profile', profile: 'src' }],
      leaf: { profile: 'src', kind: 'credential_source' },
    });
  });

  it('is the role that the line x_rolekeeper of the source profile names, even if two roles have that target profile', () => {
    const one = role('b', { targetProfile: 'src' });
    const two = role('c', { targetProfile: 'src' });
    const credentials = `${ownedSection('src', two)}[default]\n${keys}`;
    expect(chainOf(wanted, [one, two], { credentials })).toMatchObject({
      hops: [{ kind: 'role', role: two }],
      leaf: { profile: 'default', kind: 'keys' },
      path: ['a', 'src', 'default'],
    });
  });

  it('is the only role whose target profile is the source profile, if the source profile has no credentials', () => {
    const parent = role('b', { targetProfile: 'src' });
    const files = { credentials: `[default]\n${keys}` };
    expect(chainOf(wanted, [parent], files)).toMatchObject({ hops: [{ role: parent }] });
  });

  it('is missing if the source profile is only the name of a role', () => {
    const parent = role('src', { targetProfile: 'elsewhere' });
    expect(chainOf(wanted, [parent], { credentials: `[default]\n${keys}` })).toEqual({
      kind: 'source-missing',
      profile: 'src',
      path: ['a', 'src'],
    });
  });

  it('is the keys that another tool wrote over the keys of a role, and not that role', () => {
    const parent = role('b', { targetProfile: 'src' });
    const credentials = ownedSection('src', parent).replace(
      'aws_access_key_id = ASIAOURS',
      'aws_access_key_id = AKIAOTHER',
    );
    expect(chainOf(wanted, [parent], { credentials })).toMatchObject({
      hops: [],
      leaf: { profile: 'src' },
    });
  });

  it('is ambiguous if the source profile is the target profile of two roles and has no line x_rolekeeper', () => {
    const others = [role('b', { targetProfile: 'src' }), role('c', { targetProfile: 'src' })];
    expect(chainOf(wanted, others, {})).toEqual({
      kind: 'source-ambiguous',
      profile: 'src',
      roleNames: ['b', 'c'],
    });
  });

  it('is missing if the profile has only settings', () => {
    expect(chainOf(wanted, [], { config: '[profile src]\nregion = eu-west-1\n' })).toMatchObject({
      kind: 'source-missing',
    });
  });

  it('can be a chain of roles, which lists the nearest role first', () => {
    const b = role('b', { sourceProfile: 'c' });
    const c = role('c');
    const chain = chainOf(role('a', { sourceProfile: 'b' }), [b, c], {
      credentials: `[default]\n${keys}`,
    });
    expect(chain).toMatchObject({
      hops: [{ role: b }, { role: c }],
      path: ['a', 'b', 'c', 'default'],
    });
  });
});

describe('a source cycle', () => {
  it('of roles is reported with its path', () => {
    const a = role('a', { sourceProfile: 'b' });
    const b = role('b', { sourceProfile: 'c' });
    const c = role('c', { sourceProfile: 'a' });
    expect(chainOf(a, [b, c], {})).toEqual({ kind: 'source-cycle', path: ['a', 'b', 'c', 'a'] });
  });

  it('is also reported if it does not include the role itself', () => {
    const b = role('b', { sourceProfile: 'c' });
    const c = role('c', { sourceProfile: 'b' });
    const path = ['a', 'b', 'c', 'b'];
    expect(chainOf(role('a', { sourceProfile: 'b' }), [b, c], {})).toEqual({
      kind: 'source-cycle',
      path,
    });
  });

  it('of profiles in the config file is reported with its path', () => {
    const config =
      '[profile x]\nrole_arn = r\nsource_profile = y\n[profile y]\nrole_arn = r\nsource_profile = x\n[profile z]\nrole_arn = r\nsource_profile = z\n';
    expect(chainOf(role('a', { sourceProfile: 'x' }), [], { config })).toEqual({
      kind: 'source-cycle',
      path: ['a', 'x', 'y', 'x'],
    });
    expect(chainOf(role('a', { sourceProfile: 'z' }), [], { config })).toMatchObject({
      path: ['a', 'z', 'z'],
    });
  });

  it('does not exist if the target profile of a role still has keys of the user', () => {
    const credentials = `[a]\n${keys}`;
    const a = role('a', { sourceProfile: 'b' });
    const b = role('b', { sourceProfile: 'a' });
    expect(chainOf(a, [b], { credentials })).toMatchObject({
      leaf: { profile: 'a', kind: 'keys' },
    });
  });
});

describe('an MFA serial in the chain', () => {
  const serial = 'arn:aws:iam::123456789012:mfa/alice';

  it('is used for the first call if the role, its source role or a config profile names it', () => {
    const credentials = `[default]\n${keys}`;
    expect(chainOf(role('a', { mfaSerial: serial }), [], { credentials })).toMatchObject({
      mfaSerial: serial,
    });
    const parent = role('b', { mfaSerial: serial });
    const child = role('a', { sourceProfile: 'b' });
    expect(chainOf(child, [parent], { credentials })).toMatchObject({
      mfaSerial: serial,
      leaf: { profile: 'default' },
    });
    const config = `[profile b]\nrole_arn = r\nsource_profile = default\nmfa_serial = ${serial}\n`;
    expect(chainOf(child, [], { credentials, config })).toMatchObject({ mfaSerial: serial });
  });

  it.each([
    ['temporary keys', { credentials: `[default]\n${keys}aws_session_token = t\n` }],
    ['Identity Center', { config: '[default]\nsso_account_id = 1\nsso_role_name = r\n' }],
    ['an `aws login` session', { config: '[default]\nlogin_session = arn\n' }],
    ['a web identity token', { config: '[default]\nrole_arn = r\nweb_identity_token_file = /t\n' }],
    [
      'instance metadata',
      { config: '[default]\nrole_arn = r\ncredential_source = Ec2InstanceMetadata\n' },
    ],
  ])('cannot be used with %s', (_, files) => {
    expect(chainOf(role('a', { mfaSerial: serial }), [], files)).toEqual({
      kind: 'mfa-impossible',
      serial,
      profile: 'default',
    });
  });
});

describe('a session of more than 1 h for a role whose source is another role', () => {
  it.each([
    ['a custom endpoint', 'http://127.0.0.1:4566', []],
    ['an endpoint of AWS', 'https://sts.eu-west-1.amazonaws.com', ['duration-capped']],
    ['no endpoint', undefined, ['duration-capped']],
  ] as const)('causes a warning, except at a custom endpoint: %s', (_title, endpoint, kinds) => {
    const hub = role('hub');
    const wanted = role('client', {
      sourceProfile: 'hub',
      durationSeconds: 43_200,
      ...(endpoint === undefined ? {} : { endpoint }),
    });
    const profiles = readProfiles({
      config: null,
      credentials: `[default]\n${keys}`,
      owner: ownerOfEverySession,
    });
    const warnings = roleWarnings(wanted, { roles: [hub], profiles, env: {} });
    expect(warnings.map(({ kind }) => kind)).toEqual(kinds);
  });
});
