import type { Assignment } from '../access-portal.ts';
import { ok, type Result } from '../result.ts';
import { isReservedName, roleNameOf, writableProfileOf } from '../roles/role-name.ts';
import { assignmentKey } from './assignment.ts';
import { readTemplate } from './name-template.ts';

/** Why a role cannot be added under its planned name. A person must choose another name. */
export type NameClash =
  /** An existing role has this name. */
  | { readonly kind: 'role'; readonly roleName: string }
  /** An existing role writes to the profile that the planned role would write. */
  | { readonly kind: 'profile'; readonly roleName: string; readonly profile: string }
  /** Another planned role has the same name or profile. */
  | { readonly kind: 'planned'; readonly other: Assignment }
  /** The name is empty, or it is reserved in the files of AWS tools. */
  | { readonly kind: 'unusable' };

export interface PlannedName<Item extends Assignment = Assignment> {
  readonly assignment: Item;
  readonly name: string;
  /** The profile that the role would write to. */
  readonly targetProfile: string;
  /** Empty for no group. */
  readonly group: string;
  readonly clash: NameClash | null;
}

export interface NamePlanInput {
  readonly template: string;
  /** The template of the group. Empty for no group. */
  readonly group: string;
  /**
   * Names that a person typed, by `assignmentKey`. They are used instead of names of the template.
   */
  readonly typed: ReadonlyMap<string, string>;
  /** The roles that exist. */
  readonly roles: readonly { readonly name: string; readonly targetProfile: string }[];
}

/**
 * Returns the name of each role to add, in the order of `chosen`. If the name cannot be used, its
 * `clash` says why.
 */
export function planNames<Item extends Assignment>(
  chosen: readonly Item[],
  { template, group, typed, roles }: NamePlanInput,
): Result<readonly PlannedName<Item>[]> {
  const nameBy = readTemplate(template, 'template');
  if (!nameBy.ok) return nameBy;
  const groupBy = readTemplate(group, 'group');
  if (!groupBy.ok) return groupBy;
  const named = chosen.map((assignment) => {
    const name = roleNameOf(typed.get(assignmentKey(assignment)) ?? nameBy.value(assignment));
    const targetProfile = writableProfileOf(name);
    return { assignment, name, targetProfile, group: groupBy.value(assignment).trim() };
  });
  const byName = new Map(roles.map((role) => [role.name, role]));
  const byProfile = new Map(roles.map((role) => [role.targetProfile, role]));
  const usable = named.filter(isUsable);
  const names = groupedBy(usable, ({ name }) => name);
  const profiles = groupedBy(usable, ({ targetProfile }) => targetProfile);

  function clashOf(planned: (typeof named)[number]): NameClash | null {
    const { name, targetProfile } = planned;
    if (!isUsable(planned)) return { kind: 'unusable' };
    const sameName = byName.get(name);
    if (sameName !== undefined) return { kind: 'role', roleName: sameName.name };
    const sameProfile = byProfile.get(targetProfile);
    if (sameProfile !== undefined)
      return { kind: 'profile', roleName: sameProfile.name, profile: targetProfile };
    const alike = [...(names.get(name) ?? []), ...(profiles.get(targetProfile) ?? [])];
    const other = alike.find((each) => each !== planned);
    return other === undefined ? null : { kind: 'planned', other: other.assignment };
  }

  return ok(named.map((planned) => ({ ...planned, clash: clashOf(planned) })));
}

function isUsable({ name, targetProfile }: Pick<PlannedName, 'name' | 'targetProfile'>): boolean {
  return name !== '' && !isReservedName(name) && !isReservedName(targetProfile);
}

function groupedBy<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}
