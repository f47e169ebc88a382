import { isAwsStsEndpoint, partitionOfRegion } from './partition.ts';
import type { StsVariant } from './sts-settings.ts';

/** The address of an STS endpoint, and the region for which calls to it are signed. */
export interface StsEndpoint {
  readonly url: string;
  readonly signingRegion: string;
}

/**
 * Returns the endpoint of AWS's STS for a region, as botocore and the SDKs do (botocore data
 * sts/2011-06-15/endpoint-rule-set-1). An unknown region counts as a region of the partition `aws`.
 */
export function stsEndpoint(region: string, variant: StsVariant): StsEndpoint {
  const { useFipsEndpoint, useDualstackEndpoint, useGlobalEndpoint } = variant;
  const hasOwnName = useFipsEndpoint || useDualstackEndpoint;
  const isGlobal = region === 'aws-global' || (useGlobalEndpoint && GLOBAL_REGIONS.has(region));
  if (isGlobal && !hasOwnName) return GLOBAL;
  const { id, dnsSuffix, dualStackSuffix } = partitionOfRegion(region) ?? AWS;
  // GovCloud's regional endpoints already are FIPS endpoints.
  const isNamedFips = useFipsEndpoint && (useDualstackEndpoint || id !== 'aws-us-gov');
  const suffix = useDualstackEndpoint ? dualStackSuffix : dnsSuffix;
  const name = isNamedFips ? 'sts-fips' : 'sts';
  const signingRegion = region === 'aws-global' ? GLOBAL.signingRegion : region;
  return { url: `https://${name}.${region}.${suffix}`, signingRegion };
}

/**
 * Returns a configured endpoint with its signing region. AWS's regional endpoints accept only
 * signatures for the region in their name, and the global endpoint only those for us-east-1.
 */
export function namedStsEndpoint(url: string, region: string): StsEndpoint {
  if (!isAwsStsEndpoint(url)) return { url, signingRegion: region };
  const [, host = ''] = /^https:\/\/([^/:?#]+)/i.exec(url.toLowerCase()) ?? [];
  if (/^sts\.amazonaws\.com\.?$/.test(host)) return { ...GLOBAL, url };
  const [, named = region] = /(?:^|\.)sts(?:-fips)?\.([a-z0-9-]+)\./.exec(host) ?? [];
  return { url, signingRegion: named };
}

const GLOBAL: StsEndpoint = { url: 'https://sts.amazonaws.com', signingRegion: 'us-east-1' };

const AWS = { id: 'aws', dnsSuffix: 'amazonaws.com', dualStackSuffix: 'api.aws' };

/** Regions whose calls went to the global endpoint before STS became regional. */
const GLOBAL_REGIONS: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);
