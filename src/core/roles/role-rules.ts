import type { Failure } from '../failure.ts';
import type { FieldRule } from '../field-rule.ts';
import {
  isAwsStsHost,
  partitionIdOf,
  partitionOf,
  partitionOfRegion,
} from '../aws-config/partition.ts';
import { brokenParameters } from './parameter-rules.ts';
import { isReservedName } from './role-name.ts';
import type { RoleField } from './role-fields.ts';
import type { Role } from './role.ts';
import type { RoleWarning } from './role-warning.ts';

export interface RoleCheck {
  /** `field-invalid` with the first broken rule; null if none is broken. */
  readonly failure: Extract<Failure, { kind: 'field-invalid' }> | null;
  readonly warnings: readonly RoleWarning[];
}

const ROLE_NAME = /^[\p{L}\p{M}\p{N}_\-/.%@]+$/u;
const ROLE_NAME_CHARACTERS = 'letters, digits and _ - / . % @';

/**
 * Characters that every reader of the credentials file accepts in one name: botocore and the SDKs
 * for JavaScript, Go, Java and Rust.
 */
const PROFILE_NAME = /^[A-Za-z0-9_\-/.%@]+$/;
const PROFILE_NAME_CHARACTERS = 'A-Z a-z 0-9 _ - / . % @';

/** A role's ARN (IAM user guide, "IAM identifiers"): its account, and its path. */
const ROLE_ARN = /^arn:[a-z0-9-]+:iam::([\w-]*):role\/((?:[\x21-\x7e]+\/)?)[\w+=,.@-]{1,64}$/;

/**
 * Lengths and characters of STS's request fields (STS API reference, AssumeRole; botocore data
 * sts/2011-06-15/service-2).
 */
