import { type LikelyCause, missingDevice } from '../../core/sts/denial.ts';
import { deDenial, deLikelyCauses, deMissingDevice } from './de-denial.ts';
import { closestName } from '../closest-name.ts';
import {
  deBrokenRules,
  dePolicyProblemText,
  deRuleText,
  deSectionHolds,
  deSystemSays,
  deAccessRemedy,
} from './de-rules.ts';
import { deImportObstacle } from './de-import.ts';
import { deDocumentProblem } from './de-transfer.ts';
import type { FailureText, Remedy } from './texts.ts';
import type { Voice } from './voice.ts';
import type { Words } from './words.ts';

const remedy = (label: string, command: string | null = null): Remedy => ({ label, command });
const lines = (...all: readonly (string | null)[]): string =>
  all.filter((line) => line !== null).join('\n');
const theRole = (voice: Voice): string => voice.roleName ?? 'die Rolle';
const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
const requestLine = (requestId: string | null): string | null =>
  requestId === null ? null : `Anfrage-ID von AWS: ${requestId}`;
const saidBy = (who: string, message: string): string | null =>
  message === '' ? null : `${who} sagte: ${message}`;
const signInFailed = {
  declined: 'wurde abgelehnt',
  timeout: 'hat zu lange gedauert',
  cancelled: 'wurde abgebrochen',
  refused: 'wurde zurückgewiesen',
} as const;
const lockNames = {
  role: 'die Sperre dieser Rolle',
  file: 'die Sperre der Credentials-Datei',
  settings: 'die Sperre der Einstellungen',
} as const;
const proxyCauses: Readonly<Record<string, string>> = {
  'HTTP 407': 'Er will Benutzer und Passwort',
  'no HTTP': 'Er antwortet nicht wie ein HTTP-Proxyserver',
  'no answer': 'Er nimmt Verbindungen an und antwortet nicht',
  SOCKS: 'Er ist kein HTTP-Proxyserver, und Rolekeeper spricht mit keinem anderen',
  ENOTFOUND: 'Sein Name ist nicht bekannt',
  ERR_SSL_WRONG_VERSION_NUMBER: 'Er antwortet nicht wie ein HTTP-Proxyserver',
};

const networkCauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Der Rechner ist da, aber unter dieser Adresse hört niemand zu',
  ECONNRESET: 'Die Verbindung wurde getrennt',
  ENOTFOUND: 'Der Name ist nicht bekannt: das Netz ist aus, oder der Endpunkt ist vertippt',
  EAI_AGAIN:
    'Der Name ließ sich nicht nachschlagen: das Netz ist aus, oder der Namensdienst antwortet nicht',
  ETIMEDOUT: 'Die Verbindung kam nicht rechtzeitig zustande',
  EHOSTUNREACH: 'Es führt kein Weg dorthin',
  ENETUNREACH: 'Es führt kein Weg dorthin: das Netz ist aus',
  EPIPE: 'Die Verbindung wurde getrennt',
};
const throughProxy = (host: string, proxy: string | undefined): string | null =>
  proxy === undefined
    ? null
    : `Der Proxyserver ${proxy} hat den Weg dorthin geöffnet: was danach fehlschlug, liegt an ihm oder an ${host}.`;
const again = (voice: Voice): Remedy =>
  remedy('Noch einmal versuchen', voice.call('assume', voice.roleName));
