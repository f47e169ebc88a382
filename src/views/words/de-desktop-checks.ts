import type { CheckName } from '../../core/contract/check.ts';
import { joinParts, otherFacts, textOf } from './check-parts.ts';
import { deTrayHostRemedy } from './de-problems.ts';
import type { CheckFacts, CheckText } from './texts.ts';

const trayHosts: Readonly<Record<string, string>> = {
  present: 'werden gezeigt',
  none: 'werden nicht gezeigt: kein Programm dieses Desktops zeigt sie an',
  'no-desktop': 'nicht geprüft: keine Desktop-Sitzung',
  unknown: 'unbekannt: weder gdbus noch dbus-send noch busctl konnte den Sitzungsbus fragen',
};

const shellTroubles: Readonly<Record<string, string>> = {
  'no-shell': 'Keine Shell gefunden: Weder SHELL noch die Benutzertabelle nennt ein Programm',
  timeout: 'hat nicht innerhalb von 10 s geantwortet',
  'no-answer': 'hat sich ohne Antwort beendet',
};

type DesktopCheck = Extract<CheckName, 'shell-path' | 'tray-host' | 'second-file'>;

export const deDesktopChecks: Readonly<Record<DesktopCheck, (check: CheckFacts) => CheckText>> = {
  'shell-path': ({ facts }) => ({
    title: 'PATH der Anmelde-Shell',
    detail: joinParts(
      textOf(facts, 'shell'),
      shellTroubles[textOf(facts, 'why') ?? ''] ?? textOf(facts, 'why'),
      otherFacts(facts, 'shell', 'why'),
    ),
    remedy:
      textOf(facts, 'why') === null
        ? null
        : 'Rolekeeper findet Programme in Ordnern wie dem von Homebrew vielleicht nicht. ' +
          'Korrigiere die Startdateien der Shell und starte Rolekeeper neu.',
  }),
  'second-file': ({ facts }) => ({
    title: 'Zweite Credentials-Datei',
    detail: joinParts(
      textOf(facts, 'path'),
      facts['isOutdated'] === true ? 'hat noch nicht dieselben Sitzungen' : null,
      otherFacts(facts, 'path', 'isOutdated'),
    ),
    remedy: 'Starte die Anwendung, oder nimm eine Rolle an: Beides aktualisiert diese Datei.',
  }),
  'tray-host': ({ facts, level }) => ({
    title: 'Symbole im Infobereich des Desktops',
    detail: joinParts(
      trayHosts[textOf(facts, 'host') ?? ''] ?? textOf(facts, 'host'),
      textOf(facts, 'desktop') === null ? null : `(${String(facts['desktop'])})`,
      otherFacts(facts, 'host', 'desktop'),
    ),
    remedy: level === 'good' ? null : `${deTrayHostRemedy(textOf(facts, 'desktop'))}.`,
  }),
};
