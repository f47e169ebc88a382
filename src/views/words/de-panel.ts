import type { Words } from './words.ts';

const listed = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} und ${names.at(-1) ?? ''}`;

function left(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms < 60_000) return 'noch keine Minute';
  if (minutes < 90) return `noch ${minutes} min`;
  const hours = Math.round(minutes / 6) / 10;
  return `noch ${String(Number.isInteger(hours) || hours >= 10 ? Math.round(hours) : hours).replace('.', ',')} h`;
}

function length(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? '1 Stunde' : `${seconds / 3600} Stunden`;
  return seconds % 60 === 0 ? `${seconds / 60} Minuten` : `${seconds} Sekunden`;
}

export const dePanel: Words['panel'] = {
  title: 'Rolekeeper',
  back: 'Zurück',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  cancel: 'Abbrechen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  details: 'Einzelheiten',
  loading: 'Einen Moment…',
  gone: {
    title: 'Rolekeeper ist beendet',
    detail:
      'Diese Seite zeigt den letzten bekannten Stand. Starte Rolekeeper neu und öffne das Fenster wieder.',
  },

  addRole: 'Rolle anlegen',
  doctor: 'Prüfung',
  settings: 'Einstellungen',
  groups: { needy: 'Braucht dich', on: 'Ein', off: 'Aus' },
  filter: 'Rolle suchen',
  nothingFound: (wanted) => `Keine Rolle hat „${wanted}“ in Name, ARN, Profilen, Gruppe oder Tags.`,

  status: {
    off: 'Aus',
    waiting: 'Ein, wartet',
    assuming: 'Wird angenommen…',
    until: (time) => `Bis ${time}`,
    expired: (time) => `Abgelaufen ${time}`,
    refreshing: 'wird erneuert…',
    refreshes: (time) => `neu um ${time}`,
    notRefreshed: 'wird nicht erneuert',
    triesAgain: (time) => `neuer Versuch ${time}`,
    triesSoon: 'bald neuer Versuch',
    waitsForYou: 'wartet auf dich',
    left,
  },
  keep: (name) => `${name} frisch halten`,
  more: (name) => `Mehr zu ${name}`,
  actions: {
    refresh: 'Jetzt erneuern',
    assumeOnce: 'Einmal annehmen',
    release: 'Freigeben',
    edit: 'Bearbeiten',
    access: 'Zugriff',
    copyProfile: 'Profilnamen kopieren',
  },
  facts: {
    keptBy: 'Frisch gehalten von',
    roleArn: 'Rolle',
    profile: 'Profil',
    source: 'Angenommen aus',
    endpoint: 'Endpunkt',
    tryIt: 'Testen',
  },
  remedies: {
    tryAgain: 'Noch einmal',
    takeOver: 'Profil ersetzen…',
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
    lead: 'Rolekeeper nimmt für dich eine IAM-Rolle an, schreibt ihre Zugangsdaten in ein Profil von ~/.aws/credentials und erneuert sie, bevor sie ablaufen.',
    steps: [
      { title: 'Identität prüfen', detail: 'Dein eigenes Profil ruft AWS auf.' },
      {
        title: 'Rolle einfügen',
        detail: 'Füge ihre ARN oder ihr Richtliniendokument ein, mit der externen ID.',
      },
      {
        title: 'Testen',
        detail: 'Lehnt AWS ab, zeigt Rolekeeper die Richtlinie, die fehlt.',
      },
    ],
    add: 'Erste Rolle anlegen',
    note: 'Deine eigenen Schlüssel und alle anderen Zeilen der Datei ändern sich nicht.',
  },

  form: {
    addTitle: 'Rolle anlegen',
    editTitle: (name) => `${name} bearbeiten`,
    paste: 'Rolle einfügen',
    pasteHint:
      'Füge den Text ein, den du bekommen hast: eine ARN, eine Richtlinie, eine Mail, einen Link, ein Profil, Ausgaben von Terraform oder der AWS CLI. Er füllt die Felder.',
    labels: {
      name: 'Name',
      'role-arn': 'ARN der Rolle',
      'source-profile': 'Quellprofil',
      profile: 'Zielprofil',
      'session-name': 'Name der Sitzung',
      duration: 'Dauer der Sitzung',
      'external-id': 'Externe ID',
      'mfa-serial': 'MFA-Gerät',
      region: 'Region',
      endpoint: 'STS-Endpunkt',
      mfa: 'MFA-Code',
      tag: 'Tags der Sitzung',
      'transitive-tag-key': 'Schlüssel weitergegebener Tags',
      'source-identity': 'Quellidentität',
      policy: 'Sitzungsrichtlinie',
      'policy-arn': 'ARNs der Sitzungsrichtlinien',
      group: 'Gruppe',
    },
    hints: {
      name: 'Der Name im Menü, in diesem Fenster und im Terminal.',
      'role-arn': 'Die ARN, die dir der Eigentümer der Rolle gegeben hat.',
      duration: 'Rolekeeper erneuert sie vor ihrem Ende.',
      'external-id': 'Die externe ID, die dir der Eigentümer der Rolle gegeben hat.',
      'source-profile': 'Das Profil, dessen Zugangsdaten die Rolle annehmen.',
      profile:
        'Der Abschnitt der Credentials-Datei, den Rolekeeper schreibt. Ohne Angabe: der Name.',
      'session-name': 'Steht im CloudTrail des anderen Kontos. Ohne Angabe: Benutzer und Computer.',
      'mfa-serial': 'Die ARN deines Geräts. Alle Rollen mit diesem Gerät teilen einen Code.',
      endpoint: 'Für einen anderen Server als AWS. Deine Anfragen gehen dorthin.',
      region: 'Ohne Angabe: die des Quellprofils.',
      mfa: 'Jedes Mal: Sitzungen dauern bis zu 12 Stunden statt einer, aber jede Erneuerung braucht einen Code. Rolekeeper fragt, bevor eine Sitzung endet.',
      tag: 'Eines je Zeile, als Schlüssel=Wert.',
      'transitive-tag-key':
        'Einer je Zeile. Rollen, die aus dieser Sitzung angenommen werden, erben diese Tags.',
      'source-identity': 'Steht im CloudTrail. Spätere Sitzungen können sie nicht ändern.',
      policy: 'Ein JSON-Dokument, das einschränkt, was die Rolle erlaubt.',
      'policy-arn': 'Eine je Zeile, höchstens 10. Auch sie schränken die Rolle ein.',
      group: 'Die Überschrift der Rolle in der Liste und im Menü.',
    },
    optional: 'freiwillig',
    more: 'Weitere Felder',
    parameters: 'Tags und Richtlinien der Sitzung',
    mfaModes: {
      session: 'Einmal für alle Rollen des Geräts',
      'each-time': 'Jedes Mal, nur für diese Rolle',
    },
    durations: length,
    otherDuration: 'Sekunden',
    save: 'Speichern',
    saveNew: 'Rolle anlegen',
    saving: 'Wird gespeichert…',
    remove: 'Rolle entfernen',
    askRemove: (name) => ({
      title: `${name} entfernen?`,
      detail:
        'Ihre Schlüssel werden aus der Credentials-Datei entfernt. Eine neue Sitzung braucht einen MFA-Code. Bei AWS ändert sich nichts.',
      confirm: 'Entfernen',
    }),
    saved: (name) => `${name} gespeichert.`,
    removed: (name) => `${name} entfernt.`,
    broken: (label, rule) => `${label} ${rule}.`,
    correct: 'Berichtige zuerst die markierten Felder.',
  },

  mfa: {
    title: 'MFA-Code',
    lead: ({ device, sourceProfile }) =>
      `Der Code auf deinem Gerät „${device}“, für das Quellprofil ${sourceProfile}.`,
    goesTo: (host) => `Der Code geht an ${host}, nicht an AWS.`,
    serves: (names) =>
      names.length === 1 ? `Für ${names[0] ?? ''}.` : `Ein Code für ${listed(names)}.`,
    code: 'Sechsstelliger Code',
    hint: 'Wird nach der sechsten Ziffer gesendet. AWS nimmt einen Code nur einmal.',
    checking: 'AWS wird gefragt…',
    submit: 'Senden',
    waitFor: (seconds) => `Der nächste Code kann in ${seconds} s gesendet werden.`,
    banner: ({ device, names, until }) =>
      until === null
        ? `${listed(names)} ${names.length === 1 ? 'wartet' : 'warten'} auf einen Code von „${device}“.`
        : `${listed(names)} ${names.length === 1 ? 'braucht' : 'brauchen'} bis ${until} einen Code von „${device}“.`,
    until: (until) => `Die jetzigen Sitzungen gelten bis ${until}. Ein neuer Code setzt sie fort.`,
    later: 'In einer Stunde erinnern',
    processFailed: ({ sourceProfile, message }) =>
      `Der mfa_process von ${sourceProfile} gab keinen Code: ${message}.`,
    enter: 'Code eingeben',
  },

  signIn: {
    title: 'Bei AWS anmelden',
    lead: (profile) =>
      `Für das Quellprofil ${profile}. Dein Browser öffnet eine Seite von AWS. Melde dich dort an und erlaube die Anfrage.`,
    compare: 'Erlaube es nur, wenn die Seite diesen Code zeigt',
    page: 'Seite',
    open: 'Seite öffnen',
    preparing: 'AWS wird nach einer Seite gefragt…',
    elsewhere: 'Die AWS CLI hat die Seite geöffnet.',
    waiting:
      'Rolekeeper wartet auf die Anmeldung. Danach geht es mit den Rollen automatisch weiter.',
    giveUp: 'Anmeldung abbrechen',
    close: 'Ausblenden',
    done: (profile) => `Für ${profile} angemeldet`,
  },

  access: {
    title: (name) => `Zugriff auf ${name}`,
    lead: 'Zwei Richtlinien müssen dir erlauben, eine Rolle anzunehmen. Rolekeeper ändert nichts in IAM. Hänge diese Richtlinien an, oder schicke sie einem IAM-Administrator.',
    caller: 'Aufrufer',
    callerUnknown: 'Der Aufrufer ist unbekannt, weil AWS nicht gefragt werden konnte.',
    kinds: {
      user: 'ein IAM-Benutzer',
      role: 'eine IAM-Rolle',
      'permission-set': 'ein Berechtigungssatz von IAM Identity Center',
      root: 'der Root-Benutzer, der keine Rollen annehmen kann',
      unknown: 'eine Identität unbekannter Art',
    },
    identityPolicy: 'Die Richtlinie des Aufrufers',
    identityLead: 'Hänge sie in deinem Konto an den Aufrufer.',
    commands: 'Befehle, die sie anhängen',
    shell: 'Kommandozeile',
    shells: { bash: 'bash, zsh', fish: 'fish', powershell: 'PowerShell', cmd: 'cmd' },
    group: 'IAM-Gruppe',
    fillIn: (placeholders) => `Ersetze ${listed(placeholders)} durch den richtigen Wert.`,
    trustPolicy: 'Die Vertrauensrichtlinie der Rolle',
    trustLead: 'Der Eigentümer der Rolle braucht sie, im Konto der Rolle.',
    pages: {
      caller: 'Den Aufrufer in der IAM-Konsole öffnen',
      role: 'Die Rolle in der IAM-Konsole öffnen',
    },
    principalUnsure: {
      caller: (arn) =>
        `AWS konnte nicht gefragt werden, wer ruft: setze die ARN des IAM-Benutzers oder der Rolle an die Stelle von ${arn}.`,
      path: (arn) => `AWS verrät den Pfad einer Rolle nicht: hat ${arn} einen, dann setze ihn ein.`,
      region: (arn) =>
        `Setze die Heimatregion von IAM Identity Center in ${arn} ein (ohne sie, wo das us-east-1 ist).`,
    },
    tryAgain: 'Noch einmal versuchen',
  },

  checkup: {
    title: 'Prüfung',
    lead: 'Die Dateien, Rollen und Server, von denen Rolekeeper abhängt, jetzt geprüft.',
    again: 'Noch einmal prüfen',
    allGood: 'Alle Prüfungen bestanden.',
    levels: {
      good: 'Gut',
      look: 'Einen Blick wert',
      bad: 'Muss repariert werden',
      skipped: 'Nicht geprüft',
    },
  },

  preferences: {
    title: 'Einstellungen',
    credentialsFile: 'Credentials-Datei',
    configFile: 'Config-Datei',
    filesHint:
      'Absolute Pfade; leer für die von AWS. Sie gelten ab dem nächsten Start von Rolekeeper.',
    sections: {
      application: 'Anwendung',
      sessions: 'Sitzungen',
      network: 'Verbindung zu AWS',
      files: 'AWS-Dateien',
    },
    startAtLogin: 'Rolekeeper bei der Anmeldung starten',
    startAtLoginHint: 'Rollen bleiben nur frisch, solange Rolekeeper läuft.',
    theme: 'Aussehen',
    themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    languages: { system: 'System', en: 'English', de: 'Deutsch' },
    languageHint: 'Die Kommandozeile spricht Englisch.',
    notices: 'Mitteilungen',
    noticeChoices: { all: 'Alle', needed: 'Was dich braucht', none: 'Keine' },
    noticesHint: 'Das Symbol und dieses Fenster zeigen es immer.',
    proxy: 'Proxyserver',
    proxyHint:
      'Leer: der Proxyserver des Systems. Gilt ab der nächsten Anfrage der Anwendung; die Kommandozeile nutzt HTTPS_PROXY. Ein Proxyserver mit Passwort gehört in HTTPS_PROXY oder in die Einstellungen des Systems.',
    caBundle: 'Weitere CA-Zertifikate',
    caBundleHint: 'Eine PEM-Datei. Gilt ab der nächsten Anfrage.',
    writeInPlace: 'Die Credentials-Datei an Ort und Stelle schreiben',
    writeInPlaceHint:
      'Nur für einen Container, der die Datei selbst einbindet: Binde ihren Ordner ein, wenn es geht. Ein Werkzeug, das in diesem Moment liest, kann eine halbe Datei sehen. Nach einem Absturz beendet der nächste Start das Schreiben.',
    releaseAtQuit: 'Alle Rollen freigeben, wenn Rolekeeper endet',
    releaseAtQuitHint: 'Sonst bleiben die Zugangsdaten in der Datei, bis sie ablaufen.',
    mfaSession: 'Dauer der MFA-Sitzung',
    mfaSessionHint: 'So lange werden Rollen ohne einen weiteren Code erneuert.',
    hours: length,
    saved: 'Gespeichert',
  },
};
