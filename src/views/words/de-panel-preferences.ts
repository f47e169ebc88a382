import { durationText } from './de-phrases.ts';
import type { Words } from './words.ts';

export const dePreferences: Words['panel']['preferences'] = {
  title: 'Einstellungen',
  credentialsFile: 'Credentials-Datei',
  configFile: 'Config-Datei',
  filesHint:
    'Absolute Pfade. Leer: die Standardpfade von AWS. Änderungen gelten ab dem nächsten Start von Rolekeeper.',
  sections: {
    application: 'Anwendung',
    sessions: 'Sitzungen',
    away: 'Wenn du weggehst',
    network: 'Verbindung zu AWS',
    files: 'AWS-Dateien',
    endpoint: 'Container und Programme',
  },
  startAtLogin: 'Rolekeeper beim Anmelden am Computer starten',
  startAtLoginHint: 'Rollen bleiben nur frisch, solange Rolekeeper läuft.',
  startAtLoginStates: {
    'needs-approval':
      'macOS wartet auf deine Zustimmung. ' +
      'Erlaube Rolekeeper in Systemeinstellungen > Allgemein > Anmeldeobjekte.',
    'switched-off':
      'In den Einstellungen des Systems ist es ausgeschaltet. ' +
      'Schalte es dort ein, oder schalte diese Einstellung aus und wieder ein.',
  },
  shortcut: 'Tastenkombination, die dieses Fenster öffnet',
  shortcutHint:
    'Das Fenster öffnet sich mit dem Fokus in der Suche. Drücke die Tasten noch einmal, um das Fenster auszublenden. Leer: keine Tastenkombination. Unter Wayland funktioniert die Tastenkombination nur, wenn der Desktop sie erlaubt.',
  theme: 'Aussehen',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  trayIcon: 'Symbol im Infobereich',
  trayIcons: { coloured: 'Farbig', white: 'Weiß', black: 'Schwarz' },
  trayIconHint: 'Unter Linux. Weiß passt zu einer dunklen Leiste, Schwarz zu einer hellen.',
  listing: 'Liste der Rollen',
  listings: { automatic: 'Automatisch', cards: 'Karten', rows: 'Zeilen' },
  listingHint: 'Automatisch: Karten für wenige Rollen, Zeilen für mehr als 12.',
  language: 'Sprache',
  languages: { system: 'System', en: 'English', de: 'Deutsch' },
  languageHint: 'Die Kommandozeile ist immer englisch.',
  notices: 'Mitteilungen',
  noticeChoices: { all: 'Alle', needed: 'Nur wenn du gebraucht wirst', none: 'Keine' },
  noticesHint: 'Das Symbol und dieses Fenster zeigen immer, wofür du gebraucht wirst.',
  updateNotices: 'Neue Versionen melden',
  updateNoticesHint:
    'Fragt einmal am Tag api.github.com und sendet nichts über dich. Rolekeeper installiert nichts.',
  proxy: 'Proxy',
  proxyHint:
    'Leer: der Proxy des Systems. Gilt ab der nächsten Anfrage der Anwendung. Die Kommandozeile nutzt stattdessen HTTPS_PROXY. Ein Proxy mit Passwort gehört in HTTPS_PROXY oder in die Einstellungen des Systems.',
  caBundle: 'Weitere CA-Zertifikate',
  caBundleHint: 'Eine PEM-Datei. Gilt ab der nächsten Anfrage.',
  alsoWriteTo: 'Zweite Credentials-Datei',
  alsoWriteToHint:
    'Rolekeeper schreibt jede Sitzung auch in diese Datei, zum Beispiel für Windows und WSL gemeinsam. Die Datei muss vorhanden sein. Andere Zugangsdaten darin bleiben.',
  writeInPlace: 'Die Credentials-Datei direkt überschreiben',
  writeInPlaceHint:
    'Nur für einen Container, der die Datei selbst einbindet. Binde stattdessen ihren Ordner ein, wenn das geht. Ein Werkzeug, das währenddessen liest, kann eine halbe Datei sehen. Nach einem Absturz schreibt der nächste Start die Datei fertig.',
  awayHint:
    '„Freigeben“ entfernt die Schlüssel aller Rollen aus der Datei und vergisst die MFA-Sitzungen. Eingeschaltete Rollen werden wieder angenommen, wenn du zurück bist. „MFA vergessen“ behält die Schlüssel, bis sie ablaufen. Die nächste Erneuerung fragt dann nach einem Code.',
  awayChoices: {
    keep: 'Behalten',
    release: 'Freigeben',
    'forget-mfa': 'MFA vergessen',
  },
  onLock: 'Wenn du den Bildschirm sperrst',
  onLockHint: 'Unter Linux funktioniert das nur, wenn dein Desktop es meldet.',
  onSuspend: 'Wenn der Computer in den Ruhezustand geht',
  onIdle: 'Wenn du den Computer nicht benutzt',
  idleMinutes: 'Nicht benutzt seit',
  onQuit: 'Wenn Rolekeeper beendet wird',
  onQuitHint:
    'Schlüssel in der Datei gelten, bis sie ablaufen. Wenn du dich abmeldest oder herunterfährst, braucht Rolekeeper bis zu 3 s, um sie zu entfernen. Sie bleiben, wenn das System nicht wartet.',
  credentialsEndpoint: 'Zugangsdaten für Programme bereitstellen',
  credentialsEndpointHint:
    'Für Container, IDEs und Programme, die tagelang laufen: Das AWS-SDK darin holt sich von Rolekeeper neue Zugangsdaten, bevor die alten ablaufen. Zugangsdaten bekommen nur Programme auf diesem Computer, die das Token der Rolle haben, und nur für Rollen, die eingeschaltet sind.',
  credentialsEndpointPort: 'Port des Endpunkts',
  credentialsEndpointPortHint:
    'Deine Programme nennen diesen Port in ihren Einstellungen. `rolekeeper serve` benutzt ihn auch.',
  servedNot:
    'Der Endpunkt läuft nicht, weil er diesen Port nicht benutzen kann. Rolekeeper versucht es alle 10 s wieder.',
  servedNone: 'Keine Rolle ist eingeschaltet. Schalte eine ein, dann stehen hier ihre Variablen.',
  served: (role: string) => `Variablen für ${role}`,
  servedHint:
    'Setze diese Variablen in der Umgebung des Programms. Ein Container braucht das Netzwerk des Computers, und die Token-Datei muss in ihm eingebunden sein. Sie ist ein Geheimnis. Wenn AWS_PROFILE gesetzt ist oder das Profil „default“ Schlüssel hat, benutzen SDKs diese stattdessen.',
  mfaSession: 'Dauer der MFA-Sitzung',
  mfaSessionHint: 'So lange werden Rollen ohne einen weiteren Code erneuert.',
  hours: durationText,
  saved: 'Gespeichert',
  about: {
    title: 'Über Rolekeeper',
    facts: {
      version: 'Version',
      system: 'System',
      settingsFolder: 'Ordner der Einstellungen',
      credentialsFile: 'Credentials-Datei',
      logFile: 'Protokoll',
    },
    openLog: 'Protokoll öffnen',
    openCredentialsFile: 'Credentials-Datei öffnen',
    copyDetails: 'Einzelheiten kopieren',
    hint: 'Die Einzelheiten sind für einen Fehlerbericht. Sie enthalten keine Geheimnisse.',
  },
};
