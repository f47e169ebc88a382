import type { AwayReason } from '../../core/away-reason.ts';
import { closestName } from '../closest-name.ts';
import { dePolicyProblemText, deRuleText, deSystemSays, deAccessRemedy } from './de-rules.ts';
import { deImportObstacle } from './de-import.ts';
import { deDocumentProblem } from './de-transfer.ts';
import type { Words } from './words.ts';
import { remedy, lines } from './de-failure-parts.ts';

/** Failures of roles, settings and imports. */
export const deSettingsFailures = {
  'role-unknown': (failure, format) => {
    const closest = failure.name === null ? null : closestName(failure.name, failure.known);
    return {
      title:
        failure.name === null
          ? 'Diese Rolle gibt es nicht mehr'
          : `Es gibt keine Rolle namens ${failure.name}`,
      detail: lines(
        closest === null ? null : `Meintest du ${closest}?`,
        failure.known.length === 0
          ? 'Es ist noch keine Rolle angelegt.'
          : `Rollen: ${failure.known.join(', ')}`,
      ),
      remedy:
        failure.known.length === 0
          ? remedy('Lege eine an', format.call('role add', failure.name, '--role-arn ARN'))
          : remedy('Die Rollen zeigen', 'rolekeeper role list'),
    };
  },
  'field-invalid': (failure, format) => ({
    title: `${format.field(failure.field)} ${deRuleText(failure.rule)}`,
    detail:
      failure.rule.kind === 'shell'
        ? `Wähle eine andere Shell (--shell), oder verwende keine: rolekeeper exec ${format.word(format.roleName)} -- BEFEHL`
        : 'Es wurde nichts geändert oder gesendet.',
    remedy: null,
  }),
  'no-policies': ({ roleName }, format) => ({
    title: `${roleName} braucht keine Richtlinie`,
    detail:
      'Nur angenommene Rollen brauchen Richtlinien. Ein Berechtigungssatz wird in IAM Identity Center zugewiesen, und eine MFA-Sitzung braucht keine Erlaubnis.',
    remedy: remedy('Zeigen, woher die Sitzung kommt', format.call('role show', roleName)),
  }),
  'policy-unusable': (failure, format) => ({
    title: 'Das Richtliniendokument nennt keine Rolle, die sich anlegen lässt',
    detail: dePolicyProblemText(failure.reason),
    remedy: remedy(
      'Gib den ARN der Rolle selbst an',
      format.call('role add', format.roleName, '--role-arn ARN'),
    ),
  }),
  'not-importable': ({ profile, obstacle }, format) => ({
    title: `${profile} wurde nicht importiert`,
    detail: deImportObstacle(obstacle, profile),
    remedy:
      obstacle.kind === 'endpoint-unconfirmed'
        ? remedy(
            'Wenn du diesem Server vertraust, erlaube ihn',
            format.call(
              'role import',
              profile,
              format.option('--allow-endpoint', obstacle.endpoint),
            ),
          )
        : remedy('Zeigen, was sich importieren lässt', 'rolekeeper role import'),
  }),
  'settings-newer': (failure) => ({
    title: 'Die Einstellungen stammen von einer neueren Version von Rolekeeper',
    detail: `${failure.file} hat Version ${failure.version}. Diese Version von Rolekeeper liest die Datei, ändert sie aber nicht.`,
    remedy: remedy('Installiere die neuere Version von Rolekeeper'),
  }),
  'settings-unwritable': (failure) => ({
    title: `${failure.file} kann nicht geschrieben werden`,
    detail: `${deSystemSays(failure.code, failure.access)}. Die Einstellungen haben sich nicht geändert.`,
    remedy:
      deAccessRemedy(failure.code, failure.access) ??
      remedy(
        'Gib dir das Schreibrecht für die Datei und ihren Ordner, oder schaffe Platz auf dem Datenträger',
      ),
  }),
  'document-unusable': ({ problem }) => ({
    title: 'Diese Einstellungen lassen sich nicht importieren',
    detail: `${deDocumentProblem(problem)} Es wurde nichts geändert.`,
    remedy: remedy(
      'Exportiere sie auf dem anderen Computer noch einmal',
      'rolekeeper settings export',
    ),
  }),
  'consent-refused': ({ asked, subject }, format) => ({
    title: {
      preference: 'Die geänderte Einstellung wurde nicht bestätigt',
      endpoint: 'Der Server wurde nicht bestätigt',
      browser: 'Das Programm wurde nicht bestätigt',
      'take-over': 'Das Übernehmen des Profils wurde nicht bestätigt',
      restore: 'Das Wiederherstellen wurde nicht bestätigt',
      'restore-file': 'Das Wiederherstellen wurde nicht bestätigt',
      purge: 'Das Löschen der Sicherungen wurde nicht bestätigt',
    }[asked],
    detail:
      'Es wurde nichts geändert. Wenn Rolekeeper dich nicht fragen kann, braucht der Befehl eine Option.',
    remedy: remedy(
      'Führe den Befehl erneut aus und bestätige',
      {
        preference: `rolekeeper settings import DATEI ${format.option('--allow-preference', subject)}`,
        // Naming an endpoint or a browser in a command is consent.
        endpoint: format.call('role set', format.roleName, format.option('--endpoint', subject)),
        browser: format.call('role set', format.roleName, format.option('--browser', subject)),
        'take-over': format.call('assume', format.roleName, '--take-over'),
        restore: format.call('restore', subject, '--yes'),
        'restore-file': `rolekeeper restore ${format.option('--file', subject)} --yes`,
        purge: 'rolekeeper restore --purge --yes',
      }[asked],
    ),
  }),
  'nothing-kept': (_failure, format) => ({
    title: 'Keine Rolle ist eingeschaltet',
    detail:
      'Keine Rolle dieser Credentials-Datei ist eingeschaltet, darum gibt es nichts frisch zu halten.',
    remedy: remedy('Schalte eine Rolle ein', format.call('assume', format.roleName, '--keep')),
  }),
  'role-off': ({ roleName }, format) => ({
    title: `${roleName} ist aus`,
    detail: 'Der Credentials-Endpunkt liefert nur Zugangsdaten von Rollen, die eingeschaltet sind.',
    remedy: remedy('Schalte die Rolle ein', format.call('assume', roleName, '--keep')),
  }),
  'person-away': ({ roleName, awayReason }, format) => ({
    title: `${roleName} ist freigegeben, solange du weg bist`,
    detail: `${deAbsences[awayReason]}. Laut Einstellungen sind Rollen so lange freigegeben, darum bekommen Programme keine Zugangsdaten.`,
    remedy: remedy('Die Rolle selbst annehmen', format.call('assume', roleName)),
  }),
  'endpoint-unavailable': ({ port, code }) => ({
    title: `Der Credentials-Endpunkt kann Port ${port} nicht benutzen`,
    detail:
      code === 'EADDRINUSE'
        ? 'Ein anderes Programm oder ein anderer Rolekeeper-Prozess benutzt diesen Port.'
        : `${deSystemSays(code)}.`,
    remedy: remedy('Wähle einen anderen Port, in den Einstellungen oder mit --port'),
  }),
  'clipboard-refused': () => ({
    title: 'Es wurde nichts in die Zwischenablage kopiert',
    detail:
      'Der Desktop lässt ein Programm nur in die Zwischenablage schreiben, solange sein Fenster den Fokus hat.',
    remedy: remedy('Klicke in das Fenster und kopiere noch einmal'),
  }),
  'page-not-opened': () => ({
    title: 'Kein Browser hat die Seite geöffnet',
    detail: 'Das System hat kein Programm für Webseiten, oder es ließ sich nicht starten.',
    remedy: remedy(
      'Wähle in den Systemeinstellungen einen Standardbrowser, dann versuche es erneut',
    ),
  }),
  'page-taken': () => ({
    title: 'Ein anderes Programm hat die Seite zuerst geöffnet',
    detail: 'Die einmalige Adresse der Seite war schon verbraucht, als der Browser sie abrief.',
    remedy: remedy(
      'Wenn du die Seite nicht geöffnet hast, gib die Rolle frei und versuche es erneut',
    ),
  }),
  'no-console': ({ roleName, why, partition }, format) => ({
    title:
      why === 'unavailable'
        ? 'Der Anmeldedienst von AWS ist nicht verfügbar'
        : `Die AWS-Konsole akzeptiert ${roleName} nicht`,
    detail: {
      'user-session':
        'Die Konsole akzeptiert Rollen und Berechtigungssätze, aber nicht die MFA-Sitzung eines IAM-Benutzers.',
      'other-server': 'Die Rolle verwendet einen anderen Server als AWS.',
      partition:
        partition === null
          ? 'Rolekeeper kennt die Partition im ARN oder in der Anmeldung der Rolle nicht.'
          : `AWS veröffentlicht keine Konsole für die Partition ${partition}.`,
      refused: 'AWS gibt für die Sitzung kein Anmelde-Token.',
      unavailable: 'Der Anmeldedienst von AWS hat mit einem Serverfehler geantwortet.',
    }[why],
    remedy: {
      'user-session': remedy(
        'Lege eine Rolle an, die der Benutzer annehmen darf, oder melde dich mit seinem Passwort an',
      ),
      'other-server': remedy('Öffne die eigene Konsole dieses Servers'),
      partition: remedy('Öffne die eigene Anmeldeseite deiner Partition'),
      refused: remedy(
        'Hole eine neue Sitzung und versuche es erneut',
        format.call('assume', roleName),
      ),
      unavailable: remedy('Versuche es in einer Minute erneut', format.call('console', roleName)),
    }[why],
  }),
} satisfies Partial<Words['failures']>;

const deAbsences: Readonly<Record<AwayReason, string>> = {
  lock: 'Der Bildschirm ist gesperrt',
  suspend: 'Der Computer ist im Ruhezustand',
  idle: 'Niemand benutzt den Computer',
};
