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
  /** The fields that the import changes. Empty unless `outcome` is `changed`. */
  readonly fields: readonly RoleField[];
  /**
   * The role's browser command in the document, which is never imported. Null if there is none, or
   * if the present role has the same command.
   */
  readonly browserLeftOut: string | null;
  /** Why the role is not imported. */
  readonly obstacle: TransferObstacle | null;
}

export type TransferObstacle =
  /** Another role of the present settings has this name. */
  | { readonly kind: 'name-taken'; readonly roleName: string }
  /** The role's endpoint in the document is not AWS's, and the person did not allow it. */
  | { readonly kind: 'endpoint-unconfirmed'; readonly endpoint: string };

export interface ImportPlan {
  readonly roles: readonly PlannedRole[];
  readonly preferences: readonly ImportedPreference[];
  /** The settings after the import. */
  readonly settings: Settings;
}

export interface PlanContext {
  /** Returns true if the person allows roles to use this endpoint, which is not AWS's. */
  readonly mayUse: (endpoint: string) => boolean;
  /** Returns true if the person allows the change of this setting, which needs consent. */
  readonly mayChange: (name: TrustSetting) => boolean;
  /** The rules that values of the document break on this computer, by the name of the setting. */
  readonly rules: ReadonlyMap<string, FieldRule>;
}

/**
 * Plans an import, which removes nothing. A role of the document changes the present role with the
 * same ID, or has the outcome `same` if it differs from a present role only in the ID.
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
 * Returns the role with the present role's browser command, if any. The document's command is not
 * used, because it would choose a program that runs on this computer.
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
  // The document has the proxy without its user, so a present proxy that differs only in its user
  // does not change.
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
