import { type LikelyCause, missingDevice } from '../../core/sts/denial.ts';
import { deDenial, deLikelyCauses, deMissingDevice } from './de-denial.ts';
import type { FailureText } from './texts.ts';
import type { CatalogueFormat } from './fact-format.ts';
import type { Words } from './words.ts';
import {
  remedy,
  lines,
  theRole,
  seconds,
  requestLine,
  quoteOf,
  tryAgain,
} from './de-failure-parts.ts';

/** Failures that AWS reports. */
export const deAwsFailures = {
  'access-denied': (failure, format): FailureText => {
    const { denial } = failure;
    const isPolicyMissing = denial.cause === 'identity-policy' && !denial.isExplicit;
    const isOpen = denial.cause === 'unknown';
    const device = missingDevice(failure);
    return {
      title: `AWS hat den Zugriff auf ${theRole(format)} verweigert`,
      detail: lines(
        device === null ? null : deMissingDevice(device),
        failure.callerArn === null
          ? 'Aufrufer: unbekannt, weil AWS nicht gefragt werden konnte'
          : `Aufrufer: ${failure.callerArn}`,
        `Rolle: ${failure.roleArn}`,
        quoteOf('AWS', failure.message),
        requestLine(failure.requestId),
        deDenial(denial),
        deLikelyCauses(failure, (cause) => helpWith(cause, format)),
        isPolicyMissing ? format.identityPolicy : null,
      ),
      remedy:
        device !== null
          ? remedy(
              'Verwende dieses Gerät für die Rolle, dann nimm die Rolle erneut an',
              format.call(
                'role set',
                format.roleName,
                format.option('--mfa-serial', device.serial),
              ),
            )
          : denial.cause === 'mfa'
            ? remedy(
                'Trage das MFA-Gerät des Aufrufers bei der Rolle ein',
                format.call('role set', format.roleName, '--mfa-serial SERIAL'),
              )
            : isOpen || isPolicyMissing
              ? remedy(
                  'Die Befehle zeigen, die die Richtlinie anhängen',
                  format.call('policy', format.roleName, '--commands'),
                )
              : null,
    };
  },
  'credentials-expired': (failure, format) => ({
    title: `Die Zugangsdaten des Quellprofils ${failure.profile} sind abgelaufen`,
    detail: lines(
      `AWS akzeptiert die Schlüssel in ${failure.profile} nicht mehr, darum lässt sich ${theRole(format)} nicht annehmen.`,
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Erneuere die Zugangsdaten von ${failure.profile} mit dem Werkzeug, das sie geschrieben hat, dann`,
      format.call('assume', format.roleName),
    ),
  }),
  'access-key-unknown': (failure, format) => ({
    title: `AWS kennt den Zugriffsschlüssel des Quellprofils ${failure.profile} nicht`,
    detail: lines(
      'Der Schlüssel wurde gelöscht oder falsch eingetippt, oder er gehört zu einer anderen AWS-Partition (China, GovCloud) als die Rolle.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Trage in ${failure.profile} einen gültigen Schlüssel ein (aws configure ${format.option('--profile', failure.profile)}), dann`,
      format.call('assume', format.roleName),
    ),
  }),
  'signature-refused': (failure, format) => ({
    title: `AWS hat die Signatur mit dem Quellprofil ${failure.profile} abgelehnt`,
    detail: lines(
      'Der geheime Schlüssel passt nicht zur Schlüssel-ID. Wahrscheinlich wurde er falsch eingetippt oder beim Kopieren abgeschnitten.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Gib beide Schlüssel von ${failure.profile} neu ein (aws configure ${format.option('--profile', failure.profile)}), dann`,
      format.call('assume', format.roleName),
    ),
  }),
  'clock-skew': (failure) => ({
    title: 'Die Uhr dieses Computers geht falsch',
    detail: lines(
      failure.offsetMs === null
        ? 'AWS hat die Anfrage abgelehnt, weil die Uhrzeit in der Anfrage falsch ist.'
        : `Sie geht gegenüber AWS ${seconds(Math.abs(failure.offsetMs))} ${failure.offsetMs > 0 ? 'nach' : 'vor'}. AWS akzeptiert höchstens 5 min Abweichung.`,
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Stelle die Uhr dieses Computers richtig, oder schalte die automatische Zeiteinstellung ein',
    ),
  }),
  'region-disabled': (failure, format) => ({
    title: `STS ist in der Region ${failure.region} nicht aktiviert`,
    detail: lines(
      'Verwende eine andere Region, oder bitte einen Administrator des Kontos, diese zu aktivieren.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Verwende eine andere Region',
      format.call('role set', format.roleName, '--region us-east-1'),
    ),
  }),
  'policy-malformed': (failure) => ({
    title: 'AWS konnte die Sitzungsrichtlinie nicht lesen',
    detail: lines(quoteOf('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Korrigiere die Sitzungsrichtlinie dieser Rolle'),
  }),
  'policy-too-large': (failure) => ({
    title: 'Die Richtlinien und Tags dieser Sitzung sind zu groß',
    detail: lines(quoteOf('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Kürze die Sitzungsrichtlinie, oder verwende weniger Sitzungs-Tags'),
  }),
  'duration-too-long': (failure, format) => ({
    title: `Eine Sitzung von ${failure.durationSeconds} s ist länger, als AWS erlaubt`,
    detail: lines(
      failure.chained
        ? 'Die Rolle wird mit temporären Zugangsdaten angenommen (einer anderen Rolle oder einer MFA-Sitzung). Damit erlaubt AWS höchstens 1 Stunde.'
        : 'Die maximale Sitzungsdauer der Rolle ist kürzer. Der Eigentümer der Rolle kann sie auf bis zu 12 Stunden erhöhen.',
      quoteOf('AWS', failure.message),
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Verwende Sitzungen von 1 Stunde',
      format.call('role set', format.roleName, '--duration 3600'),
    ),
  }),
  'request-invalid': (failure, format) => ({
    title: 'AWS hat die Anfrage nicht angenommen',
    detail: lines(quoteOf('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Prüfe die Felder der Rolle', format.call('role show', format.roleName)),
  }),
  throttled: (failure, format) => ({
    title: 'AWS hat zu viele Anfragen bekommen',
    detail: lines(
      'Das Konto hat mehr Anfragen gesendet, als AWS akzeptiert.',
      requestLine(failure.requestId),
    ),
    remedy: tryAgain(format),
  }),
  'service-unavailable': (failure, format) => ({
    title: 'STS ist nicht verfügbar',
    detail: lines(
      failure.status === null
        ? 'STS hat mit einem Serverfehler geantwortet.'
        : `STS hat mit HTTP ${failure.status} geantwortet, einem Serverfehler.`,
      requestLine(failure.requestId),
    ),
    remedy: tryAgain(format),
  }),
  'sts-unexpected': (failure, format) => ({
    title: `STS hat unerwartet geantwortet: ${failure.code}`,
    detail: lines(
      quoteOf('STS', failure.message),
      failure.status === null ? null : `HTTP-Status: ${failure.status}`,
      requestLine(failure.requestId),
    ),
    remedy: tryAgain(format),
  }),
  'identity-mismatch': (failure) => ({
    title: 'STS hat eine andere Rolle geliefert',
    detail: lines(
      `Angefordert: ${failure.asked}`,
      `Geliefert: ${failure.got}`,
      'Es wurde nichts geschrieben.',
    ),
    remedy: remedy('Prüfe, welcher Endpunkt für die Rolle antwortet', 'rolekeeper doctor'),
  }),
} satisfies Partial<Words['failures']>;

/** Returns the remedy for a cause of a denial, for the command line. */
function helpWith(cause: LikelyCause, format: CatalogueFormat): string {
  switch (cause) {
    case 'identity-policy':
      return ` Hänge diese Richtlinie an den Aufrufer:\n${format.identityPolicy ?? ''}`;
    case 'trust-policy':
      return ` So wird die nötige Richtlinie angezeigt: ${format.call('policy', format.roleName, '--trust')}`;
    case 'external-id':
      return ` Frage den Eigentümer der Rolle, dann: ${format.call('role set', format.roleName, '--external-id ID')}`;
    case 'session-name':
      return ` Frage den Eigentümer der Rolle, dann: ${format.call('role set', format.roleName, '--session-name NAME')}`;
    case 'further-actions':
      return '';
  }
}
