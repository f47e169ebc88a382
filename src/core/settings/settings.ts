import type * as z from 'zod/mini';
import type { StoredSettings } from '../ports/settings-store.ts';
import { type Preferences, preferencesSchema } from './preferences.ts';
import { withOnQuit } from './on-quit.ts';
import { storedKeys } from '../roles/role-kinds.ts';
import type { Role } from '../roles/role.ts';
import { parseRole } from '../roles/stored-role.ts';
import {
  isObject,
  preferencesWithoutSchemas,
  settingsWithoutSchemas,
} from './settings-without-schemas.ts';
import { DEFAULT_PREFERENCES } from './preference-values.ts';

/** settings.json as this version understands it. */
export interface Settings {
  readonly version: number;
  readonly roles: readonly Role[];
  readonly preferences: Preferences;
}

/** The result of reading settings.json. */
export interface SettingsReading {
  readonly settings: Settings;
  readonly problem: SettingsProblem | null;
  /** True if `settings.roles` contains all roles. If false, a missing role may still exist. */
  readonly complete: boolean;
}

export type SettingsProblem =
  /** The text is not a settings file. */
  | { readonly kind: 'corrupt' }
  | { readonly kind: 'newer'; readonly version: number }
  /**
   * Some roles or preferences break their schema and were skipped. `places` says where, such as
   * `roles[2].roleArn`.
   */
  | { readonly kind: 'partly'; readonly places: readonly string[] };

type Json = Readonly<Record<string, unknown>>;

/**
 * Turns the JSON of one version into that of the next version. Gets the whole object, and does not
 * set its version.
 */
export type Migration = (json: Json) => Json;

/** The migration at index n − 1 is from version n to n + 1. */
const migrations: readonly Migration[] = [];

export function emptySettings(): Settings {
  return { version: migrations.length + 1, roles: [], preferences: DEFAULT_PREFERENCES };
}

/**
 * Reads settings from the JSON of a file of any version; from a newer version, reads only what this
 * version knows. Skips and reports a role or preference that breaks its schema; `settingsJson`
 * leaves it in the file.
 */
export function readSettings(
  stored: StoredSettings,
  steps: readonly Migration[] = migrations,
): SettingsReading {
  const plain =
    stored.state === 'json' && steps === migrations ? settingsWithoutSchemas(stored.json) : null;
  if (plain !== null) return { settings: plain, problem: null, complete: true };
  const empty = { ...emptySettings(), version: steps.length + 1 };
  if (stored.state === 'absent') return { settings: empty, problem: null, complete: false };
  const migrated = stored.state === 'json' ? migrate(stored.json, steps) : null;
  if (migrated === null) return { settings: empty, problem: { kind: 'corrupt' }, complete: false };
  const roles = readRoles(migrated.json['roles']);
  const preferences = readPreferences(migrated.json['preferences']);
  const settings = {
    version: empty.version,
    roles: roles.roles,
    preferences: preferences.preferences,
  };
  if (migrated.version > empty.version) {
    return {
      settings,
      problem: { kind: 'newer', version: migrated.version },
      complete: false,
    };
  }
  const places = [...roles.places, ...preferences.places];
  const problem: SettingsProblem | null = places.length > 0 ? { kind: 'partly', places } : null;
  return { settings, problem, complete: roles.places.length === 0 };
}

/** Returns only the preferences. Uses the default of a preference that cannot be read. */
export function preferencesIn(stored: StoredSettings): Preferences {
  const json = stored.state === 'json' ? (migrate(stored.json, migrations)?.json ?? null) : null;
  const raw = json?.['preferences'] ?? {};
  // The schema is the second choice, because its first use takes 2 ms and every process reads the
  // preferences.
  return preferencesWithoutSchemas(raw) ?? readPreferences(raw).preferences;
}

/**
 * Returns the JSON to write for `settings`. Stored values that this version does not know or could
 * not read do not change.
 */
