export const THEMES = ['system', 'light', 'dark'] as const;
export const LANGUAGES = ['system', 'en', 'de'] as const;
export const TRAY_ICONS = ['coloured', 'white', 'black'] as const;
/** How the panel lists roles. `automatic`: rows if there are many. */
export const LISTINGS = ['automatic', 'cards', 'rows'] as const;
export const NOTICES = ['all', 'needed', 'none'] as const;

/** What happens to sessions when the person leaves. `release` forgets the MFA sessions too. */
export const AWAY_POLICIES = ['keep', 'release', 'forget-mfa'] as const;
export type AwayPolicy = (typeof AWAY_POLICIES)[number];

export const IDLE_MINUTES = { min: 1, max: 1440 } as const;

/** GetSessionToken's DurationSeconds. */
export const MFA_SESSION_SECONDS = { min: 900, max: 129_600 } as const;

/** Ports that every user may use, and the endpoint's in new settings. */
export const ENDPOINT_PORT = { min: 1024, max: 65_535, default: 4749 } as const;

/** The preferences that are never absent, as they are in new settings. */
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
  credentialsEndpointPort: ENDPOINT_PORT.default,
} as const;
