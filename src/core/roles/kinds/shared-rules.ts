import {
  isAwsStsHost,
  partitionIdOf,
  partitionOf,
  partitionOfRegion,
} from '../../aws-config/partition.ts';
import type { FieldRule } from '../../field-rule.ts';
import type { RoleField } from '../role-fields.ts';
import { browserWords } from '../browser-command.ts';
import { isReservedName } from '../role-name.ts';
import { brokenField, overLimit, type RoleFindings, warning } from './role-finding.ts';

const ROLE_NAME_CHARACTERS = 'letters, digits and _ - / . % @';

/**
 * Matches profile names that every reader of the credentials file accepts. The readers are botocore
 * and the SDKs for JavaScript, Go, Java and Rust.
 */
const PROFILE_NAME = /^[A-Za-z0-9_\-/.%@]+$/;
const PROFILE_NAME_CHARACTERS = 'A-Z a-z 0-9 _ - / . % @';

/** A group's name is short, because it is shown as a heading. */
const MAX_GROUP_CHARACTERS = 64;

export function* nameRules(role: {
  readonly name: string;
  readonly targetProfile: string;
}): RoleFindings {
  const nameRule = ruleOfName(role.name, /^[\p{L}\p{M}\p{N}_\-/.%@]+$/u, ROLE_NAME_CHARACTERS);
  if (nameRule !== null) yield brokenField('name', nameRule);
  const profileRule = ruleOfName(role.targetProfile, PROFILE_NAME, PROFILE_NAME_CHARACTERS);
  if (profileRule !== null) yield brokenField('profile', profileRule);
}

export function* sourceRules(role: {
  readonly sourceProfile: string;
  readonly targetProfile: string;
}): RoleFindings {
  if (role.sourceProfile === '') yield brokenField('source-profile', { kind: 'required' });
  yield* sectionNameRules('source-profile', role.sourceProfile);
  if (role.targetProfile === role.sourceProfile)
    yield brokenField('profile', { kind: 'same-as-source' });
}

/**
 * Refuses only control characters and brackets, which a section header cannot have. Other tools
 * allow spaces and quotes in names.
 */
export function* sectionNameRules(field: RoleField, name: string): RoleFindings {
  if (/[\p{Cc}[\]]/u.test(name))
    yield brokenField(field, { kind: 'characters', allowed: 'all but line breaks and [ ]' });
}

export function* endpointRules({
  endpoint,
}: {
  readonly endpoint?: string | undefined;
}): RoleFindings {
  const host = endpoint === undefined ? null : hostOf(endpoint);
  if (endpoint !== undefined && (host === null || !isHttpsOrLoopback(endpoint, host)))
    yield brokenField('endpoint', { kind: 'endpoint' });
}

/** The length and the characters of a text that AWS limits. */
export interface TextRule {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  readonly allowed: string;
}

export function* textRules(
  field: RoleField,
  text: string | undefined,
  rule: TextRule,
): RoleFindings {
  if (text === undefined) return;
  const { min, max, pattern, allowed } = rule;
  if (text === '') yield brokenField(field, { kind: 'required' });
  if (!pattern.test(text)) yield brokenField(field, { kind: 'characters', allowed });
  if (text.length < min || text.length > max) yield overLimit(field, { kind: 'length', min, max });
}

/**
 * The serial of an MFA device (STS API reference, GetSessionToken and AssumeRole; botocore data
 * sts/2011-06-15/service-2).
 */
const MFA_SERIAL: TextRule = {
  min: 9,
  max: 256,
  pattern: /^[\w+=/:,.@-]*$/,
  allowed: 'A-Z a-z 0-9 _ + = / : , . @ -',
};

export function* mfaSerialRules(serial: string | undefined): RoleFindings {
  yield* textRules('mfa-serial', serial, MFA_SERIAL);
  if (serial !== undefined && isFidoDevice(serial))
    yield brokenField('mfa-serial', { kind: 'mfa-device' });
}

/**
 * Returns true for a FIDO key or a passkey, whose ARN has `u2f`. Such a device works only in a
 * browser, and STS accepts only digits (IAM user guide, "MFA-protected API access").
 */
function isFidoDevice(serial: string): boolean {
  return /^arn:[^:]*:iam::[^:]*:u2f\//.test(serial);
}

export function* durationRules(
  durationSeconds: number,
  limits: { readonly min: number; readonly max: number },
): RoleFindings {
  if (!Number.isSafeInteger(durationSeconds))
    yield brokenField('duration', { kind: 'whole-number' });
  if (durationSeconds < 1) yield brokenField('duration', { kind: 'range', ...limits });
  if (durationSeconds < limits.min || durationSeconds > limits.max)
    yield overLimit('duration', { kind: 'range', ...limits });
}

export function* groupRules({ group = '' }: { readonly group?: string | undefined }): RoleFindings {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(group))
    yield brokenField('group', { kind: 'characters', allowed: 'all but line breaks and tabs' });
  if (Array.from(group).length > MAX_GROUP_CHARACTERS)
    yield brokenField('group', { kind: 'length', min: 1, max: MAX_GROUP_CHARACTERS });
}

export function* browserRules({
  browser,
}: {
  readonly browser?: string | undefined;
}): RoleFindings {
  if (browser !== undefined && browserWords(browser) === null)
    yield brokenField('browser', { kind: 'browser' });
}

export function* unknownPartition(arn: string): RoleFindings {
  if (partitionOf(arn) === null)
    yield warning({ kind: 'unknown-partition', partition: partitionIdOf(arn) ?? '' });
}

/**
 * Checks a region. `partition` is the ID of the partition that it must be in, or null if that is
 * unknown.
 */
export function* regionRules(
  field: 'region' | 'sso-region',
  region: string | undefined,
  partition: string | null,
  isAtAws: boolean,
): RoleFindings {
  if (region !== undefined && !isRegionIn(region, partition, isAtAws))
    yield brokenField(field, { kind: 'region' });
}

function isRegionIn(region: string, partition: string | null, isAtAws: boolean): boolean {
  // The region becomes a part of the name of the host to which requests go.
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(region)) return false;
  if (!isAtAws) return true;
  if (!/^[a-z]+(?:-[a-z]+)+-\d+$/.test(region)) return false;
  const ofRegion = partitionOfRegion(region);
  return ofRegion === null || partition === null || ofRegion.id === partition;
}

function ruleOfName(name: string, pattern: RegExp, allowed: string): FieldRule | null {
  if (name === '') return { kind: 'required' };
  if (isReservedName(name)) return { kind: 'reserved', word: name };
  return pattern.test(name) ? null : { kind: 'characters', allowed };
}

/** Returns false if the endpoint is another server than AWS's STS. */
export function isAtAws(endpoint: string | undefined): boolean {
  const host = endpoint === undefined ? null : hostOf(endpoint);
  return host === null || isAwsStsHost(host);
}

const ENDPOINT =
  /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?(?:\/[\w\-.~%/]*)?$/i;

/**
 * Returns the host of an http(s) endpoint. Returns null if the text is no endpoint, or has a user,
 * a query or a fragment.
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
