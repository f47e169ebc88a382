import { type LikelyCause, missingDevice } from '../../core/sts/denial.ts';
import { deDenial, deLikelyCauses, deMissingDevice } from './de-denial.ts';
import type { FailureText } from './texts.ts';
import type { Voice } from './voice.ts';
import type { Words } from './words.ts';
import { remedy, lines, theRole, seconds, requestLine, saidBy, again } from './de-failure-parts.ts';

/** What AWS answers. */
export const deAwsFailures = {
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
} satisfies Partial<Words['failures']>;

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
