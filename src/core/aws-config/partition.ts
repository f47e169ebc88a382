/** A partition of AWS. Accounts, ARNs and endpoints of one partition do not work in another. */
export interface Partition {
  readonly id: string;
  /**
   * The default region of STS. It is the partition's implicit global region, or else its first
   * region.
   */
  readonly defaultRegion: string;
  readonly dnsSuffix: string;
  /** Suffix of endpoints that also support IPv6. */
  readonly dualStackSuffix: string;
  /** Host of the console; null if AWS does not publish one. */
  readonly consoleHost: string | null;
  /** Host of the federation endpoint (getSigninToken); null if AWS does not publish one. */
  readonly signInHost: string | null;
  readonly regionPattern: RegExp;
}

/**
 * Ids, suffixes and regions are from botocore's data/partitions.json. Console hosts are from the
 * IAM user guide, "Enable custom identity broker access to the AWS console".
 */
const PARTITIONS: readonly Partition[] = [
  {
    id: 'aws',
    defaultRegion: 'us-east-1',
    dnsSuffix: 'amazonaws.com',
    dualStackSuffix: 'api.aws',
    consoleHost: 'console.aws.amazon.com',
    signInHost: 'signin.aws.amazon.com',
    regionPattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
  },
  {
    id: 'aws-cn',
    defaultRegion: 'cn-northwest-1',
    dnsSuffix: 'amazonaws.com.cn',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
    consoleHost: 'console.amazonaws.cn',
    signInHost: 'signin.amazonaws.cn',
    regionPattern: /^cn-\w+-\d+$/,
  },
  {
    id: 'aws-us-gov',
    defaultRegion: 'us-gov-west-1',
    dnsSuffix: 'amazonaws.com',
    dualStackSuffix: 'api.aws',
    consoleHost: 'console.amazonaws-us-gov.com',
    signInHost: 'signin.amazonaws-us-gov.com',
    regionPattern: /^us-gov-\w+-\d+$/,
  },
  {
    id: 'aws-iso',
    defaultRegion: 'us-iso-east-1',
    dnsSuffix: 'c2s.ic.gov',
    dualStackSuffix: 'api.aws.ic.gov',
    consoleHost: null,
    signInHost: null,
    regionPattern: /^us-iso-\w+-\d+$/,
  },
  {
    id: 'aws-iso-b',
    defaultRegion: 'us-isob-east-1',
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackSuffix: 'api.aws.scloud',
    consoleHost: null,
    signInHost: null,
    regionPattern: /^us-isob-\w+-\d+$/,
  },
  {
    id: 'aws-iso-e',
    defaultRegion: 'eu-isoe-west-1',
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackSuffix: 'api.cloud-aws.adc-e.uk',
    consoleHost: null,
    signInHost: null,
    regionPattern: /^eu-isoe-\w+-\d+$/,
  },
  {
    id: 'aws-iso-f',
    defaultRegion: 'us-isof-south-1',
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackSuffix: 'api.aws.hci.ic.gov',
    consoleHost: null,
    signInHost: null,
    regionPattern: /^us-isof-\w+-\d+$/,
  },
  {
    id: 'aws-eusc',
    defaultRegion: 'eusc-de-east-1',
    dnsSuffix: 'amazonaws.eu',
    dualStackSuffix: 'api.amazonwebservices.eu',
    consoleHost: 'console.amazonaws-eusc.eu',
    signInHost: 'eusc-de-east-1.signin.amazonaws-eusc.eu',
    regionPattern: /^eusc-de-\w+-\d+$/,
  },
];

/** Returns PARTITION of `arn:PARTITION:…`; null if the text is not an ARN. */
export function partitionIdOf(arn: string): string | null {
  return /^arn:([a-z0-9-]+):/.exec(arn)?.[1] ?? null;
}

/** Returns the partition of an ARN; null if this version does not know it. */
export function partitionOf(arn: string): Partition | null {
  const id = partitionIdOf(arn);
  return PARTITIONS.find((partition) => partition.id === id) ?? null;
}

export function partitionOfRegion(region: string): Partition | null {
  return PARTITIONS.find((partition) => partition.regionPattern.test(region)) ?? null;
}

/**
 * Returns the default region of STS for an ARN. If the partition is unknown, it is `us-east-1`.
 */
export function defaultRegionOf(arn: string): string {
  return partitionOf(arn)?.defaultRegion ?? 'us-east-1';
}

