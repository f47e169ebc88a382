import type { FileAccess } from '../../core/failure.ts';
import type { FieldRule } from '../../core/field-rule.ts';
import type { PolicyProblem } from '../../core/refused-text.ts';
import { quotedAnywhere } from '../../core/quoting.ts';
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
  relative: 'muss ein ganzer Pfad sein, etwa /home/alice/.aws/config',
  network: 'darf nicht auf einer Netzwerkfreigabe liegen',
  'own-folder': 'darf nicht in Rolekeepers eigenem Ordner liegen',
  'hidden-characters': 'darf keine unsichtbaren Zeichen enthalten',
  'not-a-file': 'muss eine gewöhnliche Datei sein, kein Ordner, Gerät und keine Pipe',
  missing: 'muss eine vorhandene Datei sein oder eine neue in einem vorhandenen Ordner',
} as const;

export const deRules: Words['rules'] = {
  required: () => 'wird gebraucht',
  length: ({ min, max }) => `muss ${min} bis ${max} Zeichen haben`,
  characters: ({ allowed }) => `darf nur diese Zeichen enthalten: ${allowed}`,
  range: ({ min, max }) => `muss zwischen ${min} und ${max} liegen`,
  'whole-number': () => 'muss eine ganze Zahl sein',
  'role-arn': () =>
    'muss die ARN einer IAM-Rolle sein, etwa arn:aws:iam::123456789012:role/MyApp/MyS3Access',
  'six-digits': () => 'muss aus sechs Ziffern bestehen',
  region: () => 'muss eine AWS-Region sein, etwa eu-central-1',
  endpoint: () =>
    'muss eine https-Adresse sein (http nur auf diesem Computer), etwa https://sts.example.com',
  proxy: () => 'muss eine http- oder https-Adresse sein, etwa http://proxy.example.com:3128',
  'proxy-user': () =>
    'darf weder Benutzer noch Passwort enthalten, da settings.json nicht verschlüsselt ist. Setze stattdessen HTTPS_PROXY in der Umgebung oder den Proxyserver des Betriebssystems',
  'ca-bundle': () => 'muss der ganze Pfad einer lesbaren PEM-Datei mit Zertifikaten sein',
  path: ({ broken }) => dePathRules[broken],
  reserved: ({ word }) =>
    `darf nicht ${word} sein: das hat in diesen Dateien eine eigene Bedeutung`,
  taken: ({ by }) => `ist schon an die Rolle ${by} vergeben`,
  'same-as-source': () =>
    'darf nicht das Quellprofil sein: die Schlüssel, mit denen AWS gerufen wird, würden überschrieben',
  'unknown-field': () => 'ist kein Feld einer Rolle',
  'one-of': ({ options }) => `muss eines von diesen sein: ${options.join(', ')}`,
  'mfa-device': () =>
    'darf kein FIDO-Sicherheitsschlüssel oder Passkey sein (…:u2f/…), denn deren Antworten nimmt AWS nur im Browser an. Nimm eine Authenticator-App oder ein Hardware-Token (…:mfa/…)',
  'needs-mfa-serial': () => 'darf ohne MFA-Gerät nicht „jedes Mal“ sein',
  count: ({ max }) => `darf höchstens ${max}-mal angegeben werden`,
  'json-object': () =>
    'muss ein Richtliniendokument sein: ein JSON-Objekt mit Version und Statement',
  'json-type': ({ type }) => `muss ${jsonTypes[type]} sein`,
  'policies-length': ({ max, length }) =>
    `darf zusammen mit den ARNs der Richtlinien ${max} Zeichen haben und hat ${length}`,
  'policy-arn': () =>
    'muss die ARN einer verwalteten Richtlinie von AWS oder des Kontos der Rolle sein, etwa arn:aws:iam::aws:policy/ReadOnlyAccess',
  prefix: ({ prefix }) => `darf nicht mit ${prefix} beginnen, das AWS sich vorbehält`,
  twice: () => 'ist doppelt angegeben; AWS unterscheidet Groß- und Kleinschreibung nicht',
  'among-tags': () => 'muss der Schlüssel eines der Tags sein',
  'key-value': () => 'muss die Form SCHLÜSSEL=WERT haben',
  shell: ({ shell }) =>
    `lässt sich für ${shell} nicht schreiben: ein Zeichen darin bleibt dort in keiner Schreibweise, was es ist`,
  item: ({ part, item, broken }) =>
    `darf ${part === 'item' ? 'den Wert' : part} „${item}“ nicht haben: er ${deRuleText(broken)}`,
};

export function deRuleText(rule: FieldRule): string {
  const say = deRules[rule.kind] as (rule: FieldRule) => string;
  return say(rule);
}

