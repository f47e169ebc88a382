import type { FieldRule } from '../field-rule.ts';
import { failed, ok, type Result } from '../result.ts';
import { type Partition, partitionOfRegion } from './partition.ts';

/** A partition whose console and federation endpoint AWS publishes. */
export interface ConsolePartition extends Partition {
  readonly consoleHost: string;
  readonly signInHost: string;
}

export function isWithConsole(partition: Partition): partition is ConsolePartition {
  return partition.consoleHost !== null && partition.signInHost !== null;
}

/** The page of a service in the console. */
interface ServicePage {
  readonly path: string;
  /** True if the service has one console for all regions. */
  readonly isGlobal?: true;
}

/** Common services whose page is not `NAME/home` or not regional, by the names that people type. */
const SERVICE_PAGES: Readonly<Record<string, ServicePage>> = {
  apigw: { path: 'apigateway/home' },
  billing: { path: 'billing/home', isGlobal: true },
  cfn: { path: 'cloudformation/home' },
  cloudfront: { path: 'cloudfront/v4/home', isGlobal: true },
  codebuild: { path: 'codesuite/codebuild/projects' },
  codepipeline: { path: 'codesuite/codepipeline/pipelines' },
  costs: { path: 'cost-management/home', isGlobal: true },
  cw: { path: 'cloudwatch/home' },
  ddb: { path: 'dynamodbv2/home' },
  dynamodb: { path: 'dynamodbv2/home' },
  ecs: { path: 'ecs/v2' },
  eventbridge: { path: 'events/home' },
  iam: { path: 'iam/home', isGlobal: true },
  opensearch: { path: 'aos/home' },
  organizations: { path: 'organizations/v2/home', isGlobal: true },
  redshift: { path: 'redshiftv2/home' },
  route53: { path: 'route53/v2/home', isGlobal: true },
  sfn: { path: 'states/home' },
  sns: { path: 'sns/v3/home' },
  sqs: { path: 'sqs/v3/home' },
  ssm: { path: 'systems-manager/home' },
  sso: { path: 'singlesignon/home' },
  stepfunctions: { path: 'states/home' },
  support: { path: 'support/home', isGlobal: true },
  vpc: { path: 'vpcconsole/home' },
  waf: { path: 'wafv2/homev2' },
};

/** A plain word, so that the text cannot change other parts of the address. */
const SERVICE = /^[a-z][a-z0-9-]{0,62}$/;
const SERVICE_CHARACTERS = 'a-z 0-9 -, the first a letter';
const REGION = /^[a-z]{2,8}(?:-[a-z]{2,10}){1,3}-\d{1,2}$/;

/**
 * Returns the address of a service's page, or of the console's first page if `service` is null. If
 * `region` is null, the console opens in the region that the person used last.
 */
export function consoleAddress(
  { id, consoleHost }: ConsolePartition,
  service: string | null,
  region: string | null,
): Result<string> {
  if (service !== null && !SERVICE.test(service))
    return invalid('service', { kind: 'characters', allowed: SERVICE_CHARACTERS });
  if (region !== null && !isRegionOf(region, id)) return invalid('region', { kind: 'region' });
  const known = service !== null && Object.hasOwn(SERVICE_PAGES, service);
  const page = (known ? SERVICE_PAGES[service] : null) ?? { path: `${service ?? 'console'}/home` };
  const host = region === null || page.isGlobal === true ? consoleHost : `${region}.${consoleHost}`;
  const query = region === null ? '' : `?region=${region}`;
  return ok(`https://${host}/${page.path}${query}`);
}

/**
 * Returns true for a region of this partition, and for a region that Rolekeeper does not know.
 */
export function isRegionOf(region: string, partitionId: string): boolean {
  const known = partitionOfRegion(region);
  return REGION.test(region) && (known === null || known.id === partitionId);
}

function invalid(field: string, rule: FieldRule): Result<never> {
  return failed({ kind: 'field-invalid', field, rule });
}
