import { isNewEndpoint } from '../aws-config/partition.ts';
import { isTrustSetting, type TrustSetting } from '../consent-question.ts';
import type { FieldRule } from '../field-rule.ts';
import { type ImportedPreference, isAccepted } from './imported-preference.ts';
import { type Preferences, shownPreferences } from './preferences.ts';
import { proxyWithoutUser } from './proxy-url.ts';
import type { RoleField } from '../roles/role-fields.ts';
import type { Role } from '../roles/role.ts';
import type { Settings } from './settings.ts';
import { changedFields, type SettingsDocument } from './settings-document.ts';

/** The plan for one role of a document. */
export interface PlannedRole {
  readonly role: Role;
  readonly outcome: 'new' | 'changed' | 'same' | 'left-out';
  /** The fields that differ from the present role, if it changes. */
  readonly fields: readonly RoleField[];
  /**
   * The browser command of the document, which is never imported. Null if it has none, or the same
   * as the present role.
   */
  readonly browserLeftOut: string | null;
  /** Why the role is not imported. */
  readonly obstacle: TransferObstacle | null;
}

export type TransferObstacle =
  /** Another role of the present settings has this name. */
  | { readonly kind: 'name-taken'; readonly roleName: string }
  /**
   * The document names another server than AWS for requests. A person must allow this server first.
   */
  | { readonly kind: 'endpoint-unconfirmed'; readonly endpoint: string };

export interface ImportPlan {
  readonly roles: readonly PlannedRole[];
  readonly preferences: readonly ImportedPreference[];
  /** The settings after the import. */
  readonly settings: Settings;
}

export interface PlanContext {
  /** Returns true if roles may use this endpoint, which is not AWS's. */
  readonly mayUse: (endpoint: string) => boolean;
  /** Returns true if this trust setting may be changed. */
  readonly mayChange: (name: TrustSetting) => boolean;
  /** The rule that a trust setting breaks on this computer. */
  readonly rules: ReadonlyMap<string, FieldRule>;
}

/**
 * Plans an import. A role of the document matches a present role with the same ID, or with the same
 * name if all other fields are equal. An import removes nothing.
 */
export function planImport(
  document: SettingsDocument,
  present: Settings,
  context: PlanContext,
): ImportPlan {
  const roles = document.roles.map((role) => plannedRole(role, present.roles, context.mayUse));
  const preferences = plannedPreferences(document.preferences, present.preferences, context);
  const changed = new Map(
    roles.filter(({ outcome }) => outcome === 'changed').map(({ role }) => [role.id, role]),
  );
  const taken = preferences
    .filter(isAccepted)
    .map(({ name }) => [name, document.preferences[name]]);
  return {
    roles,
    preferences,
    settings: {
      ...present,
      roles: [
        ...present.roles.map((role) => changed.get(role.id) ?? role),
        ...roles.filter(({ outcome }) => outcome === 'new').map(({ role }) => role),
      ],
      preferences: {
        ...present.preferences,
        ...(Object.fromEntries(taken) as Partial<Preferences>),
      },
    },
  };
}

function plannedRole(
  given: Role,
  present: readonly Role[],
  mayUse: PlanContext['mayUse'],
): PlannedRole {
  const before = present.find(({ id }) => id === given.id);
  const namesake = present.find(({ id, name }) => id !== given.id && name === given.name);
  const role = withoutOtherBrowser(given, before ?? namesake);
  const fields = before === undefined ? [] : changedFields(before, role);
  const planFor = (
    outcome: PlannedRole['outcome'],
    obstacle: TransferObstacle | null = null,
  ): PlannedRole => ({
    role,
    outcome,
    fields: outcome === 'changed' ? fields : [],
    browserLeftOut: given.browser === role.browser ? null : (given.browser ?? null),
    obstacle,
  });
  if (before !== undefined && fields.length === 0) return planFor('same');
  if (namesake !== undefined) {
    const isSame = before === undefined && changedFields(namesake, role).length === 0;
    return isSame
      ? planFor('same')
      : planFor('left-out', { kind: 'name-taken', roleName: namesake.name });
  }
  const { endpoint } = role;
  if (isNewEndpoint(endpoint, before?.endpoint) && !mayUse(endpoint)) {
    return planFor('left-out', { kind: 'endpoint-unconfirmed', endpoint });
  }
  return planFor(before === undefined ? 'new' : 'changed');
}

/**
 * Returns the role with the browser command of the present role, or without one. A document must
 * not choose a program that runs on this computer.
 */
function withoutOtherBrowser(role: Role, present: Role | undefined): Role {
  if (role.browser === undefined || role.browser === present?.browser) return role;
  const { browser: _, ...others } = role;
  return present?.browser === undefined ? others : { ...others, browser: present.browser };
}

function plannedPreferences(
  wanted: Partial<Preferences>,
  present: Preferences,
  { mayChange, rules }: PlanContext,
): readonly ImportedPreference[] {
  // The document has no user of a proxy. If the present proxy differs only in its user, it stays as
  // it is.
  const here = present.proxy === undefined ? null : proxyWithoutUser(present.proxy);
  const shown = shownPreferences({ ...present, ...wanted });
  const shownNow = shownPreferences(present);
  return Object.entries(wanted).flatMap(([key, value]): readonly ImportedPreference[] => {
    const name = key as keyof Preferences;
    if (value === undefined || value === present[name] || (name === 'proxy' && value === here))
      return [];
    return [
      {
        name,
        value: name === 'proxy' ? (shown.proxy ?? '') : value,
        present: shownNow[name] ?? null,
        rule: rules.get(name) ?? null,
        isUnallowed: isTrustSetting(name) && !mayChange(name),
      },
    ];
  });
}