export const dePolicyProblems: Words['policyProblems'] = {
  'not-json': ({ message }) =>
    message === '' ? 'Es ist kein JSON.' : `Es ist kein JSON: ${message}`,
  'no-assume-role': () => 'Keine Anweisung darin erlaubt sts:AssumeRole.',
  wildcard: ({ resource }) =>
    `${resource} hat einen Platzhalter: er erlaubt viele Rollen und nennt keine, und AWS nimmt eine Rolle nur über ihre volle ARN an. Frag ihren Eigentümer nach der ARN.`,
  placeholder: ({ placeholder }) =>
    `${placeholder} wurde darin nicht ausgefüllt. Frag den Absender nach dem Wert, der dort hingehört.`,
  'not-a-role': ({ resource }) => `${resource} ist nicht die ARN einer IAM-Rolle.`,
  denied: ({ resource }) => `Eine Anweisung darin erlaubt ${resource}, eine andere verbietet es.`,
  alias: ({ resource }) =>
    `Dieser Link nennt das Konto mit seinem Alias ${resource}. Frag den Absender nach der zwölfstelligen Kontonummer.`,
  'permission-set': ({ resource }) =>
    `${resource} ist ein Berechtigungssatz von IAM Identity Center und keine IAM-Rolle, die man annehmen kann. Mach mit aws configure sso ein Profil daraus: eine Rolle kann es als Quellprofil haben.`,
  portal: ({ resource }) =>
    `${resource} ist ein Zugangsportal von IAM Identity Center und nennt keine Rolle. Mach mit aws configure sso ein Profil daraus: eine Rolle kann es als Quellprofil haben.`,
  session: ({ resource }) =>
    `${resource} ist eine Sitzung einer Rolle und nicht die Rolle. Frag nach der ARN der Rolle.`,
  'trust-policy': () =>
    'Das ist die Vertrauensrichtlinie einer Rolle: Sie sagt, wer die Rolle annehmen darf, aber nicht, welche Rolle es ist. Frag den Absender nach der ARN der Rolle.',
  'profile-without-role': () => 'Keines dieser Profile hat eine role_arn.',
  'command-without-role': () => 'Dieser Befehl nennt keine Rolle: ihm fehlt --role-arn.',
  secret: () =>
    'In diesem Text steht ein geheimer Schlüssel oder ein Token. Rolekeeper nimmt so etwas nicht an und hat den Text verworfen. Gib dieses Geheimnis niemandem.',
  'too-long': () =>
    'Die ersten 256 KB dieses Textes nennen keine Rolle, und weiter wurde er nicht gelesen.',
  'nothing-known': () =>
    'Nichts in diesem Text nennt eine Rolle: Es gibt darin keine ARN, keine Richtlinie, kein Profil, keinen Link und keinen STS-Befehl.',
  several: ({ roleArns }) =>
    `Es erlaubt mehrere Rollen, und eine muss gewählt werden:\n${roleArns.map((arn) => `  ${arn}`).join('\n')}`,
};

export function dePolicyProblemText(problem: PolicyProblem): string {
  const say = dePolicyProblems[problem.kind] as (problem: PolicyProblem) => string;
  return say(problem);
}

export const deBrokenRules: Words['brokenRules'] = {
  'duplicate-section': 'dieser Abschnitt steht zweimal in der Datei',
  'duplicate-key': 'dieser Schlüssel steht zweimal in seinem Abschnitt',
  'line-without-value-sign': 'diese Zeile ist weder Abschnitt noch Kommentar und hat kein „=“',
  'key-before-header': 'dieser Schlüssel steht vor dem ersten [Abschnitt]',
  'unclosed-header': 'diesem [Abschnitt fehlt die schließende Klammer',
  'byte-order-mark':
    'die Datei beginnt mit einem Byte Order Mark (manche Editoren schreiben es mit „UTF-8 mit BOM“)',
  'not-utf8': 'diese Zeile hat Bytes, die kein UTF-8 sind',
};

export const deSectionHolds: Words['sectionHolds'] = {
  keys: 'Zugriffsschlüssel, die nicht von Rolekeeper sind',
  credential_process: 'einen credential_process',
  login_session: 'eine AWS-Anmeldung (login_session)',
  sso: 'eine Anmeldung bei IAM Identity Center (sso_…)',
  web_identity: 'eine Web-Identität (web_identity_token_file)',
  role_arn: 'ein eigenes role_arn',
  'other-rolekeeper':
    'eine Sitzung, die ein anderer Rolekeeper (anderer Ordner oder anderes Gerät) geschrieben hat',
};

