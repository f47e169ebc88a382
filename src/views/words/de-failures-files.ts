import type { BrokenRule } from '../../core/field-rule.ts';
import { deBrokenRules, deCredentialKinds, deSystemSays, deAccessRemedy } from './de-rules.ts';
import type { Words } from './words.ts';
import { remedy, lines, theRole, seconds, tryAgain, theRoleFirst } from './de-failure-parts.ts';
import { sourceCommand } from './source-command.ts';

const lockNames = {
  role: 'die Sperre dieser Rolle',
  file: 'die Sperre der Credentials-Datei',
  settings: 'die Sperre der Einstellungen',
} as const;

const isEncoding = (rule: BrokenRule): boolean => rule === 'utf-16' || rule === 'byte-order-mark';

const holder = (pid: number | null, host: string | null): string =>
  pid === null ? 'Ein anderer Prozess' : `Prozess ${pid}${host === null ? '' : ` auf ${host}`}`;

/** Failures of the AWS files and of Rolekeeper's own files. */
export const deFileFailures = {
  'section-not-owned': (failure, format) => ({
    title: `Das Profil ${failure.profile} hat Zugangsdaten, die nicht von Rolekeeper sind`,
    detail: lines(
      `Es enthält ${deCredentialKinds[failure.holds]} (${failure.file}). Es wurde nichts geändert.`,
      failure.isConfig === true
        ? 'Wenn du das Profil übernimmst, schreibt Rolekeeper seine Schlüssel in die Credentials-Datei. Die Config-Datei ändert sich nicht, und manche AWS-Werkzeuge nutzen sie vielleicht weiter.'
        : 'Wenn du das Profil übernimmst, legt Rolekeeper zuerst eine Sicherung an. „rolekeeper restore“ stellt sie wieder her.',
    ),
    remedy: remedy('Übernimm das Profil', format.call('assume', format.roleName, '--take-over')),
  }),
  'section-removed': (failure, format) => ({
    title: `Die Schlüssel im Profil ${failure.profile} wurden entfernt`,
    detail: `Eine Person oder ein anderes Programm hat die Schlüssel von Rolekeeper aus ${failure.file} entfernt, darum wird ${theRole(format)} nicht mehr frisch gehalten.`,
    remedy: remedy('Wieder einschalten', format.call('assume', format.roleName, '--keep')),
  }),
  'section-shadowed': (failure, format) => ({
    title: `AWS-Werkzeuge würden Schlüssel im Profil ${failure.profile} nicht nutzen`,
    detail:
      `In ${failure.file} hat ${failure.profile} ein role_arn mit einer Quelle. AWS-Werkzeuge nehmen dann jene Rolle selbst an ` +
      'und ignorieren die Schlüssel, die Rolekeeper schreibt. Es wurde nichts geändert.',
    remedy: remedy(
      'In ein anderes Profil schreiben',
      format.call('role set', format.roleName, format.option('--profile', failure.suggestion)),
    ),
  }),
  'file-broken': (failure) => ({
    title: `${failure.file} ist für die AWS CLI nicht lesbar`,
    detail: `Zeile ${failure.line}: ${deBrokenRules[failure.rule]}. Jeder AWS-Befehl scheitert daran, für jedes Profil. Rolekeeper hat die Datei nicht geändert.`,
    remedy: isEncoding(failure.rule)
      ? remedy(
          'Speichere sie als UTF-8 ohne Byte Order Mark: im Editor mit „Speichern unter“, Codierung UTF-8',
        )
      : failure.isConfig === true
        ? remedy(`Korrigiere Zeile ${failure.line} in einem Editor`)
        : remedy(
            `Korrigiere Zeile ${failure.line} in einem Editor, oder stelle eine Sicherung wieder her`,
            'rolekeeper restore --list',
          ),
  }),
  'file-unreadable': (failure) => ({
    title: `${failure.file} kann nicht gelesen werden`,
    detail: `${deSystemSays(failure.code, failure.access)}.`,
    remedy: deAccessRemedy(failure.code, failure.access) ?? remedy('Gib dir das Leserecht'),
  }),
  'file-unwritable': (failure) => ({
    title: `${failure.file} kann nicht geschrieben werden`,
    detail: `${deSystemSays(failure.code, failure.access)}. Die Datei hat sich nicht geändert.`,
    remedy:
      deAccessRemedy(failure.code, failure.access) ??
      remedy(
        'Gib dir das Schreibrecht für die Datei und ihren Ordner, oder schaffe Platz auf dem Datenträger',
      ),
  }),
  'file-unsettled': (failure, format) => ({
    title: `Ein anderes Programm schreibt ständig in ${failure.file}`,
    detail: 'Rolekeeper hat nichts geschrieben, damit keine Änderung verloren geht.',
    remedy: tryAgain(format),
  }),
  'backup-missing': (failure) => ({
    title: `Es gibt keine Sicherung von ${failure.what}`,
    detail:
      'Rolekeeper sichert vor dem ersten Schreiben, bevor es ein Profil übernimmt und bevor es eine Datei ersetzt.',
    remedy: remedy('Die Sicherungen zeigen', 'rolekeeper restore --list'),
  }),
  'lock-held': (failure, format) => ({
    title: `${holder(failure.holderPid, failure.holderHost)} hält ${lockNames[failure.what]}`,
    detail: `Rolekeeper hat ${seconds(failure.waitedMs)} gewartet. Dieser Prozess gehört auch zu Rolekeeper und ist beschäftigt oder hängt. Wenn er hängt, beende ihn.`,
    remedy: tryAgain(format),
  }),
  'lock-cycle': (failure, format) => ({
    title: `${theRoleFirst(format)} würde auf sich selbst warten`,
    detail:
      `Prozess ${failure.holderPid} nimmt diese Rolle an und hat diesen Befehl gestartet, um die Zugangsdaten der Quelle zu bekommen. ` +
      'Der credential_process des Quellprofils verlangt dieselbe Rolle.',
    remedy: remedy('Verwende ein anderes Quellprofil', sourceCommand(format, null)),
  }),
  'released-meanwhile': (_failure, format) => ({
    title: `${theRoleFirst(format)} wurde freigegeben oder geändert, während sie angenommen wurde`,
    detail: 'Es wurde nichts geschrieben.',
    remedy: tryAgain(format),
  }),
  'state-unavailable': (failure) => ({
    title: `Die Datei ${failure.file} von Rolekeeper ist nicht verwendbar`,
    detail: `${deSystemSays(failure.code, failure.access)}.`,
    remedy:
      deAccessRemedy(failure.code, failure.access) ??
      remedy('Prüfe den Ordner, seine Rechte und den freien Speicherplatz', 'rolekeeper doctor'),
  }),
} satisfies Partial<Words['failures']>;
