export const THEMES = ['system', 'light', 'dark'] as const;
export const LANGUAGES = ['system', 'en', 'de'] as const;
export const TRAY_ICONS = ['coloured', 'white', 'black'] as const;
/** How the panel lists roles. `automatic` means cards for a few roles, and rows for more. */
export const LISTINGS = ['automatic', 'cards', 'rows'] as const;
export const NOTICES = ['all', 'needed', 'none'] as const;

/**
 * What happens if the person leaves the computer or the application quits. `forget-mfa` forgets the
 * MFA sessions; `release` forgets them and also releases the roles.
 */
export const AWAY_POLICIES = ['keep', 'release', 'forget-mfa'] as const;
export type AwayPolicy = (typeof AWAY_POLICIES)[number];

/** The smallest and the largest value of each preference that is a number. */
export const RANGES = {
  idleMinutes: { min: 1, max: 1440 },
  /** Limits of DurationSeconds in GetSessionToken. */
  mfaSessionSeconds: { min: 900, max: 129_600 },
  /** To listen on a port below 1024, a program may need administrator rights. */
  credentialsEndpointPort: { min: 1024, max: 65_535 },
} as const;

/** The defaults of the preferences that always have a value. */
export const DEFAULT_PREFERENCES = {
  onLock: 'keep',
  onSuspend: 'keep',
  onIdle: 'keep',
  onQuit: 'keep',
  idleMinutes: 15,
  writeInPlace: false,
  mfaSessionSeconds: 43_200,
  theme: 'system',
  trayIcon: 'coloured',
  language: 'system',
  listing: 'automatic',
  notices: 'all',
  updateNotices: true,
  credentialsEndpoint: false,
  credentialsEndpointPort: 4749,
} as const;
