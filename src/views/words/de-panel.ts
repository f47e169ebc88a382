import { dePanelForm } from './de-panel-role-form.ts';
import { deMfa } from './de-panel-mfa.ts';
import { deSignIn } from './de-panel-sign-in.ts';
import { deAccess } from './de-panel-access.ts';
import { dePreferences } from './de-panel-preferences.ts';
import type { Words } from './words.ts';

export const dePanel: Words['panel'] = {
  title: 'Rolekeeper',
  back: 'Zurück',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  cancel: 'Abbrechen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  details: 'Einzelheiten',
  loading: 'Wird geladen…',
  working: 'Wird ausgeführt…',
  stopped: {
    title: 'Rolekeeper ist beendet',
    detail:
      'Diese Seite zeigt den letzten bekannten Stand. Starte Rolekeeper und öffne das Fenster wieder.',
  },

  addRole: 'Rolle anlegen',
  doctor: 'Prüfung',
  settings: 'Einstellungen',
  groups: { attention: 'Braucht dich', on: 'Ein', off: 'Aus' },
  filter: 'Rolle suchen',
  nothingFound: (query) => `Keine Rolle hat „${query}“ in Name, ARN, Profilen, Gruppe oder Tags.`,

  status: {
    off: 'Aus',
    waiting: 'Ein, wartet',
    assuming: 'Wird angenommen…',
    until: (time) => `Bis ${time}`,
    expired: (time) => `Abgelaufen ${time}`,
    refreshing: 'wird erneuert…',
    refreshes: (time) => `wird ${time} erneuert`,
    notRefreshed: 'wird nicht erneuert',
    triesAgain: (time) => `neuer Versuch ${time}`,
    triesSoon: 'bald neuer Versuch',
    waitsForYou: 'wartet auf dich',
  },
  keep: (name) => `${name} frisch halten`,
  more: (name) => `Weitere Aktionen für ${name}`,
  actions: {
    refresh: 'Jetzt erneuern',
    assumeOnce: 'Einmal annehmen',
    switchOn: 'Einschalten',
    release: 'Freigeben',
    edit: 'Bearbeiten',
    access: 'Nötige Richtlinien zeigen',
    copyProfile: 'Profil kopieren',
    copyAccount: 'Konto-ID kopieren',
    copyEnvironment: 'Umgebung kopieren',
    console: 'Konsole öffnen',
  },
  facts: {
    keptBy: 'Frisch gehalten von',
    profile: 'Profil',
    source: 'Angenommen aus',
    endpoint: 'Endpunkt',
  },
  shortRemedies: {
    seeAccess: 'Richtlinien',
    takeOver: 'Übernehmen',
    restore: 'Sicherung',
    enterCode: 'Code eingeben',
    editRole: 'Bearbeiten',
    openDoctor: 'Prüfung',
    openSettings: 'Öffnen',
    tryAgain: 'Erneut',
  },
  remedies: {
    tryAgain: 'Erneut versuchen',
    getSession: 'Sitzung holen',
    takeOver: 'Profil übernehmen…',
    enterCode: 'Code eingeben',
    seeAccess: 'Nötige Richtlinien zeigen',
    editRole: 'Rolle bearbeiten',
    openDoctor: 'Prüfung öffnen',
    openSettings: 'Einstellungen öffnen',
    signIn: 'Anmelden',
    restore: 'Sicherung wiederherstellen',
    seeRoles: 'Rollen zeigen',
    addRole: 'Rolle anlegen',
    copy: 'Kopieren',
    open: 'Öffnen',
  },

  firstRun: {
    title: 'Halte deine AWS-Rollen frisch',
    lead: 'Rolekeeper holt temporäre Zugangsdaten für eine Rolle, schreibt sie in ein Profil von ~/.aws/credentials und erneuert sie, bevor sie ablaufen. Wähle, wie du deine erste Rolle anlegst.',
    steps: ['Identität prüfen', 'Rolle einfügen', 'Testen'],
    note: 'Deine eigenen Schlüssel und alle anderen Zeilen der Datei ändern sich nicht.',
  },

  form: dePanelForm,

  mfa: deMfa,

  signIn: deSignIn,

  access: deAccess,

  doctorPage: {
    title: 'Prüfung',
    lead: 'Die Dateien, Rollen und Server, von denen Rolekeeper abhängt, jetzt geprüft.',
    again: 'Noch einmal prüfen',
    checking: 'Wird geprüft…',
    noProblem: 'Kein Problem gefunden.',
    roles: 'Rollen',
    moreRoles: (count) => `und ${count} weitere`,
    levels: {
      good: 'Gut',
      warning: 'Warnung',
      bad: 'Muss repariert werden',
      skipped: 'Nicht geprüft',
    },
  },

  preferences: dePreferences,
};
