import { deDenial, deLikelyCauses, deMissingDevice } from './de-denial.ts';
import type { Words } from './words.ts';

const WAS = {
  arn: 'die ARN einer Rolle',
  policy: 'ein Richtliniendokument',
  profile: 'ein Profil der Config-Datei',
  command: 'ein STS-Befehl der AWS CLI',
  description: 'die Beschreibung einer Rolle',
  link: 'ein Link zum Rollenwechsel',
  values: 'die Angaben zu einer Rolle',
} as const;

const eines = (values: readonly string[]): string => values.join(' oder ');

const dauer = (seconds: number): string =>
  seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;

const weitere = (count: number): string =>
  count === 1 ? 'eine weitere Angabe' : `${count} weitere Angaben`;

export const deForm: Words['forming'] = {
  paste: {
    found: ({ from, further }) =>
      `Gefunden: ${WAS[from]}${further === 0 ? '' : `, darin die ARN und ${weitere(further)}`}.`,
    choose: 'Darin stehen mehrere Rollen. Welche?',
    skipped: (names) => `Nicht übernommen: ${names.join(', ')}.`,
    left: {
      unclear: (text) =>
        `Nicht übernommen: ${text}. Es ist nicht klar, zu welcher Rolle das gehört.`,
      several: (text) => `Nicht übernommen: ${text}. Der Text hat für dieses Feld mehrere Werte.`,
      'cut-off': (text) =>
        `Das Dokument im Text ist abgeschnitten: „${text}…“ wird nie geschlossen.`,
      differs: (text) => `Nicht übernommen: ${text}. Ein anderer Wert aus dem Text wurde genommen.`,
      invalid: (text) => `Nicht übernommen: ${text}. Das ist kein Wert für das Feld.`,
      placeholder: (text) => `${text} wurde nicht ausgefüllt. Frag den Absender nach dem Wert.`,
      wildcard: (text) =>
        `Nicht übernommen: ${text}. Darin ist ein Platzhalter, der keine bestimmte Rolle nennt.`,
      'not-a-role': (text) => `Nicht übernommen: ${text}. Das ist nicht die ARN einer IAM-Rolle.`,
      denied: (text) => `Nicht übernommen: ${text}. Eine andere Anweisung verbietet es.`,
      caller: (text) =>
        `${text} darf die Rolle laut Vertrauensrichtlinie annehmen. Das wurde nicht übernommen.`,
      alias: (text) =>
        `Nicht übernommen: der Link mit dem Kontoalias ${text}. Nötig ist die zwölfstellige Kontonummer.`,
      'permission-set': (text) =>
        `Nicht übernommen: ${text}. Das ist ein Berechtigungssatz von IAM Identity Center und keine Rolle, die man annehmen kann.`,
      portal: (text) =>
        `Nicht übernommen: ${text}. Das ist ein Zugangsportal von IAM Identity Center und nennt keine Rolle.`,
      session: (text) =>
        `Nicht übernommen: ${text}. Das ist eine Sitzung einer Rolle und nicht die Rolle.`,
      'path-unknown': (text) =>
        `Die Rollen-ARN wurde aus der Sitzung ${text} gebildet. Wenn die Rolle einen Pfad hat, ergänz ihn.`,
      joined: (text) =>
        `Die Rollen-ARN ${text} wurde aus mehreren Zeilen zusammengesetzt. Prüf, wo sie endet.`,
      'may-go-on': (text) =>
        `Die Zeile nach der Rollen-ARN beginnt mit ${text}. Prüf, ob das zur ARN gehört.`,
      'too-many': (text) => `Nicht übernommen: ${text}. Das sind zu viele Rollen für einen Text.`,
    },
    cut: 'Nur die ersten 256 KB des Textes wurden gelesen.',
    demands: {
      mfa: 'MFA ist nötig: Trag die Seriennummer des MFA-Geräts ein.',
      'mfa-age': (seconds) =>
        `Die Richtlinie verlangt MFA mit einem Code, der höchstens ${dauer(seconds)} alt ist: Trag die Seriennummer des MFA-Geräts ein.`,
      'external-id': (values) =>
        values.length === 0
          ? 'Die Richtlinie verlangt eine externe ID.'
          : `Die Richtlinie verlangt die externe ID ${eines(values)}.`,
      'session-name': (values) =>
        values.length === 0
          ? 'Die Richtlinie verlangt einen Sitzungsnamen.'
          : `Die Richtlinie verlangt den Sitzungsnamen ${eines(values)}.`,
      'source-identity': (values) =>
        values.length === 0
          ? 'Die Richtlinie verlangt eine Quellidentität.'
          : `Die Richtlinie verlangt die Quellidentität ${eines(values)}.`,
      tag: ({ key, values }) =>
        values.length === 0
          ? `Die Richtlinie verlangt das Sitzungs-Tag ${key}.`
          : `Die Richtlinie verlangt das Sitzungs-Tag ${key} mit dem Wert ${eines(values)}.`,
      other: (text) => `Die Richtlinie hat eine weitere Bedingung: ${text}.`,
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
      description: 'In deiner Zwischenablage ist die Beschreibung einer Rolle',
      link: 'In deiner Zwischenablage ist ein Link zum Rollenwechsel',
      values: 'In deiner Zwischenablage sind die Angaben zu einer Rolle',
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
  sourceGives: ({ profile, gives }) =>
    `Mit seinen Zugangsdaten wird AWS gerufen. ${profile} hat ${gives}.`,
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
    denied: (failure) =>
      [
        failure.message === '' ? null : `AWS sagte: ${failure.message}`,
        deDenial(failure.denial),
        deLikelyCauses(failure, () => ''),
        failure.denial.cause === 'unknown'
          ? 'Die Dokumente unten sind die zwei Richtlinien, die es geben muss.'
          : null,
      ]
        .filter((line) => line !== null)
        .join('\n'),
    missingDevice: deMissingDevice,
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
};
