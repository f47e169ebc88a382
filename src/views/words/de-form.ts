import { deDenial, deLikelyCauses, deMissingDevice } from './de-denial.ts';
import type { Words } from './words.ts';

const WHAT = {
  arn: 'der ARN einer Rolle',
  policy: 'ein Richtliniendokument',
  profile: 'ein Profil der Config-Datei',
  command: 'ein assume-role-Befehl',
  description: 'die Beschreibung einer Rolle',
  link: 'ein Link zum Rollenwechsel',
  values: 'die Werte einer Rolle',
} as const;

const any = (values: readonly string[]): string => values.join(' oder ');

const duration = (seconds: number): string =>
  seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;

const others = (count: number): string =>
  count === 1 ? '1 weiterer Wert' : `${count} weitere Werte`;

export const deForm: Words['forming'] = {
  paste: {
    found: ({ from, further }) =>
      `Gefunden: ${WHAT[from]}${further === 0 ? '' : `: der ARN und ${others(further)}`}.`,
    open: (labels) => `Nicht im Text: ${labels.join(', ')}.`,
    choose: 'Der Text hat mehrere Rollen. Wähle eine.',
    filled: 'Aus dem Text ausgefüllt',
    kept: ({ label, typed, pasted }) =>
      `${label} ${typed === '' ? 'bleibt leer, weil du das Feld geleert hast' : `behält deine Eingabe ${typed}`}. Der Text hat ${pasted}.`,
    usePasted: (label) => `${label} aus dem Text übernehmen`,
    skipped: (names) => `Nicht verwendet: ${names.join(', ')}.`,
    left: {
      unclear: (text) =>
        `Nicht verwendet: ${text}. Es ist nicht klar, zu welcher Rolle das gehört.`,
      several: (text) => `Nicht verwendet: ${text}. Der Text hat für dieses Feld mehrere Werte.`,
      'cut-off': (text) =>
        `Das Dokument im Text ist abgeschnitten: „${text}…“ wird nie geschlossen.`,
      differs: (text) =>
        `Nicht verwendet: ${text}. Der Text hat einen anderen Wert, der verwendet wurde.`,
      invalid: (text) => `Nicht verwendet: ${text}. Das ist kein gültiger Wert für das Feld.`,
      placeholder: (text) => `${text} ist ein Platzhalter. Frage den Absender nach dem Wert.`,
      wildcard: (text) =>
        `Nicht verwendet: ${text}. Das hat ein Platzhalterzeichen und nennt darum keine bestimmte Rolle.`,
      'not-a-role': (text) => `Nicht verwendet: ${text}. Das ist nicht der ARN einer IAM-Rolle.`,
      denied: (text) => `Nicht verwendet: ${text}. Eine andere Anweisung verbietet es.`,
      caller: (text) =>
        `Nicht verwendet: ${text}. Das ist der Aufrufer in der Vertrauensrichtlinie.`,
      alias: (text) =>
        `Nicht verwendet: der Link mit dem Kontoalias ${text}. Rolekeeper braucht die zwölfstellige Kontonummer.`,
      'permission-set': (text) =>
        `Nicht verwendet: ${text}. Das ist ein Berechtigungssatz von IAM Identity Center, der sich nicht annehmen lässt.`,
      portal: (text) =>
        `Nicht verwendet: ${text}. Das ist ein Zugangsportal von IAM Identity Center, das keine Rolle nennt.`,
      session: (text) =>
        `Nicht verwendet: ${text}. Das ist eine Sitzung einer Rolle, nicht die Rolle.`,
      'path-unknown': (text) =>
        `Der ARN der Rolle wurde aus der Sitzung ${text} gebildet. Wenn die Rolle einen Pfad hat, ergänze ihn.`,
      joined: (text) =>
        `Der ARN der Rolle ${text} wurde aus mehreren Zeilen zusammengesetzt. Prüfe sein Ende.`,
      'may-go-on': (text) =>
        `Die Zeile nach dem ARN der Rolle beginnt mit ${text}. Prüfe, ob dieser Text zum ARN gehört.`,
      'too-many': (text) => `Nicht verwendet: ${text}. Der Text hat zu viele Rollen.`,
    },
    cut: 'Nur die ersten 256 KB des Textes wurden gelesen.',
    demands: {
      mfa: 'MFA ist nötig. Trage das MFA-Gerät ein.',
      'mfa-age': (seconds) =>
        `Die Richtlinie verlangt MFA mit einem Code, der höchstens ${duration(seconds)} alt ist. Trage das MFA-Gerät ein.`,
      'external-id': (values) =>
        values.length === 0
          ? 'Die Richtlinie verlangt eine externe ID.'
          : `Die Richtlinie verlangt die externe ID ${any(values)}.`,
      'session-name': (values) =>
        values.length === 0
          ? 'Die Richtlinie verlangt einen Sitzungsnamen.'
          : `Die Richtlinie verlangt den Sitzungsnamen ${any(values)}.`,
      'source-identity': (values) =>
        values.length === 0
          ? 'Die Richtlinie verlangt eine Quellidentität.'
          : `Die Richtlinie verlangt die Quellidentität ${any(values)}.`,
      tag: ({ key, values }) =>
        values.length === 0
          ? `Die Richtlinie verlangt das Sitzungs-Tag ${key}.`
          : `Die Richtlinie verlangt das Sitzungs-Tag ${key} mit dem Wert ${any(values)}.`,
      other: (text) => `Die Richtlinie hat eine weitere Bedingung: ${text}.`,
    },
    endpoint: (endpoint) =>
      `Anfragen dieser Rolle gehen an ${endpoint}, nicht an AWS. Rolekeeper fragt, bevor es diesen Server verwendet.`,
  },
  clipboard: {
    offer: {
      arn: 'In deiner Zwischenablage ist der ARN einer Rolle',
      policy: 'In deiner Zwischenablage ist ein Richtliniendokument',
      profile: 'In deiner Zwischenablage ist ein Profil einer Config-Datei',
      command: 'In deiner Zwischenablage ist ein assume-role-Befehl',
      description: 'In deiner Zwischenablage ist die Beschreibung einer Rolle',
      link: 'In deiner Zwischenablage ist ein Link zum Rollenwechsel',
      values: 'In deiner Zwischenablage sind die Werte einer Rolle',
    },
    use: 'Verwenden',
    read: 'Aus der Zwischenablage einfügen',
    nothing: 'In der Zwischenablage ist keine Rolle.',
  },
  credentialKinds: {
    keys: 'Zugriffsschlüssel',
    'temporary-keys': 'temporäre Schlüssel',
    credential_process: 'einen credential_process',
    credential_source: 'eigene Zugangsdaten dieses Computers',
    sso: 'eine Anmeldung bei IAM Identity Center',
    web_identity: 'ein Web-Identity-Token',
    login_session: 'eine Anmeldung mit aws login',
    role_arn: 'eine Rolle der Config-Datei',
    role: 'eine Rolle von Rolekeeper',
  },
  sourceHint: ({ profile, credentials }) =>
    `Das Profil, mit dessen Zugangsdaten die Rolle angenommen wird. ${profile} hat ${credentials}.`,
  beforeSaving: 'Vor dem Speichern',
  test: {
    run: 'Testen',
    again: 'Noch einmal testen',
    running: 'AWS wird gefragt…',
    title: 'Test',
    lead: 'Ruft AWS mit den Werten oben auf. Speichert nichts, schreibt keine Datei und verwirft die Zugangsdaten.',
    source: ({ profile, credentials }) =>
      `Das Quellprofil ${profile} hat Zugangsdaten: ${credentials}`,
    through: (profiles) => `Über ${profiles.join(', dann ')}`,
    caller: 'AWS kennt den Aufrufer',
    code: (device) => `Bestätigt mit dem MFA-Gerät „${device}“`,
    assume: (until) =>
      `Die Rolle lässt sich annehmen. Eine Sitzung, die jetzt beginnt, dauert bis ${until}`,
    denied: (failure) =>
      [
        failure.message === '' ? null : `AWS meldet: ${failure.message}`,
        deDenial(failure.denial),
        deLikelyCauses(failure, () => ''),
        failure.denial.cause === 'unknown'
          ? 'Beide Richtlinien unten müssen angehängt sein.'
          : null,
      ]
        .filter((line) => line !== null)
        .join('\n'),
    missingDevice: deMissingDevice,
    works: 'Alles funktioniert.',
    fails: 'Es funktioniert noch nicht.',
    askCode: ({ device, sourceProfile }) =>
      `AWS braucht den Code auf deinem Gerät „${device}“ für das Quellprofil ${sourceProfile}.`,
    toField: (label) => `Zum Feld ${label}`,
    tones: { good: 'Erledigt', bad: 'Fehlgeschlagen' },
  },
  duplicate: 'Duplizieren',
  askReplace: {
    title: 'Deinen Entwurf ersetzen?',
    detail: 'Das Formular für eine neue Rolle hat ungespeicherte Werte.',
    confirm: 'Ersetzen',
  },
  undo: 'Rückgängig',
  putBack: (name) => `${name} wiederhergestellt.`,
};
