import type { PanelWords } from './panel-words.ts';

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

export const dePanel = {
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
      'Diese Seite zeigt, was sie zuletzt wusste. Starte Rolekeeper neu und öffne das Fenster wieder.',
  },

  addRole: 'Rolle anlegen',
  doctor: 'Prüfung',
  settings: 'Einstellungen',
  groups: { needy: 'Braucht dich', on: 'Ein', off: 'Aus' },
  filter: 'Rolle suchen',
  nothingFound: (wanted) => `Keine Rolle hat „${wanted}“ in Name, ARN, Profilen, Gruppe oder Tags.`,

  status: {
    off: 'Aus',
    waiting: 'Eingeschaltet, wartet',
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
    tryIt: 'Probiere es',
  },
  remedies: {
    tryAgain: 'Noch einmal',
    takeOver: 'Profil übernehmen…',
    enterCode: 'Code eingeben',
    seeAccess: 'Zeigen, was fehlt',
    editRole: 'Rolle bearbeiten',
    openDoctor: 'Prüfung öffnen',
    openSettings: 'Einstellungen öffnen',
    signIn: 'Anmelden',
    restore: 'Sicherung zurücklegen',
    seeRoles: 'Rollen zeigen',
    addRole: 'Rolle anlegen',
    copy: 'Kopieren',
    open: 'Öffnen',
  },

  firstRun: {
    title: 'Halte deine AWS-Rollen frisch',
    lead: 'Rolekeeper nimmt für dich eine IAM-Rolle an, schreibt ihre Zugangsdaten in ein Profil von ~/.aws/credentials und erneuert sie, bevor sie ablaufen.',
    steps: [
      { title: 'Wer du bist', detail: 'Dein eigenes Profil ruft AWS für die Rolle.' },
      {
        title: 'Was du bekommen hast',
        detail: 'Füge die ARN der Rolle oder das Richtliniendokument ein, mit der externen ID.',
      },
      {
        title: 'Probieren',
        detail: 'Sagt AWS nein, zeigt Rolekeeper genau die Richtlinie, die fehlt.',
      },
    ],
    add: 'Erste Rolle anlegen',
    note: 'Deine eigenen Schlüssel und jede andere Zeile der Datei bleiben, wie sie sind.',
  },

  form: {
    addTitle: 'Rolle anlegen',
    editTitle: (name) => `${name} bearbeiten`,
    paste: 'Was hast du bekommen?',
    pasteHint:
      'Füge den Text ein, wie er kam: eine ARN, eine Richtlinie, eine Mail, einen Link, ein Profil, Ausgaben von Terraform oder der AWS CLI. Das füllt die Felder.',
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
      name: 'Wie du sie nennst: im Menü, hier und im Terminal.',
      'role-arn': 'Die Rolle bei AWS, wie ihr Eigentümer sie dir genannt hat.',
      duration: 'Rolekeeper erneuert sie vor ihrem Ende.',
      'external-id': 'Das Wort, das der Eigentümer der Rolle mit dir vereinbart hat.',
      'source-profile': 'Mit seinen Zugangsdaten wird AWS gerufen.',
      profile: 'Der Abschnitt der Credentials-Datei, der geschrieben wird. Ohne Angabe: der Name.',
      'session-name': 'Steht im CloudTrail des anderen Kontos. Ohne Angabe: Benutzer und Computer.',
      'mfa-serial': 'Die ARN deines Geräts. Ein Code gilt für alle Rollen, die es nennen.',
      endpoint: 'Für andere Server als AWS. Deine Anfragen gehen dorthin.',
      region: 'Ohne Angabe: die des Quellprofils.',
      mfa: 'Jedes Mal: Sitzungen bis zu zwölf Stunden statt einer, aber nichts wird ohne dich erneuert. Du wirst vor dem Ende jeder Sitzung gefragt.',
      tag: 'Eines je Zeile, als Schlüssel=Wert.',
      'transitive-tag-key':
        'Einer je Zeile. Auch Rollen, die aus dieser Sitzung angenommen werden, bekommen diese Tags.',
      'source-identity': 'Steht im CloudTrail und lässt sich in folgenden Sitzungen nicht ändern.',
      policy: 'Ein JSON-Dokument. Es engt ein, was die Rolle erlaubt.',
      'policy-arn': 'Eine je Zeile, höchstens zehn. Auch sie engen ein.',
      group: 'Die Überschrift, unter der sie in der Liste und im Menü steht.',
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
        'Ihre Schlüssel verlassen die Credentials-Datei. Sie zurückzuholen würde einen MFA-Code kosten. Bei AWS ändert sich nichts.',
      confirm: 'Entfernen',
    }),
    saved: (name) => `${name} ist gespeichert.`,
    removed: (name) => `${name} ist entfernt.`,
    broken: (label, rule) => `${label} ${rule}.`,
    correct: 'Berichtige zuerst die markierten Felder.',
  },

  mfa: {
    title: 'MFA-Code',
    lead: ({ device, sourceProfile }) =>
      `Der Code, den dein Gerät „${device}“ jetzt zeigt, für das Quellprofil ${sourceProfile}.`,
    goesTo: (host) => `Der Code geht an ${host}, nicht an AWS.`,
    serves: (names) =>
      names.length === 1 ? `Für ${names[0] ?? ''}.` : `Ein Code für ${listed(names)}.`,
    code: 'Sechsstelliger Code',
    hint: 'Wird mit der sechsten Ziffer gesendet. AWS nimmt einen Code nur einmal.',
    checking: 'AWS wird gefragt…',
    submit: 'Senden',
    waitFor: (seconds) => `Der nächste Code kann in ${seconds} s gesendet werden.`,
    banner: ({ device, names, until }) =>
      until === null
        ? `${listed(names)} ${names.length === 1 ? 'wartet' : 'warten'} auf einen Code von „${device}“.`
        : `Bis ${until} wird ein Code von „${device}“ gebraucht, damit es weitergeht mit ${listed(names)}.`,
    until: (until) => `Was jetzt gilt, hält bis ${until}; mit einem neuen Code geht es weiter.`,
    later: 'In einer Stunde erinnern',
    processFailed: ({ sourceProfile, message }) =>
      `Der mfa_process von ${sourceProfile} gab keinen Code: ${message}.`,
    enter: 'Code eingeben',
  },

  signIn: {
    title: 'Bei AWS anmelden',
    lead: (profile) =>
      `Für das Quellprofil ${profile}. Dein Browser öffnet eine Seite von AWS: melde dich dort an und erlaube es.`,
    compare: 'Erlaube es nur, wenn die Seite diesen Code zeigt',
    page: 'Seite',
    open: 'Seite öffnen',
    preparing: 'AWS wird nach einer Seite gefragt…',
    elsewhere: 'Die AWS CLI hat die Seite geöffnet.',
    waiting: 'Dort wird auf dich gewartet. Die Rollen machen danach von selbst weiter.',
    giveUp: 'Abbrechen',
    close: 'Ausblenden',
    done: (profile) => `Für ${profile} angemeldet`,
  },

  access: {
    title: (name) => `Zugriff auf ${name}`,
    lead: 'Zwei Richtlinien müssen zustimmen, bevor AWS dich eine Rolle annehmen lässt. Rolekeeper ändert nichts in IAM: hier steht, was anzuhängen ist, oder was du dem schickst, der das darf.',
    caller: 'Wer ruft',
    callerUnknown: 'AWS konnte nicht gefragt werden, wer ruft.',
    kinds: {
      user: 'ein IAM-Benutzer',
      role: 'eine IAM-Rolle',
      'permission-set': 'ein Berechtigungssatz von IAM Identity Center',
      root: 'der Root-Benutzer, den AWS keine Rolle annehmen lässt',
      unknown: 'eine Identität unbekannter Art',
    },
    identityPolicy: 'Die Richtlinie des Aufrufers',
    identityLead: 'Hänge sie in deinem Konto an den Aufrufer.',
    commands: 'Befehle, die sie anhängen',
    shell: 'Kommandozeile',
    shells: { bash: 'bash, zsh', fish: 'fish', powershell: 'PowerShell', cmd: 'cmd' },
    group: 'IAM-Gruppe',
    fillIn: (placeholders) => `Setze den richtigen Wert ein für ${listed(placeholders)}.`,
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
    lead: 'Wovon Rolekeeper abhängt, jetzt angesehen.',
    again: 'Noch einmal ansehen',
    allGood: 'Nichts, was angesehen wurde, braucht dich.',
    levels: {
      good: 'Gut',
      look: 'Einen Blick wert',
      bad: 'Muss repariert werden',
      skipped: 'Nicht angesehen',
    },
  },

  preferences: {
    title: 'Einstellungen',
    credentialsFile: 'Credentials-Datei',
    configFile: 'Config-Datei',
    filesHint:
      'Ganze Pfade; leer für die von AWS. Sie gelten vom nächsten Start von Rolekeeper an.',
    sections: {
      application: 'Anwendung',
      sessions: 'Sitzungen',
      network: 'Weg zu AWS',
      files: 'AWS-Dateien',
    },
    startAtLogin: 'Rolekeeper bei der Anmeldung starten',
    startAtLoginHint: 'Rollen bleiben nur frisch, solange Rolekeeper läuft.',
    theme: 'Aussehen',
    themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    languages: { system: 'Wie das System', en: 'English', de: 'Deutsch' },
    languageHint: 'Die Kommandozeile spricht Englisch.',
    notices: 'Mitteilungen',
    noticeChoices: { all: 'Alle', needed: 'Was dich braucht', none: 'Keine' },
    noticesHint: 'Symbol und Fenster sagen es in jedem Fall.',
    proxy: 'Proxyserver',
    proxyHint:
      'Leer für den des Systems. Die Anwendung nimmt ihn von der nächsten Anfrage an; ein Terminal folgt HTTPS_PROXY. Ein Proxyserver mit Passwort gehört in HTTPS_PROXY oder in die Einstellungen des Systems.',
    caBundle: 'Zertifikate',
    caBundleHint:
      'Eine PEM-Datei mit Stellen, denen neben denen des Systems geglaubt wird, von der nächsten Anfrage an.',
    writeInPlace: 'Die Credentials-Datei an Ort und Stelle schreiben',
    writeInPlaceHint:
      'Nur für einen Container, der die Datei selbst einbindet: Binde ihren Ordner ein, wenn es geht. Ein Werkzeug, das in diesem Moment liest, kann eine halbe Datei sehen. Nach einem Absturz beendet der nächste Start das Schreiben.',
    releaseAtQuit: 'Alle Rollen freigeben, wenn Rolekeeper endet',
    releaseAtQuitHint: 'Sonst bleiben Zugangsdaten, bis sie ablaufen.',
    mfaSession: 'Ein MFA-Code gilt',
    mfaSessionHint: 'So lange werden Rollen ohne weiteren Code erneuert.',
    hours: length,
    saved: 'Gespeichert',
  },
} satisfies PanelWords;
