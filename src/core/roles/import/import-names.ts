import { isReservedName, roleNameOf, writableProfileOf } from '../role-name.ts';

/** The name and the target profile of the role that is made from a profile. */
export interface ImportNames {
  readonly name: string;
  readonly targetProfile: string;
}

/**
 * Returns a unique role name and a unique target profile for each profile. If the profile's own
 * name is a valid role name, the role gets that name.
 */
export function importNames(profiles: readonly string[]): ReadonlyMap<string, ImportNames> {
  const mayStay = (name: string): boolean => roleNameOf(name) === name && !isReservedName(name);
  const kept = profiles.filter(mayStay);
  const names = new Numbering(kept);
  const targets = new Numbering(kept.filter(isWritable).map(targetOf));
  return new Map(
    profiles.map((profile) => {
      const name = mayStay(profile) ? profile : names.next(validNameOf(profile), '');
      const keepsName = mayStay(profile) && isWritable(profile);
      const targetProfile = keepsName
        ? targetOf(name)
        : targets.next(writableProfileOf(name), TARGET_SUFFIX);
      return [profile, { name, targetProfile }];
    }),
  );
}

/** The target cannot be the profile itself, because its `role_arn` would hide Rolekeeper's keys. */
const TARGET_SUFFIX = '-rk';

function targetOf(name: string): string {
  return `${name}${TARGET_SUFFIX}`;
}

function isWritable(name: string): boolean {
  return writableProfileOf(name) === name;
}

function validNameOf(profile: string): string {
  const name = roleNameOf(profile);
  return name === '' || isReservedName(name) ? 'role' : name;
}

/** Finds a free name for each wanted name. It tries NAME, then NAME-2, then NAME-3. */
class Numbering {
  readonly #taken: Set<string>;
  readonly #last = new Map<string, number>();

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  next(base: string, end: string): string {
    for (let number = this.#last.get(base) ?? 1; ; number += 1) {
      const name = `${base}${number === 1 ? '' : `-${String(number)}`}${end}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      this.#last.set(base, number + 1);
      return name;
    }
  }
}
