import { deSystemSays, deAccessRemedy } from './de-rules.ts';
import type { Words } from './words.ts';
import { remedy, lines, seconds } from './de-failure-parts.ts';
import { sourceCommand } from './source-command.ts';

/** Failures to get credentials from the source profile. */
export const deSourceFailures = {
  'source-missing': (failure, format) => ({
    title: `Das Quellprofil ${failure.profile} hat keine Zugangsdaten`,
    detail: lines(
      `Weder die Credentials-Datei noch die Config-Datei hat Zugangsdaten für ${failure.profile}, und keine Rolle schreibt es.`,
      failure.path.length > 1 ? `Kette der Quellprofile: ${failure.path.join(' → ')}` : null,
    ),
    remedy: remedy(
      `Lege es an (aws configure ${format.option('--profile', failure.profile)}), oder verwende eine andere Quelle`,
      sourceCommand(format, failure.profile),
    ),
  }),
  'source-ambiguous': (failure, format) => ({
    title: `Mehr als eine Rolle schreibt das Quellprofil ${failure.profile}`,
    detail: `Rollen, die es schreiben: ${failure.roleNames.join(', ')}. Keine davon ist angenommen, darum weiß Rolekeeper nicht, welche es verwenden soll.`,
    remedy: remedy(
      'Lass jede Rolle ihr eigenes Profil schreiben, oder nimm zuerst die gemeinte an',
      format.call('assume', failure.roleNames[0] ?? null),
    ),
  }),
  'source-cycle': (failure, format) => ({
    title: 'Die Quellprofile bilden einen Kreis',
    detail: `${failure.path.join(' → ')}. Keines dieser Profile hat eigene Zugangsdaten.`,
    remedy: remedy('Verwende ein anderes Quellprofil', sourceCommand(format, null)),
  }),
  'source-failed': (failure, format) => ({
    title: `Das Quellprofil ${failure.profile} hat keine Zugangsdaten geliefert`,
    detail:
      failure.message === '' ? 'Es hat keinen Grund genannt.' : `Es meldet: ${failure.message}`,
    remedy: remedy(
      `Teste es (aws sts get-caller-identity ${format.option('--profile', failure.profile)}), dann`,
      format.call('assume', format.roleName),
    ),
  }),
  'program-refused': (failure) => ({
    title: `Das Programm des Profils ${failure.profile} wurde nicht gestartet`,
    detail: lines(
      `${deSystemSays(failure.code, failure.access)}.`,
      `Wer ${failure.file} ändern kann, bestimmt, welches Programm mit deinen Rechten läuft.`,
    ),
    remedy:
      deAccessRemedy(failure.code, failure.access) ??
      remedy(
        'Entziehe anderen Benutzern das Schreibrecht für die Datei und ihren Ordner',
        'rolekeeper doctor',
      ),
  }),
  'source-timeout': (failure, format) => ({
    title: `Das Quellprofil ${failure.profile} hat innerhalb von ${seconds(failure.afterMs)} keine Zugangsdaten geliefert`,
    detail:
      'Das Programm oder der Dienst, der die Zugangsdaten liefert, hat nicht rechtzeitig geantwortet. Vielleicht wartet er auf eine Eingabe.',
    remedy: remedy(
      `Teste es (aws sts get-caller-identity ${format.option('--profile', failure.profile)}), dann`,
      format.call('assume', format.roleName),
    ),
  }),
} satisfies Partial<Words['failures']>;
