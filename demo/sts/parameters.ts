import type { Refusal, Verdict } from './refusal.ts';
import { grant, refuse, validationError } from './refusal.ts';
import { sessionParametersIn, sessionParametersTrouble } from './session-parameters.ts';
import type { SessionParameters } from './session-parameters.ts';

/** Limits of STS's parameters (STS API reference, AssumeRole and GetSessionToken). */
interface Limits {
  readonly field: string;
  readonly required?: boolean;
  readonly length?: readonly [min: number, max: number];
  /** AWS's pattern, anchored at both ends. */
  readonly pattern?: RegExp;
  readonly range?: readonly [min: number, max: number];
}

const ROLE_ARN: Limits = { field: 'roleArn', required: true, length: [20, 2048] };
const SESSION_NAME: Limits = {
  field: 'roleSessionName',
  required: true,
  length: [2, 64],
  pattern: /^[\w+=,.@-]*$/,
};
const EXTERNAL_ID: Limits = { field: 'externalId', length: [2, 1224], pattern: /^[\w+=,.@:\/-]*$/ };
const SERIAL: Limits = { field: 'serialNumber', length: [9, 256], pattern: /^[\w+=/:,.@-]*$/ };
const TOKEN_CODE: Limits = { field: 'tokenCode', length: [6, 6], pattern: /^[\d]*$/ };
const SOURCE_IDENTITY: Limits = {
  field: 'sourceIdentity',
  length: [2, 64],
  pattern: /^[\w+=,.@-]*$/,
};
const ROLE_DURATION: Limits = { field: 'durationSeconds', range: [900, 43_200] };
const SESSION_DURATION: Limits = { field: 'durationSeconds', range: [900, 129_600] };

export interface MfaParameters {
  readonly serialNumber: string | null;
  readonly tokenCode: string | null;
}

export interface AssumeRoleParameters extends MfaParameters {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly session: SessionParameters;
  readonly externalId: string | null;
  readonly durationSeconds: number;
}

export interface SessionTokenParameters extends MfaParameters {
  readonly durationSeconds: number;
}

export function assumeRoleParameters(form: URLSearchParams): Verdict<AssumeRoleParameters> {
  const broken = violations(form, [
    ROLE_ARN,
    SESSION_NAME,
    EXTERNAL_ID,
    ROLE_DURATION,
    SERIAL,
    TOKEN_CODE,
    SOURCE_IDENTITY,
  ]);
  if (broken !== null) return refuse(broken);
  const roleArn = form.get('RoleArn') ?? '';
  if (!/^arn:[\w-]+:iam::[^:]*:role\/.+$/.test(roleArn))
    return refuse(validationError(`${roleArn} is invalid`));
  const session = sessionParametersIn(form);
  const trouble = sessionParametersTrouble(session, roleArn);
  if (trouble !== null) return refuse(trouble);
  return grant({
    roleArn,
    roleSessionName: form.get('RoleSessionName') ?? '',
    session,
    externalId: form.get('ExternalId'),
    durationSeconds: Number(form.get('DurationSeconds') ?? 3600),
    serialNumber: form.get('SerialNumber'),
    tokenCode: form.get('TokenCode'),
  });
}

export function sessionTokenParameters(form: URLSearchParams): Verdict<SessionTokenParameters> {
  const broken = violations(form, [SESSION_DURATION, SERIAL, TOKEN_CODE]);
  if (broken !== null) return refuse(broken);
  return grant({
    durationSeconds: Number(form.get('DurationSeconds') ?? 43_200),
    serialNumber: form.get('SerialNumber'),
    tokenCode: form.get('TokenCode'),
  });
}

function violations(form: URLSearchParams, limits: readonly Limits[]): Refusal | null {
  const found = limits.flatMap((limit) => {
    const value = form.get(limit.field.charAt(0).toUpperCase() + limit.field.slice(1));
    return constraints(value, limit).map((constraint) => {
      const shown = value === null ? 'null' : `'${value}'`;
      return `Value ${shown} at '${limit.field}' failed to satisfy constraint: ${constraint}`;
    });
  });
  if (found.length === 0) return null;
  const count =
    found.length === 1 ? '1 validation error' : `${String(found.length)} validation errors`;
  return validationError(`${count} detected: ${found.join('; ')}`);
}

function constraints(value: string | null, { required, length, pattern, range }: Limits): string[] {
  if (value === null) return required === true ? ['Member must not be null'] : [];
  const broken: string[] = [];
  if (pattern !== undefined && !pattern.test(value)) {
    broken.push(`Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
  }
  if (length !== undefined && value.length < length[0]) {
    broken.push(`Member must have length greater than or equal to ${String(length[0])}`);
  }
  if (length !== undefined && value.length > length[1]) {
    broken.push(`Member must have length less than or equal to ${String(length[1])}`);
  }
  if (range !== undefined) {
    if (!/^\d+$/.test(value) || Number(value) < range[0]) {
      broken.push(`Member must have value greater than or equal to ${String(range[0])}`);
    } else if (Number(value) > range[1]) {
      broken.push(`Member must have value less than or equal to ${String(range[1])}`);
    }
  }
  return broken;
}
