import { signInKeyOf, type SsoReference } from '../../aws-config/sign-in-session.ts';
import type { KnownSignIn } from '../../contract/discovery-api.ts';
import type { KnownRole } from '../../discovery/compare-listing.ts';
import type { SsoSession } from '../../sign-in-session.ts';
import { failed, ok, type Result } from '../../result.ts';
import { completeRole, type RoleDraft } from '../../roles/role-draft.ts';
import type { Role, RoleOf } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';

/** The fields of a role that name its sign-in. */
type SignInFields = Pick<RoleDraft, 'ssoSession' | 'startUrl' | 'ssoRegion'>;

export function signInFields(from: SsoReference): SignInFields {
  return from.kind === 'sso-session'
    ? { ssoSession: from.name }
    : { startUrl: from.startUrl, ssoRegion: from.region };
}

/**
 * Returns the sign-in that `from` names. Fails if a role with these fields would be invalid, or if
 * the config file has no such `sso-session`.
 */
export function ssoSessionIn({ profiles }: AwsSnapshot, from: SsoReference): Result<SsoSession> {
  // The check below would report a missing `sso-session` instead of a missing start URL.
  if (from.kind === 'start-url' && from.startUrl.trim() === '')
    return failed({ kind: 'field-invalid', field: 'start-url', rule: { kind: 'required' } });
  // The fields of a sign-in have the same rules as in a role, so a sample role is checked.
  const sample = { kind: 'identity-center', name: 'x', permissionSet: 'x' } as const;
  const draft = { ...sample, accountId: '000000000000', ...signInFields(from) };
  const checked = completeRole(draft, { id: '', sessionName: '' });
  if (!checked.ok) return checked;
  const session = profiles.ssoSession(from);
  if (session !== null) return ok(session);
  const options = profiles.ssoSessions();
  const field = 'sso-session';
  return options.length === 0 && from.kind === 'sso-session'
    ? failed({ kind: 'no-sign-in', profile: from.name, known: [] })
    : failed({ kind: 'field-invalid', field, rule: { kind: 'one-of', options } });
}

/** Returns the roles of a sign-in, including roles that name it by its start URL. */
export function rolesOf(session: SsoSession, snapshot: AwsSnapshot): readonly KnownRole[] {
  return snapshot.roles.filter(isPermissionSet).filter((role) => {
    const from = referenceOf(role);
    const own = from === null ? null : snapshot.profiles.ssoSession(from);
    if (own !== null) return own.startUrl === session.startUrl;
    return role.ssoSession !== undefined && role.ssoSession === session.name;
  });
}

/** Returns every sign-in that the config file or a role names, each once. */
export function knownSignIns({ profiles, roles }: AwsSnapshot): readonly KnownSignIn[] {
  const references: readonly SsoReference[] = [
    ...profiles.ssoSessions().map((name) => ({ kind: 'sso-session', name }) as const),
    ...profiles.names().flatMap((name) => {
      const signIn = profiles.get(name)?.signIn ?? null;
      return signIn?.kind !== 'sso' || signIn.name !== null
        ? []
        : [{ kind: 'start-url', startUrl: signIn.startUrl, region: signIn.region } as const];
    }),
    ...roles.filter(isPermissionSet).flatMap((role) => referenceOf(role) ?? []),
  ];
  const known = new Map<string, KnownSignIn>();
  for (const from of references) {
    const session = profiles.ssoSession(from);
    if (session === null || known.has(signInKeyOf(session))) continue;
    const { startUrl, region } = session;
    known.set(signInKeyOf(session), { from, startUrl, region });
  }
  return [...known.values()];
}

function referenceOf({
  ssoSession,
  startUrl,
  ssoRegion,
}: RoleOf<'identity-center'>): SsoReference | null {
  if (ssoSession !== undefined) return { kind: 'sso-session', name: ssoSession };
  if (startUrl === undefined || ssoRegion === undefined) return null;
  return { kind: 'start-url', startUrl, region: ssoRegion };
}

function isPermissionSet(role: Role): role is RoleOf<'identity-center'> {
  return role.kind === 'identity-center';
}