export function settingsJson(
  settings: Settings,
  stored: StoredSettings,
  steps: readonly Migration[] = migrations,
): unknown {
  const present = (stored.state === 'json' ? migrate(stored.json, steps)?.json : null) ?? {};
  const rawRoles = Array.isArray(present['roles'])
    ? present['roles'].map((raw: unknown) => raw)
    : [];
  const understood = readRoles(rawRoles).byPlace;
  const known = new Map(understood.map((role, place) => [role?.id, rawRoles[place]]));
  const rawPreferences = isObject(present['preferences']) ? present['preferences'] : {};
  const asRead = readPreferences(rawPreferences).preferences;
  return {
    ...present,
    version: steps.length + 1,
    roles: [
      ...settings.roles.map((role) => mergeFields(known.get(role.id), role, storedKeys(role.kind))),
      ...rawRoles.filter((_, place) => understood[place] === null),
    ],
    preferences: { ...rawPreferences, ...changedFields(asRead, settings.preferences) },
  };
}

/**
 * Returns JSON of this or an older version in the shape of this version, and the version that it
 * had. Returns null if the JSON is not an object with settings.
 */
export function inPresentShape(
  json: unknown,
): { readonly version: number; readonly json: Json } | null {
  return migrate(json, migrations);
}

/**
 * Returns the migrated JSON, and the version that it had, or 1 if it had none. Returns null if it
 * is not a settings file.
 */
function migrate(
  json: unknown,
  steps: readonly Migration[],
): { readonly version: number; readonly json: Json } | null {
  if (!isObject(json)) return null;
  const version = json['version'] ?? 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return null;
  const migrated = steps.slice(version - 1).reduce((each, step) => step(each), json);
  return Array.isArray(migrated['roles'] ?? []) ? { version, json: migrated } : null;
}

interface RolesRead {
  readonly roles: readonly Role[];
  /** The roles by their place in the file; null for a role that was skipped. */
  readonly byPlace: readonly (Role | null)[];
  /** The places that break the schema, such as `roles[2].roleArn`. */
  readonly places: readonly string[];
}

function readRoles(raw: unknown): RolesRead {
  const seen = new Set<string>();
  const places: string[] = [];
  const byPlace = (Array.isArray(raw) ? raw : []).map((each: unknown, place) => {
    const at = `roles[${String(place)}]`;
    const parsed = parseRole(each);
    if (!parsed.success) {
      places.push(placeOf(at, parsed.error));
      return null;
    }
    if (seen.has(parsed.data.id)) {
      places.push(`${at}.id`);
      return null;
    }
    seen.add(parsed.data.id);
    return parsed.data;
  });
  return { roles: byPlace.filter((role) => role !== null), byPlace, places };
}

function readPreferences(raw: unknown): {
  readonly preferences: Preferences;
  readonly places: readonly string[];
} {
  const given = raw ?? {};
  if (!isObject(given))
    return { preferences: preferencesSchema.parse({}), places: ['preferences'] };
  const current = withOnQuit(given);
  const parsed = preferencesSchema.safeParse(current);
  if (parsed.success) return { preferences: parsed.data, places: [] };
  const broken = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const valid = Object.fromEntries(Object.entries(current).filter(([key]) => !broken.has(key)));
  return {
    preferences: preferencesSchema.parse(valid),
    places: [...broken].map((key) => `preferences.${key}`),
  };
}

function placeOf(at: string, error: z.core.$ZodError): string {
  const [field] = error.issues[0]?.path ?? [];
  return field === undefined ? at : `${at}.${String(field)}`;
}

/**
 * Returns `value` with those stored fields that this version does not know. Known fields that
 * `value` no longer has are removed.
 */
function mergeFields(raw: unknown, value: object, fields: readonly string[]): Json {
  const foreign = isObject(raw) ? Object.entries(raw).filter(([key]) => !fields.includes(key)) : [];
  return { ...value, ...Object.fromEntries(foreign) };
}

/**
 * Returns the preferences of `next` that differ from `asRead`, so that a default does not overwrite
 * a stored value that could not be read. An undefined value removes the preference.
 */
function changedFields(asRead: Preferences, next: Preferences): Json {
  const before: Json = asRead;
  const after: Json = next;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...keys].filter((key) => before[key] !== after[key]);
  const older = changed.includes('onQuit') ? { releaseAtQuit: next.onQuit === 'release' } : {};
  return { ...Object.fromEntries(changed.map((key) => [key, after[key]])), ...older };
}
