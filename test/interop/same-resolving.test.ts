import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configuredEndpoint } from '../../src/core/aws-config/configured-endpoint.ts';
import { type Profiles, readProfiles } from '../../src/core/aws-config/profiles.ts';
import { stsEndpoint } from '../../src/core/aws-config/sts-endpoint.ts';
import { stsVariant, toolRegion } from '../../src/core/aws-config/sts-settings.ts';
import { firstViolation } from '../../src/core/credentials-file/botocore-rules.ts';
import { type ChainHop, sourceChain } from '../../src/core/roles/sources/source-chain.ts';
import type { RoleOf } from '../../src/core/roles/role.ts';
import { anyAwsFiles } from '../support/aws-files.ts';
import {
  type AwsFilesAndEnvironment,
  botocoreResolver,
  type BotocoreResolver,
  type SettingsAnswer,
  type SourceAnswer,
} from '../support/botocore-resolver.ts';
import { botocorePython } from '../support/external-programs.ts';
import { externalSuite } from './external-suite.ts';
import { sized } from '../support/run-length.ts';

/** The number of random sets of files and environments. */
const cases = sized(300, 20_000);

const role: RoleOf<'assume-role'> = {
  id: '0123456789ab',
  kind: 'assume-role',
  name: 'target',
  roleArn: 'arn:aws:iam::123456789012:role/Target',
  sourceProfile: 'default',
  targetProfile: 'rolekeeper-target',
  roleSessionName: 'alice@laptop',
  durationSeconds: 3600,
};

/**
 * Returns the source that Rolekeeper finds, or `by-design` for a difference that ADR 0026 explains.
 */
function ourSource(name: string, profiles: Profiles): SourceAnswer | 'by-design' {
  const chain = sourceChain({ ...role, sourceProfile: name }, { roles: [], profiles });
  if (!chain.ok) return chain.failure.kind === 'mfa-impossible' ? 'by-design' : ['refused'];
  const { hops, leaf } = chain.value;
  return hops.reduceRight(hopOver, ourLastSource(leaf.profile, leaf.kind, profiles));
}

function hopOver(source: SourceAnswer, hop: ChainHop): SourceAnswer {
  if (hop.kind === 'role') throw new Error('a hop is a role, but the settings have no roles');
  if (source[0] === 'refused') return source;
  const { roleArn, externalId, durationSeconds } = hop.request;
  return ['role_arn', roleArn, externalId ?? null, durationSeconds, source];
}

function ourLastSource(name: string, kind: string, profiles: Profiles): SourceAnswer {
  const profile = profiles.get(name);
  if (profile?.fault !== null) return ['refused'];
  switch (kind) {
    case 'keys':
    case 'temporary-keys': {
      const keys = profiles.keys(name);
      const token = keys?.sessionToken ?? null;
      expect(kind).toBe(token === null ? 'keys' : 'temporary-keys');
      return ['keys', keys?.accessKeyId ?? '', keys?.secretAccessKey ?? '', token];
    }
    case 'credential_source':
      return ['credential_source', profile.credentialSource];
    case 'credential_process':
      return ['credential_process', profile.credentialProcess];
    case 'login_session':
      return ['login_session', profile.loginSession];
    case 'web_identity':
      return ['web_identity', profile.roleArn, profile.webIdentityTokenFile];
    default: {
      const { startUrl, region, accountId, roleName, session } = profile.sso ?? {};
      return ['sso', startUrl, region, accountId, roleName, session].map((each) => each ?? null);
    }
  }
}

/**
 * Converts botocore's answer to the form of `ourSource`. Leaves out MFA devices, because Rolekeeper
 * has only one for the whole chain, and sets a missing duration to an hour.
 */
function theirSource(answer: SourceAnswer): SourceAnswer {
  const [kind, arn = null, externalId = null, duration, , source] = answer;
  if (kind === 'refused') return ['refused'];
  if (kind !== 'role_arn' || !Array.isArray(source)) return answer;
  const below = theirSource(source as SourceAnswer);
  const seconds = typeof duration === 'number' ? duration : 3600;
  return below[0] === 'refused' ? below : ['role_arn', arn, externalId, seconds, below];
}

/**
 * Returns Rolekeeper's STS endpoint. Leaves out AWS_REGION, which Rolekeeper uses and botocore 1.x
 * ignores.
 */
function ourSts(
  name: string,
  profiles: Profiles,
  env: Record<string, string>,
): SettingsAnswer['sts'] {
  const region = env['AWS_DEFAULT_REGION'] ?? profiles.get(name)?.region ?? null;
  if (region === null) return null;
  const { url, signingRegion } = stsEndpoint(region, stsVariant(name, profiles, env));
  return [url, signingRegion];
}

