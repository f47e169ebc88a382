import type { FormWords } from './form-words.ts';

const WAS = {
  arn: 'die ARN einer Rolle',
  policy: 'ein Richtliniendokument',
  profile: 'ein Profil der Config-Datei',
  command: 'ein STS-Befehl der AWS CLI',
} as const;

const weitere = (count: number): string => (count === 1 ? 'eine weitere Angabe' : `${count} weitere Angaben`);

export const deForm = {
  paste: {
    found: ({ from, further }) =>
      `Gefunden: ${WAS[from]}${further === 0 ? '' : `, darin die ARN und ${weitere(further)}`}.`,
    choose: {
      policy: 'Das Dokument erlaubt mehrere Rollen. Welche?',
      profile: 'Darin stehen mehrere Rollen. Welche?',
    },
    passedOver: (names) => `Nicht übernommen: ${names.join(', ')}.`,
    secret:
      'In diesem Text steht ein geheimer Schlüssel oder ein Token. Rolekeeper nimmt so etwas nicht an und hat den Text verworfen. Gib dieses Geheimnis niemandem.',
    noRole: {
      profile: 'Keines dieser Profile hat eine role_arn.',
      command: 'Dieser Befehl nennt keine Rolle: ihm fehlt --role-arn.',
    },
    endpoint: (endpoint) =>
      `Anfragen dieser Rolle gehen an ${endpoint}, und das ist nicht AWS. Rolekeeper fragt, bevor es diesen Server verwendet.`,
  },
  clipboard: {
    offer: {
      arn: 'In deiner Zwischenablage ist die ARN einer Rolle',
      policy: 'In deiner Zwischenablage ist ein Richtliniendokument',
      profile: 'In deiner Zwischenablage ist ein Profil einer Config-Datei',
      command: 'In deiner Zwischenablage ist ein STS-Befehl der AWS CLI',
    },
    use: 'Verwenden',
    look: 'Aus der Zwischenablage einfügen',
    nothing: 'Nichts in der Zwischenablage nennt eine Rolle.',
  },
  gives: {
    keys: 'Zugriffsschlüssel',
    'temporary-keys': 'befristete Schlüssel',
    credential_process: 'einen credential_process',
    credential_source: 'Zugangsdaten dieses Rechners',
    sso: 'das IAM Identity Center',
    web_identity: 'ein Web-Identity-Token',
    login_session: 'einen aws login',
    role_arn: 'eine Rolle der Config-Datei',
    role: 'eine Rolle von Rolekeeper',
  },
  sourceGives: ({ profile, gives }) => `Mit seinen Zugangsdaten wird AWS gerufen. ${profile} hat ${gives}.`,
  beforeSaving: 'Gut zu wissen vor dem Speichern',
  trial: {
    run: 'Testen',
    again: 'Noch einmal testen',
    running: 'AWS wird gefragt…',
    title: 'Probelauf',
    lead: 'AWS wird mit den Angaben von oben gefragt. Nichts wird gespeichert, keine Datei geschrieben, und was AWS gibt, wird verworfen.',
    source: ({ profile, gives }) => `Das Quellprofil ${profile} hat Zugangsdaten: ${gives}`,
    through: (profiles) => `Über ${profiles.join(', dann ')}`,
    caller: 'AWS kennt den Aufrufer',
    code: (device) => `Bestätigt mit dem MFA-Gerät „${device}“`,
    assume: (until) => `Die Rolle lässt sich annehmen, jetzt bis ${until}`,
    denied: (message) =>
      `AWS sagte: ${message}\nDrei Gründe sind üblich: Die Richtlinie des Aufrufers erlaubt es nicht, die Rolle vertraut ihm nicht, oder die externe ID ist eine andere. Diese zwei Dokumente klären die ersten beiden.`,
    works: 'Alles geht.',
    fails: 'Es geht noch nicht.',
    askCode: ({ device, sourceProfile }) =>
      `Zum Weitermachen will AWS einen Code: den, den dein Gerät „${device}“ jetzt zeigt, für das Quellprofil ${sourceProfile}.`,
    toField: (label) => `Zum Feld ${label}`,
    tones: { good: 'Erledigt', bad: 'Gescheitert' },
  },
  duplicate: 'Duplizieren',
  askReplace: {
    title: 'Die angefangene Rolle ersetzen?',
    detail: 'Im Formular für neue Rollen steht etwas, das noch nicht angelegt ist.',
    confirm: 'Ersetzen',
  },
  undo: 'Rückgängig',
  putBack: (name) => `${name} ist wieder da.`,
} satisfies FormWords;
