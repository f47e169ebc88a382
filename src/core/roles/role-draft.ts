import { failed, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Role } from './role.ts';
import { checkRole } from './role-rules.ts';

/** What a person gives; defaults fill the rest (`completeRole`). */
export interface RoleDraft {
  readonly name: string;
  readonly roleArn: string;
  readonly sourceProfile?: string | undefined;
  readonly targetProfile?: string | undefined;
  readonly roleSessionName?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly externalId?: string | undefined;
  readonly mfaSerial?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** Null removes an optional field. */
export type RoleChanges = { readonly [Field in keyof RoleDraft]?: RoleDraft[Field] | null };

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
