import { deKinds } from './de-kinds.ts';
import type { RoleKind } from '../../core/roles/role-kinds.ts';
import type { FileAccess } from '../../core/file-failure.ts';
import type { FieldRule } from '../../core/field-rule.ts';
import type { PolicyProblem } from '../../core/refused-text.ts';
import { quotedForAnyShell } from '../../core/quoting.ts';
import type { Remedy } from './texts.ts';
import type { Words } from './words.ts';

const jsonTypes = {
  text: 'ein Text in Anführungszeichen',
  number: 'eine Zahl',
  list: 'eine Liste in [ ]',
  object: 'ein Objekt in { }',
  boolean: 'true oder false',
} as const;

const dePathRules = {
  relative: 'muss ein absoluter Pfad sein, etwa /home/alice/.aws/config',
  network: 'darf nicht auf einer Netzwerkfreigabe liegen',
  'own-folder': 'darf nicht in Rolekeepers eigenem Ordner liegen',
  'hidden-characters': 'darf keine unsichtbaren Zeichen enthalten',
  'not-a-file': 'muss eine gewöhnliche Datei sein, kein Ordner, kein Gerät und keine Pipe',
  missing: 'muss eine vorhandene Datei sein oder eine neue in einem vorhandenen Ordner',
} as const;

export const deRules: Words['rules'] = {
  required: () => 'ist erforderlich',
  length: ({ min, max }) => `muss ${min} bis ${max} Zeichen haben`,
  characters: ({ allowed }) => `darf nur diese Zeichen enthalten: ${allowed}`,
  range: ({ min, max }) => `muss zwischen ${min} und ${max} liegen`,
  'whole-number': () => 'muss eine ganze Zahl sein',
  'role-arn': () =>
    'muss der ARN einer IAM-Rolle sein, etwa arn:aws:iam::123456789012:role/MyApp/MyS3Access',
  'six-digits': () => 'muss aus sechs Ziffern bestehen',
  region: () => 'muss eine AWS-Region sein, etwa eu-central-1',
  endpoint: () =>
    'muss eine https-Adresse sein (http nur auf diesem Computer), etwa https://sts.example.com',
  proxy: () => 'muss eine http- oder https-Adresse sein, etwa http://proxy.example.com:3128',
  shortcut: () =>
    'braucht zwei oder mehr von Ctrl, Alt, Shift, Super und Cmd, dann einen Buchstaben, eine Ziffer, Space oder F1 bis F24: Ctrl+Alt+R',
  'proxy-user': () =>
    'darf weder Benutzer noch Passwort enthalten, weil settings.json nicht verschlüsselt ist. Setze stattdessen HTTPS_PROXY in der Umgebung oder den Proxy des Betriebssystems',
  'ca-bundle': () => 'muss der absolute Pfad einer lesbaren PEM-Datei mit Zertifikaten sein',
  path: ({ broken }) => dePathRules[broken],
  reserved: ({ word }) =>
    `darf nicht ${word} sein, weil das in diesen Dateien eine eigene Bedeutung hat`,
  taken: ({ by }) => `ist schon an die Rolle ${by} vergeben`,
  'same-as-source': () =>
    'darf nicht das Quellprofil sein, weil dessen Schlüssel überschrieben würden',
  'unknown-field': () => 'ist kein Feld einer Rolle',
  'other-kind': ({ of }) => `ist kein Feld ${deKinds.ofOne[of as RoleKind]}`,
  'required-or': ({ other }) => `ist erforderlich, wenn ${other} fehlt`,
  'excluded-by': ({ other }) => `kann nicht zusammen mit ${other} angegeben werden`,
  browser: () =>
    'muss ein Programm sein, mit Namen oder absolutem Pfad, und seine Optionen, etwa firefox -P work',
  account: () => 'muss 12 Ziffern haben, etwa 123456789012',
  'start-url': () => 'muss eine https-Adresse sein, etwa https://d-1234567890.awsapps.com/start',
  placeholder: ({ found, known }) =>
    `darf ${found} nicht enthalten: Die Platzhalter sind ${known.join(', ')}`,
  'one-of': ({ options }) => `muss eines von diesen sein: ${options.join(', ')}`,
  'mfa-device': () =>
    'darf kein FIDO-Sicherheitsschlüssel oder Passkey sein (…:u2f/…), weil AWS sie nur im Browser akzeptiert. Verwende eine Authenticator-App oder ein Hardware-Token (…:mfa/…)',
  'needs-mfa-serial': () => 'darf ohne MFA-Gerät nicht „jedes Mal“ sein',
  count: ({ max }) => `darf höchstens ${max}-mal angegeben werden`,
  'json-object': () =>
    'muss ein Richtliniendokument sein: ein JSON-Objekt mit Version und Statement',
  'json-type': ({ type }) => `muss ${jsonTypes[type]} sein`,
  'policies-length': ({ max, length }) =>
    `darf zusammen mit den ARNs der Richtlinien höchstens ${max} Zeichen haben, hat aber ${length}`,
  'policy-arn': () =>
    'muss der ARN einer verwalteten Richtlinie von AWS oder des Kontos der Rolle sein, etwa arn:aws:iam::aws:policy/ReadOnlyAccess',
  prefix: ({ prefix }) => `darf nicht mit ${prefix} beginnen, das AWS sich vorbehält`,
  twice: () => 'ist doppelt angegeben (vielleicht in anderer Groß- und Kleinschreibung)',
  'among-tags': () => 'muss der Schlüssel eines der Tags sein',
  'key-value': () => 'muss die Form SCHLÜSSEL=WERT haben',
  shell: ({ shell }) =>
    `lässt sich für ${shell} nicht schreiben, weil es ein Zeichen hat, das ${shell} nicht maskieren kann`,
  item: ({ part, item, broken }) =>
    `darf den ${part === 'key' ? 'Schlüssel' : 'Wert'} „${item}“ nicht haben: er ${deRuleText(broken)}`,
};

