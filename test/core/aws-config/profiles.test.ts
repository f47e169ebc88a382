import { describe, expect, it } from 'vitest';
import {
  nonAwsEndpoint,
  selectedProfile,
  configuredEndpoint,
} from '../../../src/core/aws-config/configured-endpoint.ts';
import { readProfiles } from '../../../src/core/aws-config/profiles.ts';
import type { Profiles } from '../../../src/core/aws-config/profiles.ts';
import { regionFor } from '../../../src/core/aws-config/region.ts';
import { shadowings } from '../../../src/core/aws-config/shadowing.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';
import { ownerOfEverySession } from '../../support/owner.ts';

function profilesOf(config: string | null, credentials: string | null = null): Profiles {
  return readProfiles({ config, credentials, owner: ownerOfEverySession });
}

const role = { roleArn: 'arn:aws:iam::123456789012:role/R', sourceProfile: 'src' };

describe('readProfiles', () => {
  it('reads the profiles of the config file, and every section of the credentials file', () => {
    const profiles = profilesOf(
      '[default]\nregion = r1\n[profile a]\nregion = r2\n[profile "b c"]\nregion = r3\n[plain]\nregion = r4\n[sso-session s]\nsso_region = r5\n',
      '[a]\nregion = r6\n[d]\nregion = r7\n',
    );
    const regions = Object.fromEntries(
      profiles.names().map((name) => [name, profiles.get(name)?.region]),
    );
    expect(regions).toEqual({ default: 'r1', a: 'r6', 'b c': 'r3', d: 'r7' });
  });

  it('uses [profile default] instead of [default], in any order', () => {
    expect(
      profilesOf('[default]\nregion = x\n[profile default]\nregion = y\n').get('default')?.region,
    ).toBe('y');
    expect(
      profilesOf('[profile default]\nregion = y\n[default]\nregion = x\n').get('default')?.region,
    ).toBe('y');
  });

  it('returns null for a profile that no file has', () => {
    expect(profilesOf(null).get('a')).toBeNull();
  });

  it('finds no credentials in an incomplete key pair, or in a role_arn without a source', () => {
    const profiles = profilesOf('[profile a]\nrole_arn = r\n', '[b]\naws_access_key_id = AKIA\n');
    expect(profiles.get('a')?.credentialKinds).toEqual([]);
    expect(profiles.get('b')?.credentialKinds).toEqual([]);
  });

  it('lists the credentials that the two files have for one profile', () => {
    const profiles = profilesOf(
      '[profile a]\nlogin_session = x\n',
      '[a]\naws_access_key_id = A\naws_secret_access_key = s\n',
    );
    expect(profiles.get('a')?.credentialKinds).toEqual(['keys', 'login_session']);
  });

  it('ignores keys that Rolekeeper wrote, but not credentials that the config file has for the same profile', () => {
    const ours =
      '[a]\naws_access_key_id = ASIA\naws_secret_access_key = s\naws_session_token = t\nx_rolekeeper = 0123456789ab ASIA 1 00000000 -\n';
    expect(profilesOf(null, ours).get('a')).toMatchObject({
      credentialKinds: [],
      mark: { roleId: '0123456789ab' },
    });
    expect(profilesOf('[profile a]\nsso_account_id = 1\n', ours).get('a')?.credentialKinds).toEqual(
      ['sso'],
    );
  });

  it('reads one of ten thousand profiles within 1 s', () => {
    const text = Array.from(
      { length: 10_000 },
      (_, at) => `[p${at}]\naws_access_key_id = A\naws_secret_access_key = s\n`,
    );
    const credentials = text.join('\n');
    const tookMs = cpuMsOf(() =>
      expect(profilesOf(null, credentials).get('p9999')?.credentialKinds).toEqual(['keys']),
    );
    expect(tookMs).toBeLessThan(1000);
  });
});

