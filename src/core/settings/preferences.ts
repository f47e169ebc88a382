import * as z from 'zod/mini';
import type { Failure, FieldRule } from '../failure.ts';

const path = z.string().check(z.minLength(1));
/** GetSessionToken's DurationSeconds: 900 to 129600. */
export const mfaSessionSeconds = z.int().check(z.minimum(900), z.maximum(129_600));

/**
 * A proxy as curl and the AWS CLI take it: `http(s)://`, a host, perhaps a port. `user:password@` is
 * read from older settings only: see `proxyRule`.
 */
const PROXY =
  /^(https?:\/\/)(?:([!$-.0-;=A-Z_a-z~]+)@)?((?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?)\/?$/i;
const proxy = z.string().check(z.refine((url) => isProxy(url)));

export const THEMES = ['system', 'light', 'dark'] as const;
export const LANGUAGES = ['system', 'en', 'de'] as const;
export const NOTICES = ['all', 'needed', 'none'] as const;

/** The settings that have a feature behind them. */
export const preferencesSchema = z.object({
  /** Absolute paths; absent: AWS's own defaults and variables. */
  credentialsFile: z.optional(path),
  configFile: z.optional(path),
  /** Our keys leave the credentials file when the application quits. */
  releaseAtQuit: z._default(z.boolean(), false),
  /** The credentials file keeps its inode, for a container that mounts the file. */
  writeInPlace: z._default(z.boolean(), false),
  mfaSessionSeconds: z._default(mfaSessionSeconds, 43_200),
  /** Absent: nobody has been asked yet. */
  startAtLogin: z.optional(z.boolean()),
  /** The application's way to AWS; absent: the environment's, else the system's. Older settings may hold a password. */
  proxy: z.optional(proxy),
  /** Absolute path of a PEM file: certificates to believe in beside Node's and the system's. */
  caBundle: z.optional(path),
  theme: z._default(z.enum(THEMES), 'system'),
  /** Of tray, notices and panel. */
  language: z._default(z.enum(LANGUAGES), 'system'),
  /** `needed`: those that need a person; what passes by itself is not told. */
  notices: z._default(z.enum(NOTICES), 'all'),
});

export type Preferences = z.infer<typeof preferencesSchema>;

/** Null gives a preference its default back. */
export type PreferenceChanges = { readonly [Name in keyof Preferences]?: Preferences[Name] | null };

export function changePreferences(
  preferences: Preferences,
  changes: PreferenceChanges,
): Preferences {
  // A page gives back what it was shown where nobody touched it.
  const untouched =
    changes.proxy !== undefined && changes.proxy === shownPreferences(preferences).proxy;
  const changed = untouched ? { ...changes, proxy: preferences.proxy } : changes;
  const kept = Object.entries({ ...preferences, ...changed }).filter(([, value]) => value !== null);
  return preferencesSchema.parse(Object.fromEntries(kept));
}

/** The rule that a change breaks, as far as it can be seen without the machine; null for none. */
export function brokenPreference(
  preferences: Preferences,
  { proxy: url }: PreferenceChanges,
): Extract<Failure, { kind: 'field-invalid' }> | null {
  if (url === undefined || url === null || url === shownPreferences(preferences).proxy) return null;
  const rule = proxyRule(url);
  return rule === null ? null : { kind: 'field-invalid', field: 'proxy', rule };
}

/** The rule that a new proxy breaks; null for none. settings.json is not encrypted. */
export function proxyRule(url: string): FieldRule | null {
  if (!isProxy(url)) return { rule: 'proxy' };
  return hasUser(url) ? { rule: 'proxy-user' } : null;
}

/** Earlier versions stored a user and password. They are used until the person changes them. */
export function hasProxyUser({ proxy: url }: Preferences): boolean {
  return url !== undefined && hasUser(url);
}

/** As a view may know them: a proxy's user and password are hidden, by a sign that no URL may hold. */
export function shownPreferences(preferences: Preferences): Preferences {
  if (preferences.proxy === undefined) return preferences;
  const [, scheme = '', user, host = ''] = PROXY.exec(preferences.proxy) ?? [];
  return user === undefined ? preferences : { ...preferences, proxy: `${scheme}…@${host}` };
}

/** A proxy's address without user and password. */
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
