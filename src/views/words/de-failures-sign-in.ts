import type { Words } from './words.ts';
import { remedy, lines, requestLine, quoteOf, theRoleFirst } from './de-failure-parts.ts';
import { sourceCommand } from './source-command.ts';

const signInFailed = {
  declined: 'wurde abgelehnt',
  timeout: 'hat zu lange gedauert',
  cancelled: 'wurde abgebrochen',
  refused: 'wurde verweigert',
} as const;

/** Failures that need a code or a sign-in from a person. */
export const deSignInFailures = {
  'mfa-refused': (failure, format) => ({
    title: 'AWS hat den MFA-Code abgelehnt',
    detail: lines(
      `Der Code ist nicht von ${failure.serial}, wurde schon benutzt oder kam zu spät. Ein Code gilt nur einmal, etwa 30 s lang.`,
      quoteOf('AWS', failure.message),
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Warte auf den nächsten Code, dann',
      format.call('assume', format.roleName, '--mfa-code -'),
    ),
  }),
  'mfa-needed': (failure, format) => ({
    title: `${theRoleFirst(format)} wartet auf einen MFA-Code`,
    detail: failure.sessionRefused
      ? lines(
          'AWS hat die jetzige MFA-Sitzung für diese Rolle bisher akzeptiert, lehnt sie nun aber ab. Vielleicht verlangt die Vertrauensrichtlinie einen neueren Code.',
          `Gib einen neuen Code von ${failure.serial} für das Quellprofil ${failure.sourceProfile} ein, um es herauszufinden. Andere Rollen bleiben frisch.`,
        )
      : `Gib den Code von ${failure.serial} für das Quellprofil ${failure.sourceProfile} ein.`,
    remedy: remedy('Gib den Code ein', format.call('assume', format.roleName, '--mfa-code -')),
  }),
  'mfa-code-spent': (failure, format) => ({
    title: 'Dieser MFA-Code wurde schon benutzt',
    detail: `AWS akzeptiert jeden Code nur einmal. Der nächste Code von ${failure.serial} gilt ab ${format.moment(failure.nextAt)}. Es wurde nichts gesendet.`,
    remedy: remedy(
      'Warte auf den nächsten Code, dann',
      format.call('assume', format.roleName, '--mfa-code -'),
    ),
  }),
  'mfa-impossible': (failure, format) => ({
    title: `Das Profil ${failure.profile} ist mit MFA nicht verwendbar`,
    detail: lines(
      `AWS akzeptiert einen Code von ${failure.serial} nur mit dem langfristigen Zugriffsschlüssel des IAM-Benutzers, dem das Gerät gehört.`,
      `Die Zugangsdaten von ${failure.profile} sind temporär, darum bekommt man mit ihnen keine MFA-Sitzung.`,
    ),
    remedy: remedy(
      'Verwende das Profil des IAM-Benutzers als Quelle',
      sourceCommand(format, failure.profile),
    ),
  }),
  'permission-set-denied': ({ accountId, permissionSet, message }, format) => ({
    title: `Du darfst ${permissionSet} im Konto ${accountId} nicht verwenden`,
    detail: lines(
      'IAM Identity Center hat die Anfrage abgelehnt. Entweder hat dir niemand den Berechtigungssatz zugewiesen, oder das Konto oder der Berechtigungssatz existiert nicht.',
      message === '' ? '' : `AWS meldet: ${message}`,
    ),
    remedy: remedy(
      'Bitte einen Administrator, dir den Berechtigungssatz zuzuweisen, und versuche es erneut',
      format.call('assume', format.roleName),
    ),
  }),
  'sign-in-needed': (failure, format) => ({
    title: `Für ${failure.profile} musst du dich anmelden`,
    detail:
      failure.how === 'sso'
        ? 'Seine Sitzung bei IAM Identity Center ist abgelaufen oder existiert nicht.'
        : 'Seine AWS-Anmeldesitzung ist abgelaufen oder existiert nicht.',
    remedy: remedy('Anmelden', format.call('sign-in', failure.profile)),
  }),
  'sign-in-failed': (failure, format) => ({
    title: `Die Anmeldung für das Profil ${failure.profile} ${signInFailed[failure.why]}`,
    detail:
      quoteOf(failure.how === 'sso' ? 'IAM Identity Center' : 'Die AWS CLI', failure.message) ?? '',
    remedy: remedy('Erneut anmelden', format.call('sign-in', failure.profile)),
  }),
  'sign-in-tool-missing': (failure, format) => ({
    title: `Die Anmeldung für das Profil ${failure.profile} braucht die AWS CLI ${failure.needed} oder neuer`,
    detail: lines(
      failure.program === null
        ? 'Sie wurde auf diesem Computer nicht gefunden.'
        : `Im PATH ist ${failure.program}, Version ${failure.found ?? 'unbekannt'}.`,
      'Nur ihr Befehl aws login kann eine solche Sitzung starten.',
    ),
    remedy: remedy(
      'Installiere sie (docs.aws.amazon.com/cli), dann',
      format.call('sign-in', failure.profile),
    ),
  }),
  'no-sign-in': (failure, format) => ({
    title: `Das Profil ${failure.profile} nutzt weder IAM Identity Center noch aws login`,
    detail: lines(
      'Ein Profil mit Anmeldung hat login_session, oder sso_account_id und sso_role_name mit Start-URL und Region.',
      failure.known.length === 0
        ? 'Die Config-Datei hat kein solches Profil.'
        : `Anmelden kannst du dich für: ${failure.known.join(', ')}.`,
    ),
    remedy:
      failure.known.length === 0
        ? remedy('Eines anlegen', 'aws configure sso')
        : remedy('Für eines davon anmelden', format.call('sign-in', failure.known[0] ?? null)),
  }),
  'portal-refused': (failure) => ({
    title:
      failure.accountId === null
        ? 'IAM Identity Center hat die Anfrage abgelehnt'
        : `IAM Identity Center listet für das Konto ${failure.accountId} nichts auf`,
    detail: quoteOf(failure.code, failure.message) ?? '',
    remedy: remedy('Frage einen Administrator von IAM Identity Center', null),
  }),
} satisfies Partial<Words['failures']>;