describe('shadowed credentials', () => {
  it.each([
    ['role_arn = r\nsource_profile = s', 'role_arn', 'hides-ours'],
    ['role_arn = r\ncredential_source = Environment', 'role_arn', 'hides-ours'],
    ['sso_account_id = 1\nsso_role_name = r', 'sso', 'hides-ours-in-botocore'],
    ['role_arn = r\nweb_identity_token_file = /t', 'web_identity', 'hides-ours-in-botocore'],
    ['credential_process = p', 'credential_process', 'hidden-by-ours'],
    ['login_session = l', 'login_session', 'hidden-by-ours'],
  ] as const)('are reported for %j', (settings, by, effect) => {
    expect(shadowings('a', profilesOf(`[profile a]\n${settings}\n`), {})).toEqual([
      { profile: 'a', by, effect },
    ]);
  });

  it('are reported for AWS_PROFILE if it names another profile, and for AWS_ACCESS_KEY_ID unless it is empty', () => {
    const env = { AWS_PROFILE: 'b', AWS_ACCESS_KEY_ID: 'AKIA' };
    expect(shadowings('a', profilesOf(null), env).map(({ by }) => by)).toEqual([
      'AWS_PROFILE',
      'AWS_ACCESS_KEY_ID',
    ]);
    expect(shadowings('b', profilesOf(null), { AWS_PROFILE: 'b', AWS_ACCESS_KEY_ID: '' })).toEqual(
      [],
    );
  });
});

describe('regionFor', () => {
  const env = { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-south-1' };
  const config = '[profile src]\nregion = eu-west-1\n';

  it('returns the region of the role, else of its source, the environment or the partition', () => {
    expect(regionFor({ ...role, region: 'us-west-2' }, profilesOf(config), env)).toBe('us-west-2');
    expect(regionFor(role, profilesOf(config), env)).toBe('eu-west-1');
    expect(regionFor(role, profilesOf(null), env)).toBe('eu-north-1');
    expect(regionFor(role, profilesOf(null), { ...env, AWS_REGION: '' })).toBe('eu-south-1');
    expect(regionFor(role, profilesOf(null), {})).toBe('us-east-1');
    expect(regionFor({ ...role, roleArn: 'arn:aws-cn:iam::1:role/R' }, profilesOf(null), {})).toBe(
      'cn-northwest-1',
    );
  });

  it('ignores a region of the source profile in another partition', () => {
    const china = { ...role, roleArn: 'arn:aws-cn:iam::123456789012:role/R' };
    expect(regionFor(china, profilesOf(config), { AWS_REGION: 'cn-north-1' })).toBe('cn-north-1');
  });
});

describe('configuredEndpoint', () => {
  const config =
    '[profile src]\nservices = local\nendpoint_url = http://127.0.0.1:4\n[services local]\ns3 =\n  endpoint_url = http://127.0.0.1:5\nsts =\n  endpoint_url = http://127.0.0.1:3\n[profile plain]\nendpoint_url = http://127.0.0.1:4\n';

  it('prefers variables to the services section, and this section to the profile', () => {
    const env = {
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:2',
    };
    expect(configuredEndpoint('src', profilesOf(config), env)).toBe('http://127.0.0.1:1');
    expect(
      configuredEndpoint('src', profilesOf(config), { ...env, AWS_ENDPOINT_URL_STS: '' }),
    ).toBe('http://127.0.0.1:2');
    expect(configuredEndpoint('src', profilesOf(config), {})).toBe('http://127.0.0.1:3');
    expect(configuredEndpoint('plain', profilesOf(config), {})).toBe('http://127.0.0.1:4');
    expect(configuredEndpoint('default', profilesOf(config), {})).toBeNull();
  });

  it('returns null if the environment or the profile turns configured endpoints off', () => {
    const off = {
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:2',
    };
    expect(configuredEndpoint('src', profilesOf(config), off)).toBeNull();
    const inFile =
      '[profile src]\nignore_configured_endpoint_urls = true\nendpoint_url = http://127.0.0.1:4\n';
    expect(configuredEndpoint('src', profilesOf(inFile), {})).toBeNull();
  });
});

describe('nonAwsEndpoint', () => {
  it('returns an endpoint only if it is outside the domains of AWS', () => {
    const at = (url: string): string | null =>
      nonAwsEndpoint('src', profilesOf(null), { AWS_ENDPOINT_URL: url });
    expect(at('http://127.0.0.1:4')).toBe('http://127.0.0.1:4');
    expect(at('https://sts.amazonaws.com.evil.example')).not.toBeNull();
    expect(at('https://vpce-1.sts.eu-west-1.vpce.amazonaws.com/x')).toBeNull();
    expect(at('https://sts.cn-north-1.amazonaws.com.cn')).toBeNull();
  });
});

describe('selectedProfile', () => {
  it('returns the profile that AWS_PROFILE or AWS_DEFAULT_PROFILE selects, or else default', () => {
    expect(selectedProfile({ AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' })).toBe('a');
    expect(selectedProfile({ AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'b' })).toBe('b');
    expect(selectedProfile({})).toBe('default');
  });
});