const holder = (pid: number | null): string =>
  pid === null ? 'Ein anderer Prozess' : `Prozess ${pid}`;
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const deFailures: Words['failures'] = {
  'access-denied': (failure, voice): FailureText => {
    const { denial } = failure;
    const isPolicyMissing = denial.cause === 'identity-policy' && !denial.isExplicit;
    const isOpen = denial.cause === 'unknown';
    const device = missingDevice(failure);
    return {
      title: `AWS hat nicht erlaubt, ${theRole(voice)} anzunehmen`,
      detail: lines(
        device === null ? null : deMissingDevice(device),
        failure.callerArn === null
          ? 'Aufrufer: AWS konnte nicht gefragt werden, wer ruft'
          : `Aufrufer: ${failure.callerArn}`,
        `Rolle: ${failure.roleArn}`,
        saidBy('AWS', failure.message),
        requestLine(failure.requestId),
        deDenial(denial),
        deLikelyCauses(failure, (cause) => helpWith(cause, voice)),
        isPolicyMissing ? voice.identityPolicy : null,
      ),
      remedy:
        device !== null
          ? remedy(
              'Das Gerät für die Rolle nutzen, dann die Rolle erneut annehmen',
              voice.call('role set', voice.roleName, voice.option('--mfa-serial', device.serial)),
            )
          : denial.cause === 'mfa'
            ? remedy(
                'Gib der Rolle das MFA-Gerät ihres Aufrufers',
                voice.call('role set', voice.roleName, '--mfa-serial SERIAL'),
              )
            : isOpen || isPolicyMissing
              ? remedy(
                  'Die Befehle zeigen, die die Richtlinie anhängen',
                  voice.call('policy', voice.roleName, '--commands'),
                )
              : null,
    };
  },
  'mfa-refused': (failure, voice) => ({
    title: 'AWS hat den MFA-Code abgelehnt',
    detail: lines(
      `Der Code gehört nicht zu ${failure.serial}, wurde schon benutzt oder kam zu spät. Ein Code gilt etwa 30 Sekunden, einmal.`,
      saidBy('AWS', failure.message),
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Warte auf den nächsten Code, dann',
      voice.call('assume', voice.roleName, '--mfa-code -'),
    ),
  }),
  'credentials-expired': (failure, voice) => ({
    title: `Die Zugangsdaten des Quellprofils ${failure.profile} sind abgelaufen`,
    detail: lines(
      `AWS nimmt nicht mehr an, was in ${failure.profile} steht; darum lässt sich ${theRole(voice)} damit nicht annehmen.`,
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Erneuere die Zugangsdaten von ${failure.profile} mit dem Werkzeug, das sie geschrieben hat, dann`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'access-key-unknown': (failure, voice) => ({
    title: `AWS kennt den Zugriffsschlüssel des Quellprofils ${failure.profile} nicht`,
    detail: lines(
      'Der Schlüssel wurde gelöscht oder vertippt, oder er gehört zu einer anderen AWS-Partition (China, GovCloud) als die Rolle.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Trage in ${failure.profile} einen gültigen Schlüssel ein (aws configure ${voice.option('--profile', failure.profile)}), dann`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'signature-refused': (failure, voice) => ({
    title: `AWS hat die Signatur mit dem Quellprofil ${failure.profile} abgelehnt`,
    detail: lines(
      'Der geheime Schlüssel gehört nicht zur Schlüssel-ID: er wurde vertippt oder beim Kopieren abgeschnitten.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Gib beide Schlüssel von ${failure.profile} neu ein (aws configure ${voice.option('--profile', failure.profile)}), dann`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'clock-skew': (failure) => ({
    title: 'Die Uhr dieses Computers geht falsch',
    detail: lines(
      failure.offsetMs === null
        ? 'AWS hat die Anfrage wegen ihrer Uhrzeit abgelehnt.'
        : `Sie geht gegenüber AWS ${seconds(Math.abs(failure.offsetMs))} ${failure.offsetMs > 0 ? 'nach' : 'vor'}; AWS nimmt Anfragen innerhalb von fünf Minuten an.`,
      requestLine(failure.requestId),
    ),
    remedy: remedy('Stell die Uhr dieses Computers, oder lass sie aus dem Netz stellen'),
  }),
  'region-disabled': (failure, voice) => ({
    title: `STS ist in der Region ${failure.region} ausgeschaltet`,
    detail: lines(
      'Ein Administrator des Kontos muss die Region aktivieren, oder es muss eine andere genommen werden.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Wähle eine andere Region',
      voice.call('role set', voice.roleName, '--region us-east-1'),
    ),
  }),
  'policy-malformed': (failure) => ({
    title: 'AWS konnte eine Richtlinie dieser Anfrage nicht lesen',
    detail: lines(saidBy('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Berichtige die Sitzungsrichtlinie dieser Rolle'),
  }),
  'policy-too-large': (failure) => ({
    title: 'Die Richtlinien und Tags dieser Sitzung sind zu groß',
    detail: lines(saidBy('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Kürze die Sitzungsrichtlinie, oder gib weniger Tags'),
  }),
  'duration-too-long': (failure, voice) => ({
    title: `${failure.durationSeconds} Sekunden sind länger, als AWS hier erlaubt`,
    detail: lines(
      failure.chained
        ? 'Die Rolle wird aus temporären Zugangsdaten angenommen (Rollenkette oder MFA-Sitzung), wo AWS höchstens eine Stunde erlaubt.'
        : 'Die maximale Sitzungsdauer der Rolle ist kürzer. Ihr Eigentümer kann sie erhöhen, bis auf 12 Stunden.',
      saidBy('AWS', failure.message),
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Bitte um eine Stunde',
      voice.call('role set', voice.roleName, '--duration 3600'),
    ),
  }),
  'request-invalid': (failure, voice) => ({
    title: 'AWS hat die Anfrage nicht angenommen',
    detail: lines(saidBy('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy(`Sieh dir die Felder an: ${theRole(voice)}`, 'rolekeeper role list'),
  }),
  throttled: (failure, voice) => ({
    title: 'AWS bittet um ein langsameres Tempo',
    detail: lines(
      'Aus diesem Konto kamen zu viele Anfragen auf einmal.',
      requestLine(failure.requestId),
    ),
    remedy: again(voice),
  }),
  'service-unavailable': (failure, voice) => ({
    title: 'STS arbeitet im Moment nicht',
    detail: lines(
      failure.status === null
        ? 'Es antwortete mit einem eigenen Fehler.'
        : `Es antwortete mit HTTP ${failure.status}, einem eigenen Fehler.`,
      requestLine(failure.requestId),
    ),
    remedy: again(voice),
  }),
  'sts-unexpected': (failure, voice) => ({
    title: `STS antwortete ${failure.code}`,
    detail: lines(
      saidBy('STS', failure.message),
      failure.status === null ? null : `HTTP-Status: ${failure.status}`,
      requestLine(failure.requestId),
    ),
    remedy: again(voice),
  }),
  'identity-mismatch': (failure, voice) => ({
    title: 'STS gab eine andere Rolle als die verlangte',
    detail: lines(
      `Verlangt: ${failure.asked}`,
      `Bekommen: ${failure.got}`,
      'Nichts wurde geschrieben.',
    ),
    remedy: remedy(`Sieh nach, welcher Endpunkt antwortet: ${theRole(voice)}`, 'rolekeeper doctor'),
  }),
  network: (failure, voice) => ({
    title: `${failure.host} ist nicht erreichbar`,
    detail: lines(
      `${networkCauses[failure.code] ?? 'Die Verbindung kam nicht zustande'} (${failure.code}).`,
      throughProxy(failure.host, failure.proxy),
    ),
    remedy: remedy('Prüfe Netz, VPN und Proxyserver, dann', voice.call('assume', voice.roleName)),
  }),
  'network-proxy': (failure) => ({
    title: `Der Proxyserver ${failure.proxy} funktioniert nicht`,
    detail: `${proxyCauses[failure.code] ?? networkCauses[failure.code] ?? 'Er leitet keine Anfrage weiter'} (${failure.code}).`,
    remedy: remedy(
      'Prüfe den Proxyserver in den Einstellungen, HTTPS_PROXY, NO_PROXY und den des Systems, dann',
      'rolekeeper doctor',
    ),
  }),
  'network-intercepted': (failure) => ({
    title: `Etwas zwischen hier und ${failure.host} hat an dessen Stelle geantwortet`,
    detail: lines(
      failure.reason === '' ? null : `Was zu sehen war: ${failure.reason}`,
      'Ein Proxyserver, der ein Passwort will, eine Anmeldeseite des Netzes oder ein Firmenzertifikat, das hier nicht bekannt ist, tut das.',
    ),
    remedy: remedy(
      'Setze HTTPS_PROXY und AWS_CA_BUNDLE wie für die AWS CLI, dann',
      'rolekeeper doctor',
    ),
  }),
  timeout: (failure, voice) => ({
    title: `${failure.host} hat nicht innerhalb von ${seconds(failure.afterMs)} geantwortet`,
    detail:
      throughProxy(failure.host, failure.proxy) ??
      'Das Netz ist sehr langsam, oder etwas auf dem Weg verwirft die Verbindung.',
    remedy: remedy('Prüfe Netz, VPN und Proxyserver, dann', voice.call('assume', voice.roleName)),
  }),
  'mfa-needed': (failure, voice) => ({
    title: `${capital(theRole(voice))} wartet auf einen MFA-Code`,
    detail: failure.refusedAnew
      ? lines(
          'AWS hat diese Rolle mit der jetzigen MFA-Sitzung schon angenommen und lehnt sie nun ab. Ihre Vertrauensrichtlinie verlangt vielleicht einen jüngeren Code.',
          `Ein neuer Code von ${failure.serial}, für das Quellprofil ${failure.sourceProfile}, zeigt, ob es daran liegt. Andere Rollen laufen weiter.`,
        )
      : `Der Code von ${failure.serial}, für das Quellprofil ${failure.sourceProfile}.`,
    remedy: remedy('Gib den Code ein', voice.call('assume', voice.roleName, '--mfa-code -')),
  }),
  'mfa-code-spent': (failure, voice) => ({
    title: 'Dieser MFA-Code wurde schon benutzt',
    detail: `AWS nimmt jeden Code nur einmal. Der nächste Code von ${failure.serial} gilt ab ${voice.moment(failure.nextAt)}. Nichts wurde gesendet.`,
    remedy: remedy(
      'Warte auf den nächsten Code, dann',
      voice.call('assume', voice.roleName, '--mfa-code -'),
    ),
  }),
  'mfa-impossible': (failure, voice) => ({
    title: `${failure.profile} ist mit MFA nicht zu benutzen`,
    detail: lines(
      `AWS nimmt einen Code von ${failure.serial} nur mit dem langfristigen Zugriffsschlüssel des IAM-Benutzers, dem das Gerät gehört.`,
      `Die Zugangsdaten von ${failure.profile} sind temporär, darum ist damit keine MFA-Sitzung zu haben.`,
    ),
    remedy: remedy(
      'Nimm das Profil des IAM-Benutzers als Quelle',
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'source-missing': (failure, voice) => ({
    title: `Das Quellprofil ${failure.profile} hat keine Zugangsdaten`,
    detail: lines(
      `${failure.profile} steht weder in der Credentials-Datei noch mit Zugangsdaten in der Config-Datei, und keine Rolle schreibt es.`,
      failure.path.length > 1 ? `Auf dem Weg: ${failure.path.join(' → ')}` : null,
    ),
    remedy: remedy(
      `Lege es an (aws configure ${voice.option('--profile', failure.profile)}), oder wähle eine andere Quelle`,
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'source-ambiguous': (failure, voice) => ({
    title: `Mehr als eine Rolle schreibt das Quellprofil ${failure.profile}`,
    detail: `Diese: ${failure.roleNames.join(', ')}. Welche gemeint ist, lässt sich nicht sagen, solange keine davon angenommen ist.`,
    remedy: remedy(
      `Gib jeder ein eigenes Profil, oder nimm vorher die gemeinte an (vor: ${theRole(voice)})`,
      voice.call('assume', failure.roleNames[0] ?? null),
    ),
  }),
  'source-cycle': (failure, voice) => ({
    title: 'Die Quellprofile bilden einen Kreis',
    detail: `${failure.path.join(' → ')}: kein Profil darin hat eigene Zugangsdaten.`,
    remedy: remedy(
      'Gib einem davon eine andere Quelle',
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'source-failed': (failure, voice) => ({
    title: `Das Quellprofil ${failure.profile} gab keine Zugangsdaten`,
    detail: failure.message === '' ? 'Es sagte nicht, warum.' : `Es sagte: ${failure.message}`,
    remedy: remedy(
      `Probiere es allein (aws sts get-caller-identity ${voice.option('--profile', failure.profile)}), dann`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'program-refused': (failure) => ({
    title: `Das Programm des Profils ${failure.profile} wurde nicht gestartet`,
    detail: lines(
      `${deSystemSays(failure.code, failure.access)}.`,
      `Wer ${failure.file} ändern kann, bestimmt, welches Programm unter deinem Namen läuft.`,
    ),
    remedy:
      deAccessRemedy(failure.code, failure.access) ??
      remedy('Lass nur dich selbst die Datei und ihren Ordner schreiben', 'rolekeeper doctor'),
  }),
  'source-timeout': (failure, voice) => ({
    title: `Das Quellprofil ${failure.profile} gab innerhalb von ${seconds(failure.afterMs)} keine Zugangsdaten`,
    detail:
      'Das Programm oder der Dienst, von dem sie kommen, hat nicht rechtzeitig geantwortet. Vielleicht wartet es auf jemanden.',
    remedy: remedy(
      `Probiere es allein (aws sts get-caller-identity ${voice.option('--profile', failure.profile)}), dann`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'sign-in-needed': (failure, voice) => ({
    title: `Für das Quellprofil ${failure.profile} musst du dich anmelden`,
    detail:
      failure.how === 'sso'
        ? 'Seine Sitzung bei IAM Identity Center ist vorbei oder hat nie begonnen.'
        : 'Seine AWS-Anmeldung ist vorbei oder hat nie begonnen.',
    remedy: remedy('Anmelden', voice.call('sign-in', failure.profile)),
  }),
  'sign-in-failed': (failure, voice) => ({
    title: `Die Anmeldung für das Profil ${failure.profile} ${signInFailed[failure.why]}`,
    detail:
      saidBy(failure.how === 'sso' ? 'IAM Identity Center' : 'Die AWS CLI', failure.message) ?? '',
    remedy: remedy('Noch einmal anmelden', voice.call('sign-in', failure.profile)),
  }),
  'sign-in-tool-missing': (failure, voice) => ({
    title: `Die Anmeldung für das Profil ${failure.profile} braucht die AWS CLI ${failure.needed} oder neuer`,
    detail: lines(
      failure.program === null
        ? 'Auf diesem Rechner wurde keine gefunden.'
        : `Die erste im PATH ist ${failure.program}, Version ${failure.found ?? 'unbekannt'}.`,
      'Nur ihr Befehl aws login, der die Sitzung führt, kann das.',
    ),
    remedy: remedy(
      'Installieren (docs.aws.amazon.com/cli), dann',
      voice.call('sign-in', failure.profile),
    ),
  }),
  'no-sign-in': (failure, voice) => ({
    title: `${failure.profile} ist kein Profil mit Anmeldung`,
    detail: lines(
      'Ein solches Profil der config-Datei hat sso_account_id und sso_role_name mit Startadresse und Region, oder login_session.',
      failure.known.length === 0 ? 'Es gibt keines.' : `Es gibt: ${failure.known.join(', ')}.`,
    ),
    remedy:
      failure.known.length === 0
        ? remedy('Eines anlegen', 'aws configure sso')
        : remedy('Bei einem davon anmelden', voice.call('sign-in', failure.known[0] ?? null)),
  }),
  'section-not-owned': (failure, voice) => ({
    title: `Das Profil ${failure.profile} gehört nicht uns`,
    detail: lines(
      `Es enthält ${deSectionHolds[failure.holds]} (${failure.file}). Nichts wurde geändert.`,
      failure.isConfig === true
        ? 'Beim Übernehmen kommen unsere Schlüssel in die Credentials-Datei. Die Config-Datei bleibt, wie sie ist, und manche AWS-Werkzeuge nutzen sie vielleicht weiter.'
        : 'Beim Übernehmen wird zuerst gesichert, was dort steht; rolekeeper restore legt es zurück.',
    ),
    remedy: remedy('Übernehmen', voice.call('assume', voice.roleName, '--take-over')),
  }),
  'section-removed': (failure, voice) => ({
    title: `Das Profil ${failure.profile} wurde aus der Datei entfernt`,
    detail: `Jemand hat unsere Schlüssel aus ${failure.file} genommen, darum wird nicht mehr frisch gehalten: ${theRole(voice)}.`,
    remedy: remedy('Wieder einschalten', voice.call('assume', voice.roleName, '--keep')),
  }),
  'section-shadowed': (failure, voice) => ({
    title: `Schlüssel im Profil ${failure.profile} würde niemand sehen`,
    detail:
      `${failure.file} gibt ${failure.profile} ein role_arn mit einer Quelle, und jedes AWS-Werkzeug nimmt dann selbst jene Rolle an, ` +
      'statt unsere Schlüssel zu lesen. Nichts wurde geändert.',
    remedy: remedy(
      'In ein anderes Profil schreiben',
      voice.call('role set', voice.roleName, voice.option('--profile', failure.suggestion)),
    ),
  }),
  'file-broken': (failure) => ({
    title: `${failure.file} ist für die AWS CLI nicht lesbar`,
    detail: `Zeile ${failure.line}: ${deBrokenRules[failure.rule]}. Jeder AWS-Befehl scheitert daran, für jedes Profil; die Datei wurde so gelassen.`,
    remedy:
      failure.isConfig === true
        ? remedy(`Berichtige Zeile ${failure.line} in einem Editor`)
        : remedy(
            `Berichtige Zeile ${failure.line} in einem Editor, oder lege eine Sicherung zurück`,
            'rolekeeper restore --list',
          ),
  }),
  'file-unreadable': (failure) => ({
    title: `${failure.file} kann nicht gelesen werden`,
    detail: `${deSystemSays(failure.code, failure.access)}.`,
    remedy:
      deAccessRemedy(failure.code, failure.access) ?? remedy('Gib dir das Recht, sie zu lesen'),
  }),
  'file-unwritable': (failure) => ({
    title: `${failure.file} kann nicht geschrieben werden`,
    detail: `${deSystemSays(failure.code, failure.access)}. Die Datei ist, wie sie war.`,
    remedy:
      deAccessRemedy(failure.code, failure.access) ??
      remedy('Gib dir das Recht, die Datei und ihren Ordner zu schreiben, oder schaffe Platz'),
  }),
  'file-unsettled': (failure, voice) => ({
    title: `${failure.file} kommt nicht zur Ruhe`,
    detail: 'Ein anderes Programm schrieb weiter hinein, darum wurde nichts geschrieben.',
    remedy: again(voice),
  }),
  'backup-missing': (failure) => ({
    title: `Es gibt keine Sicherung: ${failure.what}`,
    detail:
      'Gesichert wird vor dem ersten Schreiben, wenn ein Abschnitt übernommen wird, und bevor eine Datei ersetzt wird.',
    remedy: remedy('Zeigen, was da ist', 'rolekeeper restore --list'),
  }),
  'lock-held': (failure, voice) => ({
    title: `${holder(failure.holderPid)} hält ${lockNames[failure.what]}`,
    detail: `Gewartet: ${seconds(failure.waitedMs)}. Es ist ein anderer Rolekeeper bei der Arbeit, oder einer, der festhängt.`,
    remedy: again(voice),
  }),
  'lock-cycle': (failure, voice) => ({
    title: `${capital(theRole(voice))} würde auf sich selbst warten`,
    detail:
      `Prozess ${failure.holderPid} nimmt diese Rolle an und führt dafür diesen Befehl aus. ` +
      'Ein credential_process des Quellprofils fragt nach der Rolle, die daraus angenommen wird.',
    remedy: remedy(
      'Wähle ein anderes Quellprofil',
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'released-meanwhile': (_failure, voice) => ({
    title: `${capital(theRole(voice))} wurde inzwischen freigegeben`,
    detail:
      'Jemand hat die Rolle freigegeben oder geändert, während sie angenommen wurde. Nichts wurde geschrieben.',
    remedy: again(voice),
  }),
  'state-unavailable': (failure) => ({
    title: `${failure.file} von Rolekeeper selbst ist nicht zu benutzen`,
    detail: `${deSystemSays(failure.code, failure.access)}.`,
    remedy:
      deAccessRemedy(failure.code, failure.access) ??
      remedy('Prüfe den Ordner, seine Rechte und den freien Platz', 'rolekeeper doctor'),
  }),
  'role-unknown': (failure, voice) => {
    const closest = failure.name === null ? null : closestName(failure.name, failure.known);
    return {
      title:
        failure.name === null
          ? 'Diese Rolle gibt es nicht mehr'
          : `Es gibt keine Rolle namens ${failure.name}`,
      detail: lines(
        closest === null ? null : `Meintest du ${closest}?`,
        failure.known.length === 0
          ? 'Noch ist keine Rolle angelegt.'
          : `Rollen: ${failure.known.join(', ')}`,
      ),
      remedy:
        failure.known.length === 0
          ? remedy('Lege eine an', voice.call('role add', failure.name, '--role-arn ARN'))
          : remedy('Die Rollen zeigen', 'rolekeeper role list'),
    };
  },
  'field-invalid': (failure, voice) => ({
    title: `${voice.field(failure.field)} ${deRuleText(failure.rule)}`,
    detail:
      failure.rule.kind === 'shell'
        ? `Nimm eine andere Shell (--shell) oder keine: rolekeeper exec ${voice.word(voice.roleName)} -- BEFEHL`
        : 'Nichts wurde geändert, und nichts wurde gesendet.',
    remedy: null,
  }),
  'policy-unusable': (failure) => ({
    title: 'Das Richtliniendokument nennt keine Rolle, die sich anlegen lässt',
    detail: dePolicyProblemText(failure.reason),
    remedy: remedy('Gib die ARN der Rolle selbst an', 'rolekeeper role add NAME --role-arn ARN'),
  }),
  'settings-newer': (failure) => ({
    title: 'Die Einstellungen stammen von einem neueren Rolekeeper',
    detail: `${failure.file} hat Version ${failure.version}. Die Datei wird nur gelesen, darum wurde nichts geändert.`,
    remedy: remedy('Installiere auch hier den neueren Rolekeeper'),
  }),
  'settings-unwritable': (failure) => ({
    title: `${failure.file} kann nicht geschrieben werden`,
    detail: `${deSystemSays(failure.code, failure.access)}. Die Einstellungen sind, wie sie waren.`,
    remedy:
      deAccessRemedy(failure.code, failure.access) ??
      remedy('Gib dir das Recht, die Datei und ihren Ordner zu schreiben, oder schaffe Platz'),
  }),
  'clipboard-refused': () => ({
    title: 'Nichts wurde in die Zwischenablage kopiert',
    detail:
      'Der Desktop erlaubt einem Programm die Zwischenablage nur, solange sein Fenster den Fokus hat. ' +
      'Klicke in das Fenster und kopiere noch einmal.',
    remedy: null,
  }),
  'page-not-opened': () => ({
    title: 'Kein Browser hat die Seite geöffnet',
    detail: 'Das System hat kein Programm für Webseiten, oder es startete nicht.',
    remedy: remedy('Wähle in den Systemeinstellungen einen Standardbrowser, dann noch einmal'),
  }),
  'not-importable': ({ profile, obstacle }, voice) => ({
    title: `${profile} wurde nicht importiert`,
    detail: deImportObstacle(obstacle, profile),
    remedy:
      obstacle.kind === 'endpoint-unconfirmed'
        ? remedy(
            'Wenn du diesem Server vertraust',
            voice.call('role import', profile, voice.option('--allow-endpoint', obstacle.endpoint)),
          )
        : remedy('Sehen, was sich importieren lässt', 'rolekeeper role import'),
  }),
  'document-unusable': ({ problem }) => ({
    title: 'Diese Einstellungen lassen sich nicht importieren',
    detail: `${deDocumentProblem(problem)} Nichts wurde geändert.`,
    remedy: remedy('Exportiere sie dort neu, woher sie kommen', 'rolekeeper settings export'),
  }),
  'consent-refused': ({ asked, subject }, voice) => ({
    title: 'Du hast das nicht erlaubt',
    detail:
      'Nichts wurde geändert. Wenn die Befehlszeile nicht fragen kann, braucht sie eine Option.',
    remedy: remedy(
      'Wiederhole es und erlaube es',
      {
        preference: `rolekeeper settings import DATEI ${voice.option('--allow-preference', subject)}`,
        // Naming an endpoint in a command is consent.
        endpoint: voice.call('role set', voice.roleName, voice.option('--endpoint', subject)),
        'take-over': voice.call('assume', voice.roleName, '--take-over'),
        restore: voice.call('restore', subject, '--yes'),
        'restore-file': `rolekeeper restore ${voice.option('--file', subject)} --yes`,
        purge: 'rolekeeper restore --purge --yes',
      }[asked],
    ),
  }),
  'nothing-kept': () => ({
    title: 'Keine Rolle ist eingeschaltet',
    detail: 'In dieser Credentials-Datei gibt es nichts frisch zu halten.',
    remedy: remedy('Nenne eine Rolle, oder schalte eine ein', 'rolekeeper assume NAME --keep'),
  }),
};

/** The remedy for a cause of a denial, on the command line. */
function helpWith(cause: LikelyCause, voice: Voice): string {
  switch (cause) {
    case 'identity-policy':
      return ` Diese Richtlinie muss an den Aufrufer gehängt werden:\n${voice.identityPolicy ?? ''}`;
    case 'trust-policy':
      return ` Was ihr Konto braucht: ${voice.call('policy', voice.roleName, '--trust')}`;
    case 'external-id':
      return ` Frag den Eigentümer der Rolle, dann: ${voice.call('role set', voice.roleName, '--external-id ID')}`;
    case 'session-name':
      return ` Frag den Eigentümer der Rolle, dann: ${voice.call('role set', voice.roleName, '--session-name NAME')}`;
    case 'further-actions':
      return '';
  }
}
