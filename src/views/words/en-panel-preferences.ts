import { durationText } from './en-phrases.ts';
import type { LoginItem } from '../../core/contract/app-state.ts';
import type { Preferences } from '../../core/settings/preferences.ts';

export const enPreferences = {
  title: 'Settings',
  credentialsFile: 'Credentials file',
  configFile: 'Config file',
  filesHint:
    'Absolute paths. Empty: AWS’s defaults. Changes apply after the next start of Rolekeeper.',
  sections: {
    application: 'Application',
    sessions: 'Sessions',
    away: 'When you leave',
    network: 'Connection to AWS',
    files: 'AWS files',
    endpoint: 'Containers and programs',
  },
  startAtLogin: 'Start Rolekeeper when you log in',
  startAtLoginHint: 'Roles stay fresh only while Rolekeeper runs.',
  startAtLoginStates: {
    'needs-approval':
      'macOS waits for your approval. Allow Rolekeeper in System Settings > General > Login Items.',
    'switched-off':
      'It was switched off in the system’s own settings. ' +
      'Switch it on there, or turn this setting off and on.',
  } satisfies Record<Exclude<LoginItem, 'as-set'>, string>,
  shortcut: 'Shortcut that opens this window',
  shortcutHint:
    'The window opens with the focus in the search. Press the shortcut again to hide the window. Empty: no shortcut. On Wayland the shortcut works only if the desktop allows it.',
  theme: 'Appearance',
  themes: { system: 'System', light: 'Light', dark: 'Dark' } satisfies Record<
    Preferences['theme'],
    string
  >,
  trayIcon: 'Tray icon',
  trayIcons: { coloured: 'Coloured', white: 'White', black: 'Black' } satisfies Record<
    Preferences['trayIcon'],
    string
  >,
  trayIconHint: 'On Linux. White suits a dark panel, black a light one.',
  listing: 'List of roles',
  listings: { automatic: 'Automatic', cards: 'Cards', rows: 'Rows' } satisfies Record<
    Preferences['listing'],
    string
  >,
  listingHint: 'Automatic: cards for a few roles, rows for more than 12.',
  language: 'Language',
  languages: { system: 'System', en: 'English', de: 'Deutsch' } satisfies Record<
    Preferences['language'],
    string
  >,
  languageHint: 'The command line is always in English.',
  notices: 'Notifications',
  noticeChoices: { all: 'All', needed: 'Only what needs you', none: 'None' } satisfies Record<
    Preferences['notices'],
    string
  >,
  noticesHint: 'The tray icon and this window always show what needs you.',
  updateNotices: 'Tell me about new versions',
  updateNoticesHint:
    'Asks api.github.com once a day and sends nothing about you. Rolekeeper installs nothing.',
  proxy: 'Proxy',
  proxyHint:
    'Empty: the system’s proxy. Applies to the next request of the application. The command line uses HTTPS_PROXY instead. Set a proxy with a password in HTTPS_PROXY or in the system’s settings.',
  caBundle: 'Additional CA certificates',
  caBundleHint: 'A PEM file. Applies to the next request.',
  alsoWriteTo: 'Second credentials file',
  alsoWriteToHint:
    'Rolekeeper writes each session to this file too, for example to share it between Windows and WSL. The file must exist. Other credentials in it stay.',
  writeInPlace: 'Write the credentials file in place',
  writeInPlaceHint:
    'Only for a container that mounts the file itself. Mount its folder instead if you can. A tool that reads during a write may see half a file. After a crash, the next start finishes the write.',
  awayHint:
    '“Release roles” removes the keys of all roles from the file and forgets the MFA sessions. Roles that are on are assumed again when you are back. “Forget MFA” keeps the keys until they expire. The next refresh then asks for a code.',
  awayChoices: {
    keep: 'Keep sessions',
    release: 'Release roles',
    'forget-mfa': 'Forget MFA',
  } satisfies Record<Preferences['onQuit'], string>,
  onLock: 'When you lock the screen',
  onLockHint: 'On Linux this works only if your desktop reports it.',
  onSuspend: 'When the computer sleeps',
  onIdle: 'When you do not use the computer',
  idleMinutes: 'Not used for',
  onQuit: 'When Rolekeeper quits',
  onQuitHint:
    'Keys in the file are valid until they expire. If you sign out or shut down, Rolekeeper needs up to 3 s to remove them. They stay if the system does not wait.',
  mfaSession: 'MFA session duration',
  mfaSessionHint: 'Roles are refreshed for this time without another code.',
  hours: durationText,
  credentialsEndpoint: 'Serve credentials to programs',
  credentialsEndpointHint:
    'For containers, IDEs and programs that run for days: their AWS SDK asks Rolekeeper for new credentials before the old ones end. Only programs on this computer that have the role’s token get credentials, and only for roles that are on.',
  credentialsEndpointPort: 'Port of the endpoint',
  credentialsEndpointPortHint:
    'Your programs name this port in their settings. `rolekeeper serve` uses it too.',
  servedNot:
    'The endpoint does not run, because it cannot use this port. Rolekeeper tries again every 10 s.',
  servedNone: 'No role is on. Switch a role on to see its variables here.',
  served: (role: string) => `Variables for ${role}`,
  servedHint:
    'Set these variables in the environment of the program. A container needs the network of the host and a mount of the token file, which is a secret. If AWS_PROFILE is set or the profile “default” has keys, SDKs use those instead.',
  saved: 'Saved',
  about: {
    title: 'About',
    facts: {
      version: 'Version',
      system: 'System',
      settingsFolder: 'Settings folder',
      credentialsFile: 'Credentials file',
      logFile: 'Log',
    },
    openLog: 'Open log',
    openCredentialsFile: 'Open credentials file',
    copyDetails: 'Copy details',
    hint: 'The details are for a bug report. They contain no secrets.',
  },
};
