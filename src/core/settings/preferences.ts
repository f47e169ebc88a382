import * as z from 'zod/mini';
import type { Failure } from '../failure.ts';
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
import { isShortcut } from './shortcut.ts';
import { hasUser, isProxy, proxyRule, shownProxy } from './proxy-url.ts';

const path = z.string().check(z.minLength(1));
export const mfaSessionSeconds = integerIn(RANGES.mfaSessionSeconds);
export const idleMinutes = integerIn(RANGES.idleMinutes);
const endpointPort = integerIn(RANGES.credentialsEndpointPort);

const shortcut = z.string().check(z.refine((text) => isShortcut(text)));
const proxy = z.string().check(z.refine((url) => isProxy(url)));

/** The schema of the preferences. */
export const preferencesSchema = z.object({
  /**
   * Absolute paths, which are used from the next start on. If absent, the paths in AWS's
   * environment variables are used, or else AWS's default paths.
   */
  credentialsFile: z.optional(path),
  configFile: z.optional(path),
  /** Absolute path of a second credentials file that gets the same sessions (ADR 0036). */
  alsoWriteTo: z.optional(path),
  /**
   * What the application does to sessions if the person locks or suspends the computer, is idle, or
   * quits the application (ADR 0040).
   */
  onLock: z._default(z.enum(AWAY_POLICIES), DEFAULT_PREFERENCES.onLock),
  onSuspend: z._default(z.enum(AWAY_POLICIES), DEFAULT_PREFERENCES.onSuspend),
  onIdle: z._default(z.enum(AWAY_POLICIES), DEFAULT_PREFERENCES.onIdle),
  onQuit: z._default(z.enum(AWAY_POLICIES), DEFAULT_PREFERENCES.onQuit),
  /**
   * After this many minutes without a key press or mouse movement, the person is treated as away.
   */
  idleMinutes: z._default(idleMinutes, DEFAULT_PREFERENCES.idleMinutes),
  /**
   * True if writes do not change the inode of the credentials file. A container that mounts the
   * file needs this.
   */
  writeInPlace: z._default(z.boolean(), DEFAULT_PREFERENCES.writeInPlace),
  mfaSessionSeconds: z._default(mfaSessionSeconds, DEFAULT_PREFERENCES.mfaSessionSeconds),
  /** True if the application starts at login. Absent if the person was not asked yet. */
  startAtLogin: z.optional(z.boolean()),
  /**
   * The application's proxy, which may have a password from older versions. If absent, the proxy of
   * the environment is used, or else that of the system.
   */
  proxy: z.optional(proxy),
  /**
   * Absolute path of a PEM file with certificates to trust in addition to Node's and the system's.
   */
  caBundle: z.optional(path),
  /** The global shortcut that opens the panel. If absent, there is none. */
  shortcut: z.optional(shortcut),
  theme: z._default(z.enum(THEMES), DEFAULT_PREFERENCES.theme),
  /** The colour of the tray icon on Linux. Other systems choose the colour themselves. */
  trayIcon: z._default(z.enum(TRAY_ICONS), DEFAULT_PREFERENCES.trayIcon),
  /** Language of tray, notices and panel. */
  language: z._default(z.enum(LANGUAGES), DEFAULT_PREFERENCES.language),
  /** How the panel lists roles. */
  listing: z._default(z.enum(LISTINGS), DEFAULT_PREFERENCES.listing),
  /** Which notices are shown. `needed` means only those after which a person must act. */
  notices: z._default(z.enum(NOTICES), DEFAULT_PREFERENCES.notices),
  /**
   * True if the application checks for a newer version once a day and shows a notice. The command
   * line never checks.
   */
  updateNotices: z._default(z.boolean(), DEFAULT_PREFERENCES.updateNotices),
  /** True if the application serves credentials to programs on this computer (ADR 0037). */
  credentialsEndpoint: z._default(z.boolean(), DEFAULT_PREFERENCES.credentialsEndpoint),
  /** The port of the credentials endpoint, for the application and for `rolekeeper serve`. */
  credentialsEndpointPort: z._default(endpointPort, DEFAULT_PREFERENCES.credentialsEndpointPort),
});

export type Preferences = z.infer<typeof preferencesSchema>;

/** Null resets a preference to its default. */
export type PreferenceChanges = { readonly [Name in keyof Preferences]?: Preferences[Name] | null };

export function changePreferences(
  preferences: Preferences,
  changes: PreferenceChanges,
): Preferences {
  // If the person did not change the proxy, a page sends it back as `shownProxy` returned it.
  const untouched =
    changes.proxy !== undefined && changes.proxy === shownPreferences(preferences).proxy;
  const changed = untouched ? { ...changes, proxy: preferences.proxy } : changes;
  const kept = Object.entries({ ...preferences, ...changed }).filter(([, value]) => value !== null);
  return preferencesSchema.parse(Object.fromEntries(kept));
}

/**
 * Returns the rule that a change breaks, or null if it breaks none. Checks only rules that do not
 * depend on the computer.
 */
export function brokenPreference(
  preferences: Preferences,
  { proxy: url, shortcut: keys, credentialsEndpointPort: port }: PreferenceChanges,
): Extract<Failure, { kind: 'field-invalid' }> | null {
  if (typeof port === 'number' && !endpointPort.safeParse(port).success) {
    const { min, max } = RANGES.credentialsEndpointPort;
    const rule = { kind: 'range', min, max } as const;
    return { kind: 'field-invalid', field: 'credentialsEndpointPort', rule };
  }
  if (typeof keys === 'string' && !isShortcut(keys))
    return { kind: 'field-invalid', field: 'shortcut', rule: { kind: 'shortcut' } };
  if (url === undefined || url === null || url === shownPreferences(preferences).proxy) return null;
  const rule = proxyRule(url);
  return rule === null ? null : { kind: 'field-invalid', field: 'proxy', rule };
}

/**
 * Returns true if the proxy has a user or password, which only earlier versions stored. They are
 * used until the person changes the proxy.
 */
export function hasProxyUser({ proxy: url }: Preferences): boolean {
  return url !== undefined && hasUser(url);
}

/** Returns the preferences for views, without the user and the password of a proxy. */
export function shownPreferences(preferences: Preferences): Preferences {
  const { proxy: url } = preferences;
  return url === undefined ? preferences : { ...preferences, proxy: shownProxy(url) };
}

function integerIn({ min, max }: { readonly min: number; readonly max: number }) {
  return z.int().check(z.minimum(min), z.maximum(max));
}
