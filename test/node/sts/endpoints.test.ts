import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import {
  isAwsStsEndpoint,
  isAwsStsHost,
  partitionOfRegion,
} from '../../../src/core/aws-config/partition.ts';
import { readProfiles } from '../../../src/core/aws-config/profiles.ts';
import { regionFor } from '../../../src/core/aws-config/region.ts';
import { callerAt, client, type StsNetwork } from './sts-under-test.ts';

/**
 * Regions of every partition, with the host of STS (AWS general reference, "AWS STS endpoints").
 */
const PLACES = [
  ['aws', 'us-east-1', 'sts.us-east-1.amazonaws.com'],
  ['aws', 'eu-central-1', 'sts.eu-central-1.amazonaws.com'],
  ['aws-cn', 'cn-north-1', 'sts.cn-north-1.amazonaws.com.cn'],
  ['aws-us-gov', 'us-gov-east-1', 'sts.us-gov-east-1.amazonaws.com'],
  ['aws-iso', 'us-iso-west-1', 'sts.us-iso-west-1.c2s.ic.gov'],
  ['aws-iso-b', 'us-isob-east-1', 'sts.us-isob-east-1.sc2s.sgov.gov'],
  ['aws-iso-e', 'eu-isoe-west-1', 'sts.eu-isoe-west-1.cloud.adc-e.uk'],
  ['aws-iso-f', 'us-isof-south-1', 'sts.us-isof-south-1.csp.hci.ic.gov'],
  ['aws-eusc', 'eusc-de-east-1', 'sts.eusc-de-east-1.amazonaws.eu'],
] as const;

const DEFAULTS = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
} as const;

const OPTIONS = [
  { fips: false, dual: false },
  { fips: true, dual: false },
  { fips: false, dual: true },
  { fips: true, dual: true },
] as const;

/** Returns the host of a call. The proxy is a closed port, so nothing leaves this machine. */
async function hostFor(region: string, options: StsNetwork): Promise<string> {
  const env = { ...options.env, HTTPS_PROXY: 'http://127.0.0.1:9' };
  const answer = await client({ ...options, env }).sts.getCallerIdentity({
    ...callerAt(),
    region,
    profile: 'work',
  });
  if (answer.ok) throw new Error('someone answered');
  return answer.error.host;
}

