import { partitionOf } from '../../aws-config/partition.ts';
import { brokenTagAndPolicyRules } from '../tag-and-policy-rules.ts';
import { type KindFields, type RoleWith, sharedFields } from '../role-fields.ts';
import { brokenField, overLimit, type RoleFindings, warning } from './role-finding.ts';
import {
  browserRules,
  durationRules,
  endpointRules,
  groupRules,
  isAtAws,
  mfaSerialRules,
  nameRules,
  regionRules,
  sourceRules,
  type TextRule,
  textRules,
  unknownPartition,
} from './shared-rules.ts';

const fields = {
  ...sharedFields,
  roleArn: 'required',
  externalId: 'none',
  sourceProfile: 'default',
  roleSessionName: 'default',
  durationSeconds: 'default',
  mfaSerial: 'none',
  endpoint: 'none',
  mfa: 'none',
  tags: 'none',
  transitiveTagKeys: 'none',
  sourceIdentity: 'none',
  policy: 'none',
  policyArns: 'none',
  browser: 'none',
} as const satisfies KindFields;

type AssumedRole = RoleWith<'assume-role', typeof fields>;

/**
 * Matches a role's ARN (IAM user guide, "IAM identifiers"). The groups are its account and its
 * path.
 */
const ROLE_ARN = /^arn:[a-z0-9-]+:iam::([\w-]*):role\/((?:[\x21-\x7e]+\/)?)[\w+=,.@-]{1,64}$/;

/** Limits in seconds (STS API reference, AssumeRole). */
const DURATION = { min: 900, max: 43_200 } as const;

/**
 * The longest session that AWS issues to a role's session or an MFA session (IAM user guide, "Role
 * chaining").
 */
export const CHAINED_SECONDS = 3600;

/**
 * Lengths and characters of STS's request fields (STS API reference, AssumeRole; botocore data
 * sts/2011-06-15/service-2).
 */
const NAME_TEXT: TextRule = {
  min: 2,
  max: 64,
  pattern: /^[\w+=,.@-]*$/,
  allowed: 'A-Z a-z 0-9 _ + = , . @ -',
};
const EXTERNAL_ID: TextRule = {
  min: 2,
  max: 1224,
  pattern: /^[\w+=,.@:/-]*$/,
  allowed: 'A-Z a-z 0-9 _ + = , . @ : / -',
};

/** A role that is assumed with the credentials of its source profile. */
export const assumeRole = {
  fields,
  digest: [
    'roleArn',
    'roleSessionName',
    'externalId',
    'durationSeconds',
    'mfaSerial',
    'sourceProfile',
    'region',
    'endpoint',
    'mfa',
    'tags',
    'transitiveTagKeys',
    'sourceIdentity',
    'policy',
    'policyArns',
  ],
  hasConsole: true,
  rules: assumedRoleRules,
} as const;

function* assumedRoleRules(role: AssumedRole): RoleFindings {
  yield* nameRules(role);
  yield* sourceRules(role);
  yield* endpointRules(role);
  yield* arnRules(role.roleArn);
  yield* textRules('session-name', role.roleSessionName, NAME_TEXT);
  yield* textRules('external-id', role.externalId, EXTERNAL_ID);
  yield* mfaSerialRules(role.mfaSerial);
  yield* textRules('source-identity', role.sourceIdentity, NAME_TEXT);
  if (role.mfa === 'each-time' && role.mfaSerial === undefined)
    yield brokenField('mfa', { kind: 'needs-mfa-serial' });
  for (const { field, rule, isLimit } of brokenTagAndPolicyRules(role))
    yield { kind: 'broken', field, rule, isLimit };
  yield* browserRules(role);
  yield* groupRules(role);
  yield* durationRules(role.durationSeconds, DURATION);
  const atAws = isAtAws(role.endpoint);
  yield* durationWarnings(role, atAws);
  yield* regionRules('region', role.region, partitionOf(role.roleArn)?.id ?? null, atAws);
}

function* arnRules(roleArn: string): RoleFindings {
  if (roleArn === '') yield brokenField('role-arn', { kind: 'required' });
  const arn = ROLE_ARN.exec(roleArn);
  if (arn === null) yield brokenField('role-arn', { kind: 'role-arn' });
  const [, account = '', path = ''] = arn ?? [];
  if (!/^\d{12}$/.test(account)) yield overLimit('role-arn', { kind: 'role-arn' });
  // AWS's limit of 512 characters includes the path's leading slash, which `path` lacks.
  if (path.length + 1 > 512 || roleArn.length > 2048)
    yield overLimit('role-arn', { kind: 'length', min: 20, max: 2048 });
  yield* unknownPartition(roleArn);
}

function* durationWarnings(role: AssumedRole, atAws: boolean): RoleFindings {
  const { durationSeconds, mfa, mfaSerial } = role;
  if (mfa === 'each-time') yield warning({ kind: 'mfa-each-time' });
  else if (mfaSerial !== undefined && durationSeconds > CHAINED_SECONDS && atAws)
    yield warning({ kind: 'duration-capped', durationSeconds, by: 'mfa' });
}
