import { roleFields, type RoleKey, type StoredValue } from '../roles/role-fields.ts';
import {
  whenMissing,
  FIRST_KIND,
  keysOf,
  type RoleKind,
  roleKindOf,
  storedKeys,
} from '../roles/role-kinds.ts';
import type { Role } from '../roles/role.ts';
import {
  AWAY_POLICIES,
  DEFAULT_PREFERENCES,
  LANGUAGES,
  LISTINGS,
  NOTICES,
  RANGES,
  THEMES,
  TRAY_ICONS,
} from './preference-values.ts';
import { withOnQuit } from './on-quit.ts';
import type { Preferences } from './preferences.ts';
import { isProxy } from './proxy-url.ts';
import { SETTINGS_VERSION } from './settings-version.ts';
import { isShortcut } from './shortcut.ts';

interface ValidSettings {
  readonly version: number;
  readonly roles: readonly Role[];
  readonly preferences: Preferences;
}

/**
 * Reads settings without the schemas, which take 5 ms to load. Returns null if the settings are of
 * another version or break a rule; `readSettings` then uses the schemas.
 */
export function settingsWithoutSchemas(json: unknown): ValidSettings | null {
  if (!isObject(json)) return null;
  const { version = SETTINGS_VERSION, roles = [], preferences: stored = {} } = json;
  const preferences = preferencesWithoutSchemas(stored);
  if (version !== SETTINGS_VERSION || !Array.isArray(roles) || preferences === null) return null;
  const read = roles.map(roleOf).filter((role) => role !== null);
  if (read.length < roles.length) return null;
  if (new Set(read.map(({ id }) => id)).size < roles.length) return null;
  return { version, roles: read, preferences };
}

/** Returns the preferences as the schema reads them, or null if one of them is not valid. */
export function preferencesWithoutSchemas(stored: unknown): Preferences | null {
  const preferences = isObject(stored) ? withOnQuit(stored) : stored;
  if (!arePreferences(preferences)) return null;
  return { ...DEFAULT_PREFERENCES, ...picked(preferences, Object.keys(preferenceRules)) };
}

type Rule = (value: unknown) => boolean;

const isText: Rule = (value) => typeof value === 'string';
const isFilled: Rule = (value) => typeof value === 'string' && value !== '';
const isFlag: Rule = (value) => typeof value === 'boolean';
const isTag: Rule = (value) =>
  isObject(value) &&
  Object.keys(value).length === 2 &&
  isFilled(value['key']) &&
  isText(value['value']);
const isIntegerIn = ({ min, max }: { readonly min: number; readonly max: number }): Rule => {
  return (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
};
const isOneOf = (values: readonly unknown[]): Rule => {
  return (value) => values.includes(value);
};
const isListOf = (rule: Rule): Rule => {
  return (value) => Array.isArray(value) && value.every(rule);
};
const optional = (rule: Rule): Rule => {
  return (value) => value === undefined || rule(value);
};

const storedRules: { readonly [Stored in keyof StoredValue]: Rule } = {
  text: isFilled,
  'any-text': isText,
  seconds: isIntegerIn({ min: 1, max: Infinity }),
  'each-time': isOneOf(['each-time']),
  tags: isListOf(isTag),
  texts: isListOf(isFilled),
  flag: isFlag,
};

const preferenceRules: Readonly<Record<keyof Preferences, Rule>> = {
  credentialsFile: optional(isFilled),
  configFile: optional(isFilled),
  alsoWriteTo: optional(isFilled),
  onLock: optional(isOneOf(AWAY_POLICIES)),
  onSuspend: optional(isOneOf(AWAY_POLICIES)),
  onIdle: optional(isOneOf(AWAY_POLICIES)),
  onQuit: optional(isOneOf(AWAY_POLICIES)),
  idleMinutes: optional(isIntegerIn(RANGES.idleMinutes)),
  writeInPlace: optional(isFlag),
  mfaSessionSeconds: optional(isIntegerIn(RANGES.mfaSessionSeconds)),
  startAtLogin: optional(isFlag),
  proxy: optional((value) => typeof value === 'string' && isProxy(value)),
  caBundle: optional(isFilled),
  shortcut: optional((value) => typeof value === 'string' && isShortcut(value)),
  theme: optional(isOneOf(THEMES)),
  language: optional(isOneOf(LANGUAGES)),
  listing: optional(isOneOf(LISTINGS)),
  notices: optional(isOneOf(NOTICES)),
  updateNotices: optional(isFlag),
  trayIcon: optional(isOneOf(TRAY_ICONS)),
  credentialsEndpoint: optional(isFlag),
  credentialsEndpointPort: optional(isIntegerIn(RANGES.credentialsEndpointPort)),
};

function roleOf(raw: unknown): Role | null {
  const role = isObject(raw) ? { ...raw, kind: raw['kind'] ?? FIRST_KIND } : null;
  return isRole(role) ? picked(role, storedKeys(role.kind)) : null;
}

function isRole(value: Readonly<Record<string, unknown>> | null): value is Role & typeof value {
  const kind = roleKindOf(value?.['kind']);
  if (value === null || kind === null || typeof value['id'] !== 'string') return false;
  if (!/^[0-9a-f]{12}$/.test(value['id'])) return false;
  return keysOf(kind).every((key) => ruleOf(kind, key)(value[key]));
}

function ruleOf(kind: RoleKind, key: RoleKey): Rule {
  const { stored } = roleFields[key];
  if (whenMissing(kind, key) === 'none') return optional(storedRules[stored]);
  return stored === 'any-text' ? isFilled : storedRules[stored];
}

function arePreferences(value: unknown): value is Partial<Preferences> {
  if (!isObject(value)) return false;
  return Object.entries(preferenceRules).every(([key, rule]) => rule(value[key]));
}

/** Returns the object with only these keys. Other keys can be those of a newer version. */
function picked<T extends object>(value: T, keys: readonly string[]): T {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key))) as T;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
