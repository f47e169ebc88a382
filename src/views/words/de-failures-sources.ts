import { deSystemSays, deAccessRemedy } from './de-rules.ts';
import type { Words } from './words.ts';
import { remedy, lines, theRole, seconds } from './de-failure-parts.ts';

/** The source profile gives no credentials. */
export const deSourceFailures = {
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
} satisfies Partial<Words['failures']>;
