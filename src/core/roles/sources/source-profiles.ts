import type { CredentialKind } from '../../credential-kind.ts';
import { nameOrder } from '../../name-order.ts';
import type { Role } from '../role.ts';
import type { Profiles } from '../../aws-config/profiles.ts';

/** A profile whose credentials can assume a role. */
export interface SourceProfile {
  readonly profile: string;
  /** The kind of its credentials. `role`: the profile is the target profile of a role. */
  readonly credentialKind: CredentialKind | 'role';
}

/**
 * Returns the profiles with credentials in the user's files and the target profiles of Rolekeeper's
 * roles. They are sorted by name, after `default`.
 */
export function sourceProfiles(
  profiles: Profiles,
  roles: readonly Role[],
): readonly SourceProfile[] {
  const targets = new Set(roles.map(({ targetProfile }) => targetProfile));
  const withCredentials = profiles.names().flatMap((profile): readonly SourceProfile[] => {
    const [credentialKind] = profiles.get(profile)?.credentialKinds ?? [];
    if (credentialKind === undefined) return [];
    targets.delete(profile);
    return [{ profile, credentialKind }];
  });
  const ofRoles = [...targets].map((profile): SourceProfile => ({
    profile,
    credentialKind: 'role',
  }));
  const rank = ({ profile }: SourceProfile): number => (profile === 'default' ? 0 : 1);
  const compare = nameOrder();
  return [...withCredentials, ...ofRoles].toSorted(
    (one, other) => rank(one) - rank(other) || compare(one.profile, other.profile),
  );
}
