import * as z from 'zod';
import type { RoleChanges, RoleDraft } from '../api.ts';
import type { Hash } from '../ports.ts';
import { failed, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { checkRole } from './role-rules.ts';

/** A role as it is stored. Field names are those of STS AssumeRole where it has them; lengths and characters are checked by `checkRole`. */
export const roleSchema = z.object({
  /** 12 hex digits; stays when the role is renamed. Stands in our mark in the credentials file. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z.string().min(1),
  roleArn: z.string().min(1),
  /** Whose credentials call STS: a profile of the user's files, or another role's target profile. */
  sourceProfile: z.string().min(1),
  /** The section of the credentials file that is written. */
  targetProfile: z.string().min(1),
  roleSessionName: z.string().min(1),
  /** Seconds, 900 to 43200 at AWS. */
  durationSeconds: z.number().int().positive(),
  externalId: z.string().optional(),
  mfaSerial: z.string().optional(),
  region: z.string().optional(),
  /** A custom STS endpoint (https or loopback), instead of AWS's own. */
  endpoint: z.string().optional(),
});

export type Role = z.infer<typeof roleSchema>;

const DEFAULT_SOURCE_PROFILE = 'default';
const DEFAULT_DURATION_SECONDS = 3600;

/** A draft with its defaults filled in and every rule checked; `field-invalid` names the first field that breaks its rule. */
export function completeRole(
  draft: RoleDraft,
  defaults: { readonly id: string; readonly sessionName: string },
): Result<Role> {
  const name = draft.name.trim();
  return checked({
    id: defaults.id,
    name,
    roleArn: draft.roleArn.trim(),
    sourceProfile: given(draft.sourceProfile) ?? DEFAULT_SOURCE_PROFILE,
    targetProfile: given(draft.targetProfile) ?? name,
    roleSessionName: given(draft.roleSessionName) ?? defaults.sessionName,
    durationSeconds: draft.durationSeconds ?? DEFAULT_DURATION_SECONDS,
    ...optional('externalId', given(draft.externalId)),
    ...optional('mfaSerial', given(draft.mfaSerial)),
    ...optional('region', given(draft.region)),
    ...optional('endpoint', given(draft.endpoint)),
  });
}

/**
 * The role with these changes. Null removes an optional field and gives one that has a default that default back; a name, an ARN and a session
 * name cannot be removed (`field-invalid`, required). The id stays.
 */
export function changeRole(role: Role, changes: RoleChanges): Result<Role> {
  const text = (change: string | null | undefined, present: string, none: string): string =>
    change === undefined ? present : (given(change) ?? none);
  const kept = (change: string | null | undefined, present: string | undefined): string | undefined =>
    change === undefined ? present : given(change);
  const name = text(changes.name, role.name, '');
  return checked({
    id: role.id,
    name,
    roleArn: text(changes.roleArn, role.roleArn, ''),
    sourceProfile: text(changes.sourceProfile, role.sourceProfile, DEFAULT_SOURCE_PROFILE),
    targetProfile: text(changes.targetProfile, role.targetProfile, name),
    roleSessionName: text(changes.roleSessionName, role.roleSessionName, ''),
    durationSeconds:
      changes.durationSeconds === undefined
        ? role.durationSeconds
        : (changes.durationSeconds ?? DEFAULT_DURATION_SECONDS),
    ...optional('externalId', kept(changes.externalId, role.externalId)),
    ...optional('mfaSerial', kept(changes.mfaSerial, role.mfaSerial)),
    ...optional('region', kept(changes.region, role.region)),
    ...optional('endpoint', kept(changes.endpoint, role.endpoint)),
  });
}

function checked(role: Role): Result<Role> {
  const { failure } = checkRole(role);
  return failure === null ? ok(role) : failed(failure);
}

/** What was pasted often has spaces around it; nothing but spaces is nothing. */
function given(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? undefined : trimmed;
}

function optional<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  const field: Partial<Record<Name, string>> = {};
  if (value !== undefined) field[name] = value;
  return field;
}

/**
 * 8 hex digits over what decides a session: two sessions of a role are alike exactly where this is. `ambientEndpoint` is an endpoint outside AWS's
 * domains that the environment names (`ambientEndpoint`), where the role names none.
 */
export function digestOf(role: Role, ambientEndpoint: string | null, hash: Hash): string {
  // JSON leaves out what is not set, so that a field added later changes no digest of a role that does not use it.
  const facts = {
    roleArn: role.roleArn,
    roleSessionName: role.roleSessionName,
    externalId: role.externalId,
    durationSeconds: role.durationSeconds,
    mfaSerial: role.mfaSerial,
    sourceProfile: role.sourceProfile,
    region: role.region,
    endpoint: role.endpoint ?? ambientEndpoint ?? undefined,
  };
  return hash(JSON.stringify(facts)).slice(0, 8);
}

/** A RoleSessionName (2 to 64 of `[\w+=,.@-]`) that says in CloudTrail who it was and on which machine: `user@host`. */
export function defaultSessionName(user: string, host: string): string {
  const part = (text: string, most: number, none: string): string => {
    const clean = text
      .replace(/[^\w+=,.-]+/g, '-')
      .slice(0, most)
      .replace(/^-+|-+$/g, '');
    return clean === '' ? none : clean;
  };
  return `${part(user, 32, 'user')}@${part(host, 31, 'host')}`;
}