/**
 * Returns true for AWS's own STS: the global host, the hosts of a region (also FIPS and dual
 * stack), and the private endpoints in customers' VPCs. Other hosts in AWS's domains can be a
 * customer's server, such as a bucket, a load balancer or an instance.
 */
export function isAwsStsHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'sts.amazonaws.com') return true;
  return PARTITIONS.some(({ dnsSuffix, dualStackSuffix }) => {
    const suffix = [dnsSuffix, dualStackSuffix].find((each) => name.endsWith(`.${each}`));
    if (suffix === undefined) return false;
    const labels = name.slice(0, -suffix.length - 1);
    return REGIONAL_STS.test(labels) || (suffix === dnsSuffix && PRIVATE_STS.test(labels));
  });
}

const REGIONAL_STS = /^sts(?:-fips)?\.[a-z]{2,4}-(?:[a-z]+-){1,2}\d{1,2}$/;
/**
 * A private endpoint of STS in a VPC or in one of its zones, such as
 * `vpce-0123-abcd.sts.REGION.vpce` (AWS PrivateLink guide, "Access AWS services"). A customer's own
 * service is named `vpce-svc-…` instead.
 */
const PRIVATE_STS = /^vpce-[a-z0-9-]{1,63}\.sts\.[a-z]{2,4}-(?:[a-z]+-){1,2}\d{1,2}\.vpce$/;

/** Returns true for an https address of AWS's own STS. */
export function isAwsStsEndpoint(url: string): boolean {
  const [, host = ''] = /^https:\/\/([^/@:?#]+)(?::443)?(?:[/?#]|$)/i.exec(url) ?? [];
  return isAwsStsHost(host);
}

/**
 * Returns the URL of an IAM console page in the ARN's partition; null if the console's host is
 * unknown. `path` is the text after `#`.
 */
export function iamConsoleUrl(arn: string, path: string): string | null {
  const host = partitionOf(arn)?.consoleHost;
  return host === undefined || host === null ? null : `https://${host}/iam/home#${path}`;
}

/**
 * Returns true for an access portal of IAM Identity Center and for the host of the device flow (IAM
 * Identity Center user guide, "Using the AWS access portal"). Other hosts in AWS's domains can be a
 * customer's server, such as a bucket.
 */
export function isSignInPortal(host: string): boolean {
  if (/^[a-z0-9.-]+\.awsapps\.(?:com|cn)$/.test(host)) return true;
  if (/^[a-z0-9-]+\.portal\.[a-z0-9-]+\.app\.aws$/.test(host)) return true;
  const [, suffix = ''] = /^device\.sso\.[a-z0-9-]+\.([a-z.]+)$/.exec(host) ?? [];
  return PARTITIONS.some(({ dnsSuffix }) => dnsSuffix === suffix);
}

/** Returns true for a host of AWS's console or sign-in, including the hosts of single regions. */
export function isConsoleHost(host: string): boolean {
  return PARTITIONS.flatMap(({ consoleHost, signInHost }) => [consoleHost, signInHost]).some(
    (each) => each !== null && (host === each || host.endsWith(`.${each}`)),
  );
}

/** Returns the partition whose console is on this host; null if the host is not AWS's. */
export function partitionOfConsole(host: string): string | null {
  const found = CONSOLE_DOMAINS.find(([domain]) => host === domain || host.endsWith(`.${domain}`));
  return found?.[1] ?? null;
}

/** The domains of the consoles, with the id of their partition. */
const CONSOLE_DOMAINS: readonly (readonly [string, string])[] = [
  ['aws.amazon.com', 'aws'],
  ['amazonaws.cn', 'aws-cn'],
  ['amazonaws.com.cn', 'aws-cn'],
  ['amazonaws-us-gov.com', 'aws-us-gov'],
  ['amazonaws-eusc.eu', 'aws-eusc'],
  ['aws.eu', 'aws-eusc'],
  ['c2shome.ic.gov', 'aws-iso'],
  ['sc2shome.sgov.gov', 'aws-iso-b'],
  ['csphome.adc-e.uk', 'aws-iso-e'],
  ['csphome.hci.ic.gov', 'aws-iso-f'],
];

/** Returns true for an endpoint that is not AWS's own and that differs from `before`. */
export function isNewEndpoint(
  endpoint: string | undefined,
  before: string | undefined,
): endpoint is string {
  return endpoint !== undefined && endpoint !== before && !isAwsStsEndpoint(endpoint);
}
