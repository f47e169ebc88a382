import * as z from 'zod/mini';
import type { Failure } from '../failure.ts';
import type { FieldRule } from '../field-rule.ts';

const path = z.string().check(z.minLength(1));
/** GetSessionToken's DurationSeconds: 900 to 129600. */
export const mfaSessionSeconds = z.int().check(z.minimum(900), z.maximum(129_600));

/**
 * A proxy as curl and the AWS CLI accept it: `http(s)://`, a host, optionally a port.
 * `user:password@` is accepted only in older settings; see `proxyRule`.
 */
const PROXY =
  /^(https?:\/\/)(?:([!$-.0-;=A-Z_a-z~]+)@)?((?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?)\/?$/i;
const proxy = z.string().check(z.refine((url) => isProxy(url)));

export const THEMES = ['system', 'light', 'dark'] as const;
export const LANGUAGES = ['system', 'en', 'de'] as const;
export const NOTICES = ['all', 'needed', 'none'] as const;

/** The preferences. Each has a feature that uses it. */
export const preferencesSchema = z.object({
  /** Absolute paths. If absent, AWS's variables and defaults apply. */
  credentialsFile: z.optional(path),
  configFile: z.optional(path),
  /** Removes our keys from the credentials file when the application quits. */
  releaseAtQuit: z._default(z.boolean(), false),
  /** Keeps the inode of the credentials file, for a container that mounts the file. */
  writeInPlace: z._default(z.boolean(), false),
  mfaSessionSeconds: z._default(mfaSessionSeconds, 43_200),
  /** Absent: nobody was asked yet. */
  startAtLogin: z.optional(z.boolean()),
  /**
   * The application's proxy. If absent, the environment's, else the system's. Older settings may
   * contain a password.
   */
  proxy: z.optional(proxy),
  /** Absolute path of a PEM file: certificates to trust in addition to Node's and the system's. */
  caBundle: z.optional(path),
  theme: z._default(z.enum(THEMES), 'system'),
  /** Language of tray, notices and panel. */
  language: z._default(z.enum(LANGUAGES), 'system'),
  /** `needed`: only notices that need a person. */
  notices: z._default(z.enum(NOTICES), 'all'),
});

export type Preferences = z.infer<typeof preferencesSchema>;

/** Null resets a preference to its default. */
export type PreferenceChanges = { readonly [Name in keyof Preferences]?: Preferences[Name] | null };

export function changePreferences(
  preferences: Preferences,
  changes: PreferenceChanges,
): Preferences {
  // A page returns the shown value if nobody changed the field.
  const untouched =
    changes.proxy !== undefined && changes.proxy === shownPreferences(preferences).proxy;
  const changed = untouched ? { ...changes, proxy: preferences.proxy } : changes;
  const kept = Object.entries({ ...preferences, ...changed }).filter(([, value]) => value !== null);
  return preferencesSchema.parse(Object.fromEntries(kept));
}

/**
 * Returns the rule that a change breaks, if the rule does not depend on the computer; null if it
 * breaks none.
 */
export function brokenPreference(
  preferences: Preferences,
  { proxy: url }: PreferenceChanges,
): Extract<Failure, { kind: 'field-invalid' }> | null {
  if (url === undefined || url === null || url === shownPreferences(preferences).proxy) return null;
  const rule = proxyRule(url);
  return rule === null ? null : { kind: 'field-invalid', field: 'proxy', rule };
}

/**
 * Returns the rule that a new proxy breaks; null for none. A user is refused, because settings.json
 * is not encrypted.
 */
export function proxyRule(url: string): FieldRule | null {
  if (!isProxy(url)) return { rule: 'proxy' };
  return hasUser(url) ? { rule: 'proxy-user' } : null;
}

/**
 * Earlier versions stored a user and password. They are used until the person changes the proxy.
 */
export function hasProxyUser({ proxy: url }: Preferences): boolean {
  return url !== undefined && hasUser(url);
}

/**
 * Returns the preferences for views. A proxy's user and password are replaced by a character that
 * no URL may contain.
 */
export function shownPreferences(preferences: Preferences): Preferences {
  if (preferences.proxy === undefined) return preferences;
  const [, scheme = '', user, host = ''] = PROXY.exec(preferences.proxy) ?? [];
  return user === undefined ? preferences : { ...preferences, proxy: `${scheme}…@${host}` };
}

/** Returns a proxy's address without user and password. */
export function proxyWithoutUser(proxy: string): string {
  const [, scheme, , host] = PROXY.exec(proxy) ?? [];
  return scheme === undefined || host === undefined ? '' : `${scheme}${host}`;
}

function hasUser(url: string): boolean {
  return PROXY.exec(url)?.[2] !== undefined;
}

function isProxy(url: string): boolean {
  const match = PROXY.exec(url);
  return match !== null && Number(match[4] ?? 1) >= 1 && Number(match[4] ?? 1) <= 65_535;
}