const TEXT_FIELDS = {
  'session-name': {
    min: 2,
    max: 64,
    pattern: /^[\w+=,.@-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = , . @ -',
  },
  'external-id': {
    min: 2,
    max: 1224,
    pattern: /^[\w+=,.@:/-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = , . @ : / -',
  },
  'source-identity': {
    min: 2,
    max: 64,
    pattern: /^[\w+=,.@-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = , . @ -',
  },
  'mfa-serial': {
    min: 9,
    max: 256,
    pattern: /^[\w+=/:,.@-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = / : , . @ -',
  },
} as const;

/** Short, because it is a heading. */
const MOST_GROUP_CHARACTERS = 64;

const DURATION = { min: 900, max: 43_200 } as const;

/**
 * AWS's limit for sessions assumed with a role's session or an MFA session (IAM user guide, "Role
 * chaining").
 */
export const CHAINED_SECONDS = 3600;

/**
 * Checks a role by the rules of AWS and of the credentials file. At an endpoint that is not AWS's
 * own, AWS's limits (lengths, account, duration) are warnings, because other servers have other
 * limits. Characters stay errors, because they protect the request and the file.
 */
export function checkRole(role: Role): RoleCheck {
  const warnings: RoleWarning[] = [];
  const endpointHost = role.endpoint === undefined ? null : hostOf(role.endpoint);
  const foreign = endpointHost !== null && !isAwsStsHost(endpointHost);
  const brokenField = (field: RoleField, rule: FieldRule): RoleCheck => ({
    failure: { kind: 'field-invalid', field, rule },
    warnings: [],
  });
  /** Returns true if a limit of AWS is an error; else adds a warning. */
  const limitHolds = (field: RoleField): boolean => {
    if (
      foreign &&
      !warnings.some((warning) => warning.kind === 'limit-of-aws' && warning.field === field)
    ) {
      warnings.push({ kind: 'limit-of-aws', field });
    }
    return !foreign;
  };

  const nameRule = ruleOfName(role.name, ROLE_NAME, ROLE_NAME_CHARACTERS);
  if (nameRule !== null) return brokenField('name', nameRule);
  const profileRule = ruleOfName(role.targetProfile, PROFILE_NAME, PROFILE_NAME_CHARACTERS);
  if (profileRule !== null) return brokenField('profile', profileRule);
  if (role.sourceProfile === '') return brokenField('source-profile', { kind: 'required' });
  // Names by others may have spaces or quotes. A line break or a bracket cannot be part of a
  // header.
  if (/[\p{Cc}[\]]/u.test(role.sourceProfile)) {
    return brokenField('source-profile', {
      kind: 'characters',
      allowed: 'all but line breaks and [ ]',
    });
  }
  if (role.targetProfile === role.sourceProfile)
    return brokenField('profile', { kind: 'same-as-source' });

  if (
    role.endpoint !== undefined &&
    (endpointHost === null || !isHttpsOrLoopback(role.endpoint, endpointHost))
  ) {
    return brokenField('endpoint', { kind: 'endpoint' });
  }

  if (role.roleArn === '') return brokenField('role-arn', { kind: 'required' });
  const arn = ROLE_ARN.exec(role.roleArn);
  if (arn === null) return brokenField('role-arn', { kind: 'role-arn' });
  const [, account = '', path = ''] = arn;
  if (!/^\d{12}$/.test(account) && limitHolds('role-arn'))
    return brokenField('role-arn', { kind: 'role-arn' });
  // The path's leading slash counts too.
  if ((path.length + 1 > 512 || role.roleArn.length > 2048) && limitHolds('role-arn')) {
    return brokenField('role-arn', { kind: 'length', min: 20, max: 2048 });
  }
  if (partitionOf(role.roleArn) === null) {
    warnings.push({ kind: 'unknown-partition', partition: partitionIdOf(role.roleArn) ?? '' });
  }

  for (const [field, text] of [
    ['session-name', role.roleSessionName],
    ['external-id', role.externalId],
    ['mfa-serial', role.mfaSerial],
    ['source-identity', role.sourceIdentity],
  ] as const) {
    if (text === undefined) continue;
    const { min, max, pattern, allowed } = TEXT_FIELDS[field];
    if (text === '') return brokenField(field, { kind: 'required' });
    if (!pattern.test(text)) return brokenField(field, { kind: 'characters', allowed });
    if ((text.length < min || text.length > max) && limitHolds(field))
      return brokenField(field, { kind: 'length', min, max });
  }
  if (role.mfaSerial !== undefined && isFidoDevice(role.mfaSerial))
    return brokenField('mfa-serial', { kind: 'mfa-device' });
  if (role.mfa === 'each-time' && role.mfaSerial === undefined)
    return brokenField('mfa', { kind: 'needs-mfa-serial' });
  for (const { field, rule, isLimit } of brokenParameters(role)) {
    if (!isLimit || limitHolds(field)) return brokenField(field, rule);
  }

  const group = groupRule(role.group ?? '');
  if (group !== null) return brokenField('group', group);

  const { durationSeconds } = role;
  if (!Number.isSafeInteger(durationSeconds))
    return brokenField('duration', { kind: 'whole-number' });
  if (durationSeconds < 1) return brokenField('duration', { kind: 'range', ...DURATION });
  if (
    (durationSeconds < DURATION.min || durationSeconds > DURATION.max) &&
    limitHolds('duration')
  ) {
    return brokenField('duration', { kind: 'range', ...DURATION });
  }

  if (role.mfa === 'each-time') warnings.push({ kind: 'mfa-each-time' });
  else if (role.mfaSerial !== undefined && durationSeconds > CHAINED_SECONDS && !foreign) {
    warnings.push({ kind: 'duration-capped', durationSeconds, by: 'mfa' });
  }
  if (role.region !== undefined && !isRegionFor(role.region, role.roleArn, foreign)) {
    return brokenField('region', { kind: 'region' });
  }
  return { failure: null, warnings };
}

/**
 * AWS uses U2F for FIDO keys and passkeys. They answer in a browser, and the API accepts only
 * digits (IAM user guide, "MFA-protected API access").
 */
function isFidoDevice(serial: string): boolean {
  return /^arn:[^:]*:iam::[^:]*:u2f\//.test(serial);
}

function ruleOfName(name: string, pattern: RegExp, allowed: string): FieldRule | null {
  if (name === '') return { kind: 'required' };
  if (isReservedName(name)) return { kind: 'reserved', word: name };
  return pattern.test(name) ? null : { kind: 'characters', allowed };
}

function groupRule(group: string): FieldRule | null {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(group))
    return { kind: 'characters', allowed: 'all but line breaks and tabs' };
  return Array.from(group).length > MOST_GROUP_CHARACTERS
    ? { kind: 'length', min: 1, max: MOST_GROUP_CHARACTERS }
    : null;
}

function isRegionFor(region: string, roleArn: string, foreign: boolean): boolean {
  // The region becomes part of the host's name.
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(region)) return false;
  if (foreign) return true;
  if (!/^[a-z]+(?:-[a-z]+)+-\d+$/.test(region)) return false;
  const ofRegion = partitionOfRegion(region);
  const ofRole = partitionOf(roleArn);
  return ofRegion === null || ofRole === null || ofRegion.id === ofRole.id;
}

const ENDPOINT =
  /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?(?:\/[\w\-.~%/]*)?$/i;

/**
 * Returns the host of an http(s) endpoint; null if the text has a user, query or fragment, or is no
 * endpoint.
 */
function hostOf(endpoint: string): string | null {
  const match = ENDPOINT.exec(endpoint);
  if (match === null || Number(match[2] ?? 1) > 65_535) return null;
  return match[1] ?? null;
}

function isHttpsOrLoopback(endpoint: string, host: string): boolean {
  if (/^https:/i.test(endpoint)) return true;
  return /^(?:localhost|(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
}