/** Returns the host that the SDK itself chooses. */
function sdkHost(region: string, { fips, dual }: (typeof OPTIONS)[number]): string {
  const { config } = new STSClient({
    region,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const parameters = {
    Region: region,
    UseFIPS: fips,
    UseDualStack: dual,
    UseGlobalEndpoint: false,
  };
  return config.endpointProvider(parameters).url.hostname;
}

describe.each(PLACES)('the STS endpoint of %s in %s', (partition, region, regional) => {
  it('is the region’s own if nothing is configured', async () => {
    expect(await hostFor(region, {})).toBe(regional);
    expect(sdkHost(region, OPTIONS[0])).toBe(regional);
    expect(partitionOfRegion(region)?.id).toBe(partition);
  });

  it.each(OPTIONS)(
    'is the one that the SDK chooses if environment or profile set FIPS to $fips and dual stack to $dual',
    async (option) => {
      const { fips, dual } = option;
      const host = sdkHost(region, option);
      const env = { AWS_USE_FIPS_ENDPOINT: String(fips), AWS_USE_DUALSTACK_ENDPOINT: String(dual) };
      expect(await hostFor(region, { env })).toBe(host);
      const config = `[profile work]\nuse_fips_endpoint = ${String(fips)}\nuse_dualstack_endpoint = ${String(dual)}\n`;
      expect(await hostFor(region, { config })).toBe(host);
      // The environment has priority over the profile.
      const opposite = `[profile work]\nuse_fips_endpoint = ${String(!fips)}\nuse_dualstack_endpoint = ${String(!dual)}\n`;
      expect(await hostFor(region, { env, config: opposite })).toBe(host);
      expect(isAwsStsHost(host)).toBe(true);
      const { dnsSuffix = '', dualStackSuffix = '' } = partitionOfRegion(region) ?? {};
      // GovCloud's regional endpoints already use FIPS.
      const name = fips && !(partition === 'aws-us-gov' && !dual) ? 'sts-fips' : 'sts';
      expect(host).toBe(`${name}.${region}.${dual ? dualStackSuffix : dnsSuffix}`);
    },
  );
});

describe('the region for a role that names no region', () => {
  it.each(Object.entries(DEFAULTS))(
    'in the partition %s is %s, even if a region of another partition is set',
    async (id, region) => {
      const role = {
        roleArn: `arn:${id}:iam::123456789012:role/R`,
        region: undefined,
        sourceProfile: 'work',
      };
      const elsewhere = id === 'aws' ? 'cn-north-1' : 'eu-central-1';
      const profiles = readProfiles({
        config: `[profile work]\nregion = ${elsewhere}\n`,
        credentials: null,
      });
      const chosen = regionFor(role, profiles, { AWS_REGION: elsewhere });
      expect(chosen).toBe(region);
      expect(await hostFor(chosen, {})).toBe(sdkHost(region, OPTIONS[0]));
    },
  );
});

describe('the profile of the assumed role', () => {
  /** Returns the host for a role in `[profile role]` whose calls `[profile work]` signs. */
  async function hostOfRole(config: string): Promise<string> {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:9' };
    const answer = await client({ config, env }).sts.assumeRole(
      { ...callerAt(), region: 'us-east-1', profile: 'work', roleProfile: 'role' },
      {
        roleArn: 'arn:aws:iam::123456789012:role/R',
        roleSessionName: 'alice',
        durationSeconds: 3600,
      },
    );
    if (answer.ok) throw new Error('someone answered');
    return answer.error.host;
  }

  it.each([
    ['use_fips_endpoint = true', 'sts-fips.us-east-1.amazonaws.com'],
    ['use_dualstack_endpoint = true', 'sts.us-east-1.api.aws'],
    ['sts_regional_endpoints = legacy', 'sts.amazonaws.com'],
  ])('changes the host with `%s`, but the signing profile does not', async (setting, host) => {
    const usual = 'sts.us-east-1.amazonaws.com';
    expect(await hostOfRole(`[profile role]\n${setting}\n[profile work]\n`)).toBe(host);
    expect(await hostOfRole(`[profile role]\n[profile work]\n${setting}\n`)).toBe(usual);
    expect(await hostOfRole(`[profile work]\n${setting}\n`)).toBe(usual);
  });
});

describe('an endpoint of STS', () => {
  it('is used unchanged if it is configured, whatever FIPS and dual stack say', async () => {
    const env = {
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_ENDPOINT_URL_STS: 'https://sts.example.com',
    };
    expect(await hostFor('eu-central-1', { env })).toBe('sts.example.com');
  });

  it.each([
    ...PLACES.map(([, , host]) => host),
    'sts.amazonaws.com',
    'STS.EU-WEST-1.AMAZONAWS.COM.',
    'sts.us-gov-west-1.amazonaws.com',
    'sts-fips.us-east-2.amazonaws.com',
    'sts.eu-west-1.api.aws',
    'vpce-0a1b2c3d-x9y8z7.sts.eu-west-1.vpce.amazonaws.com',
    'vpce-0a1b2c3d-x9y8z7-eu-west-1a.sts.eu-west-1.vpce.amazonaws.com',
  ])('at %s is recognised as AWS’s own', (host) => {
    expect(isAwsStsHost(host)).toBe(true);
    expect(isAwsStsEndpoint(`https://${host}`)).toBe(true);
    expect(isAwsStsEndpoint(`https://${host}:443/path`)).toBe(true);
    expect(isAwsStsEndpoint(`http://${host}`)).toBe(false);
    expect(isAwsStsEndpoint(`https://me:pw@${host}/`)).toBe(false);
    expect(isAwsStsEndpoint(`https://${host}:8443`)).toBe(false);
    expect(isAwsStsEndpoint(`https://example.com/${host}`)).toBe(false);
  });

  it.each([
    'sts.example.com',
    'amazonaws.com.example.com',
    'notamazonaws.com',
    'sts.api.aws.example',
    'a1b2c3.execute-api.eu-west-1.amazonaws.com',
    'sts.s3.amazonaws.com',
    'sts.s3.eu-west-1.amazonaws.com',
    'sts.s3-website-eu-west-1.amazonaws.com',
    'bucket.s3.amazonaws.com',
    'ec2-203-0-113-1.eu-west-1.compute.amazonaws.com',
    'sts-1.eu-west-1.elb.amazonaws.com',
    'abc.lambda-url.eu-west-1.on.aws',
    'sts.eu-west-1.evil.amazonaws.com',
    'vpce-0a1b-x.vpce-svc-0123.eu-west-1.vpce.amazonaws.com',
    'vpce-0a1b-x.execute-api.eu-west-1.vpce.amazonaws.com',
    'amazonaws.com',
    'sts..amazonaws.com',
    '',
  ])("at '%s' is not recognised as AWS's own, because a customer can own the name", (host) => {
    expect(isAwsStsHost(host)).toBe(false);
    expect(isAwsStsEndpoint(`https://${host}`)).toBe(false);
  });
});