const systemWords: Readonly<Record<string, string>> = {
  EILSEQ:
    'dass ein Eintrag zum Starten diesen Pfad nicht fassen kann: er hat einen Zeilenumbruch oder ein „=“ (EILSEQ)',
  EACCES: 'dass dieser Benutzer das nicht darf (EACCES)',
  EPERM: 'dass dieser Benutzer das nicht darf (EPERM)',
  ENOENT: 'dass es nicht da ist (ENOENT)',
  ENOSPC: 'dass der Datenträger voll ist (ENOSPC)',
  EDQUOT: 'dass das Kontingent auf dem Datenträger aufgebraucht ist (EDQUOT)',
  EROFS: 'dass der Datenträger nur gelesen werden kann (EROFS)',
  EISDIR: 'dass es ein Ordner ist (EISDIR)',
  ENOTDIR: 'dass ein Teil des Pfads kein Ordner ist (ENOTDIR)',
  EBUSY: 'dass ein anderes Programm es festhält (EBUSY)',
  ELOOP: 'dass die Verknüpfungen im Kreis führen (ELOOP)',
  EIO: 'dass der Datenträger versagt hat (EIO)',
};

/** Why Rolekeeper itself refuses a file or a folder. */
const refusals: Readonly<Record<string, (access: FileAccess) => string>> = {
  'is-pipe': () => 'Es ist eine Pipe, keine gewöhnliche Datei',
  'is-socket': () => 'Es ist ein Socket, keine gewöhnliche Datei',
  'is-device': () => 'Es ist ein Gerät, keine gewöhnliche Datei',
  'is-link': () => 'Es ist ein symbolischer Link, dem Rolekeeper hier nicht folgt',
  'not-a-file': () => 'Es ist keine gewöhnliche Datei',
  'not-a-folder': () => 'Es ist kein Ordner',
  'too-large': () => 'Die Datei ist größer, als Rolekeeper liest',
  'foreign-owner': ({ path, owner }) => `${path} gehört einem anderen Benutzer (uid ${owner})`,
  'shared-file': ({ path, mode }) => `Andere Benutzer können ${path} schreiben (Modus ${mode})`,
  'shared-folder': ({ path, mode }) =>
    `Andere Benutzer können Dateien in ${path} austauschen (Modus ${mode})`,
  'other-files': () =>
    'Sie nennt andere AWS-Dateien als die, mit denen Rolekeeper begann. Starte Rolekeeper neu',
  'read-only': ({ path, mode }) => `${path} ist für den Besitzer schreibgeschützt (Modus ${mode})`,
};

const NO_ACCESS: FileAccess = { path: 'Die Datei', owner: 0, mode: 'unbekannt' };

/** An error code of the operating system (errno) or of Rolekeeper, as a sentence. */
export function deSystemSays(code: string, access: FileAccess = NO_ACCESS): string {
  const refusal = refusals[code]?.(access);
  if (refusal !== undefined) return refusal;
  const words = systemWords[code];
  return words === undefined ? `Das System meldet ${code}` : `Das System sagt, ${words}`;
}

/** The remedy for Rolekeeper's own refusal; null for an error of the system. */
export function deAccessRemedy(code: string, access: FileAccess | undefined): Remedy | null {
  if (/^(?:is-|too-large$|not-a-file$|EISDIR$)/.test(code)) {
    return { label: 'Lege dort eine gewöhnliche Datei ab', command: null };
  }
  if (access === undefined) return null;
  const path = quotedAnywhere(access.path) ?? 'PFAD';
  switch (code) {
    case 'foreign-owner':
      return {
        label:
          'Starte Rolekeeper als dieser Benutzer, oder setze ROLEKEEPER_HOME auf einen eigenen Ordner',
        command: `sudo -u '#${access.owner}' rolekeeper status`,
      };
    case 'shared-file':
      return { label: 'Nimm anderen das Schreibrecht', command: `chmod 600 ${path}` };
    case 'shared-folder':
      return { label: 'Nimm anderen das Schreibrecht', command: `chmod go-w ${path}` };
    case 'read-only':
      return { label: 'Gib dir das Schreibrecht', command: `chmod u+w ${path}` };
    default:
      return null;
  }
}

/** Why an MFA session was not kept over a restart. */
export const deNotKept = {
  'memory-constant-key':
    'Hier gibt es keinen Schlüsselbund, und ohne ihn könnte jeder sie entschlüsseln; darum werden sie nicht geschrieben.',
  'memory-no-keychain':
    'Der Schlüsselbund des Systems war nicht zu benutzen; darum werden sie nicht geschrieben.',
  'memory-not-written': 'Sie konnten nicht in den Ordner von Rolekeeper geschrieben werden.',
} as const;
