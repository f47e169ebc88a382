import { deBrokenRules, deSectionHolds, deSystemSays, deAccessRemedy } from './de-rules.ts';
import type { Words } from './words.ts';
import { remedy, lines, theRole, seconds, again, capital } from './de-failure-parts.ts';

const lockNames = {
  role: 'die Sperre dieser Rolle',
  file: 'die Sperre der Credentials-Datei',
  settings: 'die Sperre der Einstellungen',
} as const;

const holder = (pid: number | null): string =>
  pid === null ? 'Ein anderer Prozess' : `Prozess ${pid}`;

/** The AWS files and Rolekeeper's own. */
export const deFileFailures = {
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
} satisfies Partial<Words['failures']>;