export function deRuleText(rule: FieldRule): string {
  const say = deRules[rule.kind] as (rule: FieldRule) => string;
  return say(rule);
}

const listPermissionSets =
  'Berechtigungssätze legst du im Fenster mit „Aus Identity Center anlegen“ als Rollen an, oder mit rolekeeper role discover.';

export const dePolicyProblems: Words['policyProblems'] = {
  'not-json': ({ message }) =>
    message === '' ? 'Es ist kein JSON.' : `Es ist kein JSON: ${message}`,
  'no-assume-role': () => 'Keine Anweisung darin erlaubt sts:AssumeRole.',
  wildcard: ({ resource }) =>
    `${resource} hat ein Platzhalterzeichen und nennt darum keine bestimmte Rolle. Frage den Eigentümer der Rolle nach dem vollständigen ARN.`,
  placeholder: ({ placeholder }) =>
    `${placeholder} ist ein Platzhalter. Frage den Absender nach dem Wert.`,
  'not-a-role': ({ resource }) => `${resource} ist nicht der ARN einer IAM-Rolle.`,
  denied: ({ resource }) => `Eine Anweisung darin erlaubt ${resource}, eine andere verbietet es.`,
  alias: ({ resource }) =>
    `Dieser Link nennt das Konto mit seinem Alias ${resource}. Frage den Absender nach der zwölfstelligen Kontonummer.`,
  'permission-set': ({ resource }) =>
    `${resource} ist ein Berechtigungssatz von IAM Identity Center, der sich nicht annehmen lässt. ${listPermissionSets}`,
  portal: ({ resource }) =>
    `${resource} ist ein Zugangsportal von IAM Identity Center, das keine Rolle nennt. ${listPermissionSets}`,
  session: ({ resource }) =>
    `${resource} ist eine Sitzung einer Rolle, nicht die Rolle. Frage nach dem ARN der Rolle.`,
  'trust-policy': () =>
    'Das ist eine Vertrauensrichtlinie. Sie sagt, wer die Rolle annehmen darf, aber nicht, welche Rolle es ist. Frage den Absender nach dem ARN der Rolle.',
  'profile-without-role': () => 'Keines dieser Profile hat ein role_arn.',
  'command-without-role': () => 'Dieser Befehl nennt keine Rolle: ihm fehlt --role-arn.',
  secret: () =>
    'Dieser Text enthält einen geheimen Schlüssel oder ein Token. Rolekeeper akzeptiert keine Geheimnisse und hat den Text verworfen. Schick das Geheimnis niemandem.',
  'too-long': () =>
    'Die ersten 256 KB dieses Textes nennen keine Rolle. Der Rest wurde nicht gelesen.',
  'nothing-known': () =>
    'Dieser Text nennt keine Rolle. Er hat keinen ARN, keine Richtlinie, kein Profil, keinen Link und keinen assume-role-Befehl.',
  several: ({ roleArns }) =>
    `Es erlaubt mehrere Rollen. Wähle eine:\n${roleArns.map((arn) => `  ${arn}`).join('\n')}`,
};

