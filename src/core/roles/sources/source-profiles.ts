import type { SectionHolds } from '../../section-holds.ts';
import { nameOrder } from '../../name-order.ts';
import type { Role } from '../role.ts';
import type { Profiles } from '../../aws-config/profiles.ts';

/** A profile that a role can be assumed from. */
export interface SourceProfile {
  readonly profile: string;
  /** What gives it credentials; `role`: one of our roles writes them. */
  readonly gives: SectionHolds | 'role';
}

/** Returns the profiles of the user's files and our roles' targets, by name, `default` first. */
export function sourceProfiles(
  profiles: Profiles,
  roles: readonly Role[],
): readonly SourceProfile[] {
  const targets = new Set(roles.map(({ targetProfile }) => targetProfile));
  const withCredentials = profiles.names().flatMap((profile): readonly SourceProfile[] => {
    const [gives] = profiles.get(profile)?.holds ?? [];
    if (gives === undefined) return [];
    targets.delete(profile);
    return [{ profile, gives }];
  });
  const ofRoles = [...targets].map((profile): SourceProfile => ({ profile, gives: 'role' }));
  const rank = ({ profile }: SourceProfile): number => (profile === 'default' ? 0 : 1);
  const compare = nameOrder();
  return [...withCredentials, ...ofRoles].toSorted(
    (one, other) => rank(one) - rank(other) || compare(one.profile, other.profile),
  );
}
