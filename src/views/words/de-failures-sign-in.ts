import type { Words } from './words.ts';
import { remedy, lines, theRole, requestLine, saidBy, capital } from './de-failure-parts.ts';

const signInFailed = {
  declined: 'wurde abgelehnt',
  timeout: 'hat zu lange gedauert',
  cancelled: 'wurde abgebrochen',
  refused: 'wurde zurückgewiesen',
} as const;

/** A person must enter a code or sign in. */
export const deSignInFailures = {
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
} satisfies Partial<Words['failures']>;