type Settings = Omit<SettingsAnswer, 'sts_regional_endpoints'> & { readonly global: boolean };

function ourSettings(name: string, profiles: Profiles, env: Record<string, string>): Settings {
  const { useFipsEndpoint, useDualstackEndpoint, useGlobalEndpoint } = stsVariant(
    name,
    profiles,
    env,
  );
  return {
    region: toolRegion(name, profiles, env),
    ca_bundle: env['AWS_CA_BUNDLE'] ?? profiles.get(name)?.caBundle ?? null,
    use_fips_endpoint: useFipsEndpoint,
    use_dualstack_endpoint: useDualstackEndpoint,
    global: useGlobalEndpoint,
    sts: ourSts(name, profiles, env),
    endpoint: configuredEndpoint(name, profiles, env),
  };
}

function theirSettings(answer: SettingsAnswer, env: Record<string, string>): Settings {
  const { sts_regional_endpoints: regional, ...rest } = answer;
  return {
    ...rest,
    region: env['AWS_REGION'] ?? rest.region,
    use_fips_endpoint: rest.use_fips_endpoint ?? false,
    use_dualstack_endpoint: rest.use_dualstack_endpoint ?? false,
    global: regional === 'legacy',
  };
}

const python = botocorePython();
const withBotocore = externalSuite('botocore', { botocore: python });

describe.skipIf(withBotocore.skip)(withBotocore.title, () => {
  let botocore: BotocoreResolver;
  beforeAll(() => {
    botocore = botocoreResolver(python ?? '');
  });
  afterAll(() => {
    botocore.close();
  });

  it(
    `finds the same source and settings of each profile as Rolekeeper, in ${String(cases)} sets of files and environments`,
    { timeout: 300_000 + cases * 100 },
    async () => {
      const seen = { profiles: 0, broken: 0, byDesign: 0, kinds: new Map<string, number>() };
      const compare = async (files: AwsFilesAndEnvironment): Promise<void> => {
        const { config, credentials, env } = files;
        const expected = await botocore.resolve(files);
        const isBroken = [config, credentials].some((text) => firstViolation(text ?? '') !== null);
        expect('refused' in expected).toBe(isBroken);
        if ('refused' in expected) {
          seen.broken += 1;
          return;
        }
        const profiles = readProfiles({ config, credentials });
        expect([...profiles.names()].sort()).toEqual(Object.keys(expected.profiles).sort());
        for (const [name, { source, settings }] of Object.entries(expected.profiles)) {
          seen.profiles += 1;
          const ours = ourSource(name, profiles);
          const kind = typeof ours === 'string' ? ours : String(ours[0]);
          seen.kinds.set(kind, (seen.kinds.get(kind) ?? 0) + 1);
          if (ours === 'by-design') seen.byDesign += 1;
          else expect([name, ours]).toEqual([name, theirSource(source)]);
          // Botocore refuses a `services` whose section is missing. Rolekeeper uses AWS's endpoint
          // (ADR 0026).
          const isRefused = Array.isArray(settings.endpoint);
          const [our, their] = [ourSettings(name, profiles, env), theirSettings(settings, env)];
          if (isRefused) seen.byDesign += 1;
          const endpoint: Settings['endpoint'] = isRefused ? our.endpoint : their.endpoint;
          const expected: Settings = { ...their, endpoint };
          expect([name, our]).toEqual([name, expected]);
        }
      };
      await fc.assert(fc.asyncProperty(anyAwsFiles.filter(hasOneDefault), compare), {
        numRuns: cases,
      });
      const { kinds, ...counts } = seen;
      console.info(JSON.stringify({ ...counts, kinds: Object.fromEntries(kinds) }));
      for (const kind of KINDS) expect(kinds.get(kind), kind).toBeGreaterThan(0);
    },
  );
});

const KINDS = [
  'keys',
  'sso',
  'web_identity',
  'credential_process',
  'login_session',
  'role_arn',
  'refused',
];

/**
 * Returns false if the file has both `[default]` and `[profile default]`. With such a file,
 * Rolekeeper does what the SDKs do, not what botocore does (ADR 0026).
 */
function hasOneDefault({ config }: AwsFilesAndEnvironment): boolean {
  const plain = /^\[default\]/m.test(config ?? '');
  return !plain || !/^\[profile\s+(["']?)default\1\]/m.test(config ?? '');
}
