import { failed, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Role } from './role.ts';
import type { SessionTag } from '../ports.ts';
import { writableProfileOf } from './role-name.ts';
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
  /** `session`, the default: one code for every role of the source. `each-time`: a code in each AssumeRole of this role. */
  readonly mfa?: MfaMode | undefined;
  /** An empty list is none. */
  readonly tags?: readonly SessionTag[] | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
  readonly group?: string | undefined;
  readonly pinned?: boolean | undefined;
}

export type MfaMode = 'session' | 'each-time';

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
    targetProfile: given(draft.targetProfile) ?? (name === '' ? '' : writableProfileOf(name)),
    roleSessionName: given(draft.roleSessionName) ?? defaults.sessionName,
    durationSeconds: draft.durationSeconds ?? DEFAULT_DURATION_SECONDS,
    ...optional('externalId', given(draft.externalId)),
    ...optional('mfaSerial', given(draft.mfaSerial)),
    ...optional('region', given(draft.region)),
    ...optional('endpoint', given(draft.endpoint)),
    ...optional('mfa', draft.mfa === 'each-time' ? draft.mfa : undefined),
    ...optional('tags', filledTags(draft.tags)),
    ...optional('transitiveTagKeys', filledList(draft.transitiveTagKeys)),
    ...optional('sourceIdentity', given(draft.sourceIdentity)),
    ...optional('policy', compactPolicy(draft.policy)),
    ...optional('policyArns', filledList(draft.policyArns)),
    ...optional('group', given(draft.group)),
    ...optional('pinned', draft.pinned === true ? true : undefined),
  });
}

/**
 * The role with these changes. Null removes an optional field and gives one that has a default that default back; a name, an ARN and a session
 * name cannot be removed (`field-invalid`, required). The id stays.
 */
export function changeRole(role: Role, changes: RoleChanges): Result<Role> {
  const text = (change: string | null | undefined, present: string, none: string): string =>
    change === undefined ? present : (given(change) ?? none);
  const kept = (
    change: string | null | undefined,
    present: string | undefined,
  ): string | undefined => (change === undefined ? present : given(change));
  const name = text(changes.name, role.name, '');
  return checked({
    id: role.id,
    name,
    roleArn: text(changes.roleArn, role.roleArn, ''),
    sourceProfile: text(changes.sourceProfile, role.sourceProfile, DEFAULT_SOURCE_PROFILE),
    targetProfile: text(
      changes.targetProfile,
      role.targetProfile,
      name === '' ? '' : writableProfileOf(name),
    ),
    roleSessionName: text(changes.roleSessionName, role.roleSessionName, ''),
    durationSeconds:
      changes.durationSeconds === undefined
        ? role.durationSeconds
        : (changes.durationSeconds ?? DEFAULT_DURATION_SECONDS),
    ...optional('externalId', kept(changes.externalId, role.externalId)),
    ...optional('mfaSerial', kept(changes.mfaSerial, role.mfaSerial)),
    ...optional('region', kept(changes.region, role.region)),
    ...optional('endpoint', kept(changes.endpoint, role.endpoint)),
    ...optional(
      'mfa',
      changes.mfa === undefined ? role.mfa : changes.mfa === 'each-time' ? changes.mfa : undefined,
    ),
    ...optional('tags', changes.tags === undefined ? role.tags : filledTags(changes.tags)),
    ...optional(
      'transitiveTagKeys',
      changes.transitiveTagKeys === undefined
        ? role.transitiveTagKeys
        : filledList(changes.transitiveTagKeys),
    ),
    ...optional('sourceIdentity', kept(changes.sourceIdentity, role.sourceIdentity)),
    ...optional(
      'policy',
      changes.policy === undefined ? role.policy : compactPolicy(changes.policy),
    ),
    ...optional(
      'policyArns',
      changes.policyArns === undefined ? role.policyArns : filledList(changes.policyArns),
    ),
    ...optional('group', kept(changes.group, role.group)),
    ...optional(
      'pinned',
      (changes.pinned === undefined ? role.pinned : changes.pinned) === true ? true : undefined,
    ),
  });
}

/** True where the changes only say where a role stands in lists: no session has to follow them. */
export function onlyArranges(changes: RoleChanges): boolean {
  return Object.keys(changes).every((field) => field === 'group' || field === 'pinned');
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

/** The space that JSON allows between its signs counts against STS's limit and means nothing. */
function compactPolicy(text: string | null | undefined): string | undefined {
  return given(text)?.replace(/("(?:[^"\\]|\\[^])*(?:"|\\?$))|[ \t\r\n]+/g, '$1');
}

function filledTags(
  tags: readonly SessionTag[] | null | undefined,
): readonly SessionTag[] | undefined {
  if (tags === undefined || tags === null || tags.length === 0) return undefined;
  return tags.map(({ key, value }) => ({ key: key.trim(), value: value.trim() }));
}

function filledList(texts: readonly string[] | null | undefined): readonly string[] | undefined {
  if (texts === undefined || texts === null || texts.length === 0) return undefined;
  return texts.map((text) => text.trim());
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  const field: Partial<Record<Name, Value>> = {};
  if (value !== undefined) field[name] = value;
  return field;
}