export function dePolicyProblemText(problem: PolicyProblem): string {
  const say = dePolicyProblems[problem.kind] as (problem: PolicyProblem) => string;
  return say(problem);
}

export const deBrokenRules: Words['brokenRules'] = {
  'duplicate-section': 'dieser Abschnitt ist zweimal in der Datei',
  'duplicate-key': 'dieser Schlüssel ist zweimal in seinem Abschnitt',
  'line-without-value-sign': 'diese Zeile ist weder Abschnitt noch Kommentar und hat kein „=“',
  'key-before-header': 'dieser Schlüssel steht vor dem ersten [Abschnitt]',
  'unclosed-header': 'diesem [Abschnitt fehlt die schließende Klammer',
  'byte-order-mark':
    'die Datei beginnt mit einem Byte Order Mark (manche Editoren nennen es „UTF-8 mit BOM“)',
  'not-utf8': 'diese Zeile hat Bytes, die kein UTF-8 sind',
  'utf-16': 'die Datei ist in UTF-16, wie es das Zeichen „>“ von PowerShell 5 schreibt',
};

export const deCredentialKinds: Words['credentialKinds'] = {
  keys: 'Zugriffsschlüssel, die nicht von Rolekeeper sind',
  credential_process: 'einen credential_process',
  login_session: 'eine AWS-Anmeldung (login_session)',
  sso: 'eine Anmeldung bei IAM Identity Center (sso_…)',
  web_identity: 'eine Web-Identität (web_identity_token_file)',
  role_arn: 'ein eigenes role_arn',
  'other-rolekeeper': 'eine Sitzung eines anderen Rolekeeper (anderer Home-Ordner oder Computer)',
};

const systemWords: Readonly<Record<string, string>> = {
  EILSEQ:
    'Ein Autostart-Eintrag kann diesen Pfad nicht enthalten, weil er einen Zeilenumbruch oder ein „=“ hat (EILSEQ)',
  EACCES: 'Keine Berechtigung (EACCES)',
  EPERM: 'Der Vorgang ist nicht erlaubt (EPERM)',
  ENOENT: 'Die Datei gibt es nicht (ENOENT)',
  ENOSPC: 'Der Datenträger ist voll (ENOSPC)',
  EDQUOT: 'Das Kontingent auf dem Datenträger ist aufgebraucht (EDQUOT)',
  EROFS: 'Der Datenträger ist schreibgeschützt (EROFS)',
  EISDIR: 'Es ist ein Ordner (EISDIR)',
  ENOTDIR: 'Ein Teil des Pfads ist kein Ordner (ENOTDIR)',
  EBUSY: 'Ein anderes Programm benutzt sie (EBUSY)',
  ELOOP: 'Die Verknüpfungen bilden einen Kreis (ELOOP)',
  EIO: 'Auf dem Datenträger ist ein Fehler aufgetreten (EIO)',
};

