import { withoutOuterDashes } from '../without-outer-dashes.ts';
import type { RoleWith } from './role-fields.ts';
import type { RoleKind, RoleKinds } from './role-kinds.ts';

/** A role of one kind. */
export type RoleOf<Kind extends RoleKind> = RoleWith<Kind, RoleKinds[Kind]['fields']>;

/** A role as it is stored. */
export type Role = { readonly [Kind in RoleKind]: RoleOf<Kind> }[RoleKind];

/** A role that is assumed with AssumeRole. */
export type AssumableRole = RoleOf<'assume-role'>;

/** Returns the name of a session's source, which is a profile, an `sso-session` or a start URL. */
export function sourceNameOf({ sourceProfile, ssoSession, startUrl }: Role): string {
  return sourceProfile ?? ssoSession ?? startUrl ?? '';
}

/**
 * Returns true for a role that is assumed with AssumeRole. Only such a role needs policies that
 * allow the call.
 */
export function isAssumed(role: Role): role is AssumableRole {
  return role.roleArn !== undefined;
}

/**
 * Returns `user@host` as a RoleSessionName, which shows the person and the computer in CloudTrail.
 * AWS allows 2 to 64 characters of `[\w+=,.@-]`.
 */
export function defaultSessionName(user: string, host: string): string {
  const part = (text: string, max: number, none: string): string => {
    const clean = withoutOuterDashes(text.replace(/[^\w+=,.-]+/g, '-').slice(0, max));
    return clean === '' ? none : clean;
  };
  return `${part(user, 32, 'user')}@${part(host, 31, 'host')}`;
}
