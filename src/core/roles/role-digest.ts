import type { Hash } from '../ports/hash.ts';
import type { RoleKey, RoleKeyWith } from './role-fields.ts';
import { type RoleKind, roleKinds, type RoleKinds } from './role-kinds.ts';
import type { Role } from './role.ts';

type Deciding<Kind extends RoleKind> = Extract<
  keyof RoleKinds[Kind]['fields'],
  RoleKeyWith<{ decides: 'session' }>
>;

/**
 * The type is `never` if a digest lacks a field that decides a session. `kinds` then does not
 * compile.
 */
type Complete<Kind extends RoleKind> =
  Deciding<Kind> extends RoleKinds[Kind]['digest'][number] ? readonly RoleKey[] : never;

/**
 * Never change the order of a digest's fields, because Rolekeeper would then replace every session
 * of every user.
 */
const kinds: { readonly [Kind in RoleKind]: { readonly digest: Complete<Kind> } } = roleKinds;

/**
 * Returns a digest of the fields that decide a session, as 8 hex digits. If the role names no
 * endpoint, the digest includes `nonAwsEndpoint` (see configured-endpoint.ts).
 */
export function digestOf(role: Role, nonAwsEndpoint: string | null, hash: Hash): string {
  const endpoint = role.endpoint ?? nonAwsEndpoint ?? undefined;
  const entries = kinds[role.kind].digest.map((key) => [
    key,
    key === 'endpoint' ? endpoint : role[key],
  ]);
  // JSON omits undefined, so a new field does not change the digest of a role without it.
  return hash(JSON.stringify(Object.fromEntries(entries))).slice(0, 8);
}