/** Why Rolekeeper itself refuses a file or a folder. */
const refusals: Readonly<Record<string, (access: FileAccess) => string>> = {
  'is-pipe': () => 'Es ist eine Pipe, keine gewöhnliche Datei',
  'is-socket': () => 'Es ist ein Socket, keine gewöhnliche Datei',
  'is-device': () => 'Es ist ein Gerät, keine gewöhnliche Datei',
  'is-link': () => 'Es ist ein symbolischer Link, dem Rolekeeper hier nicht folgt',
  'not-a-file': () => 'Es ist keine gewöhnliche Datei',
  'not-a-folder': () => 'Es ist kein Ordner',
  'too-large': () => 'Die Datei ist größer, als Rolekeeper akzeptiert',
  'foreign-owner': ({ path, owner }) => `${path} gehört einem anderen Benutzer (uid ${owner})`,
  'shared-file': ({ path, mode }) => `Andere Benutzer können ${path} ändern (Modus ${mode})`,
  'open-token': ({ path, mode }) =>
    `Andere Benutzer können das Token in ${path} lesen (Modus ${mode})`,
  'shared-folder': ({ path, mode }) =>
    `Andere Benutzer können Dateien in ${path} austauschen (Modus ${mode})`,
  'other-files': () => 'Sie nennt andere AWS-Dateien als beim Start. Starte Rolekeeper neu',
  'read-only': ({ path, mode }) => `${path} ist für den Besitzer schreibgeschützt (Modus ${mode})`,
};

const NO_ACCESS: FileAccess = { path: 'Die Datei', owner: 0, mode: 'unbekannt' };

/** Returns an error code of the operating system (errno) or of Rolekeeper as a sentence. */
export function deSystemSays(code: string, access: FileAccess = NO_ACCESS): string {
  return refusals[code]?.(access) ?? systemWords[code] ?? `Das System meldet ${code}`;
}

/** Returns the remedy for Rolekeeper's own refusal; null for an error of the system. */
export function deAccessRemedy(code: string, access: FileAccess | undefined): Remedy | null {
  if (/^(?:is-|not-a-file$|EISDIR$)/.test(code)) {
    return { label: 'Lege dort eine gewöhnliche Datei ab', command: null };
  }
  if (code === 'too-large') return { label: 'Lege dort eine kleinere Datei ab', command: null };
  if (access === undefined) return null;
  const path = quotedForAnyShell(access.path) ?? 'PFAD';
  switch (code) {
    case 'foreign-owner':
      return {
        label:
          'Starte Rolekeeper als dieser Benutzer, oder setze ROLEKEEPER_HOME auf einen eigenen Ordner',
        command: `sudo -u '#${access.owner}' rolekeeper status`,
      };
    case 'shared-file':
      return { label: 'Entziehe anderen Benutzern das Schreibrecht', command: `chmod 600 ${path}` };
    case 'open-token':
      return {
        label: 'Lösche die Datei. Rolekeeper macht dann ein neues Token für deine Programme',
        command: `rm ${path}`,
      };
    case 'shared-folder':
      return {
        label: 'Entziehe anderen Benutzern das Schreibrecht',
        command: `chmod go-w ${path}`,
      };
    case 'read-only':
      return { label: 'Gib dir das Schreibrecht', command: `chmod u+w ${path}` };
    default:
      return null;
  }
}

/** Why an MFA session is in memory only. */
export const deNotKept = {
  'memory-no-keychain': 'Dieses System hat keinen Schlüsselbund, den Rolekeeper verwenden kann.',
  'memory-denied': 'Der Schlüsselbund des Systems ist gesperrt oder weist Rolekeeper ab.',
  'memory-no-answer': 'Der Schlüsselbund des Systems hat nicht rechtzeitig geantwortet.',
  'memory-not-written':
    'MFA-Sitzungen konnten nicht in den Ordner von Rolekeeper geschrieben werden.',
} as const;
