import { assumeRole } from './kinds/assume-role.ts';
import { identityCenter } from './kinds/identity-center.ts';
import { mfaSession } from './kinds/mfa-session.ts';
import { type RoleKey, roleKeys } from './role-fields.ts';

/**
 * The kinds of roles, with their fields, the fields that decide a session, and their rules. The
 * code that gets a session of each kind is in `assuming/issuing/issuers.ts`.
 */
export const roleKinds = {
  'assume-role': assumeRole,
  'identity-center': identityCenter,
  'mfa-session': mfaSession,
} as const;

export type RoleKinds = typeof roleKinds;
export type RoleKind = keyof RoleKinds;

export const ROLE_KINDS = Object.keys(roleKinds) as readonly RoleKind[];

/** The kind of a role that names no kind, as in settings of version 0.1.0. */
export const FIRST_KIND = 'assume-role' satisfies RoleKind;

/** Returns the kind, or null if this version does not know it. */
export function roleKindOf(kind: unknown): RoleKind | null {
  return ROLE_KINDS.find((known) => known === (kind ?? FIRST_KIND)) ?? null;
}

/** Returns the fields of a kind, in the order of the settings file. */
export function keysOf(kind: RoleKind): readonly RoleKey[] {
  return roleKeys.filter((key) => key in roleKinds[kind].fields);
}

/** Returns the keys that this version reads from a stored role of this kind. */
export function storedKeys(kind: RoleKind): readonly string[] {
  return ['id', 'kind', ...keysOf(kind)];
}

/**
 * Returns what happens if a role of this kind has no value for the field (see `KindFields`).
 * Returns null if the kind does not have the field.
 */
export function whenMissing(kind: RoleKind, key: RoleKey): 'required' | 'default' | 'none' | null {
  const fields: Partial<Record<RoleKey, 'required' | 'default' | 'none'>> = roleKinds[kind].fields;
  return fields[key] ?? null;
}

/** Returns true for a kind whose sessions can open the AWS console. */
export function hasConsole({ kind }: { readonly kind: RoleKind }): boolean {
  return roleKinds[kind].hasConsole;
}
