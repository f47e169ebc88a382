import { joinParts, otherFacts, textOf, type Facts } from './check-parts.ts';
import { deBrokenRules, deNotKept, deSystemSays } from './de-rules.ts';
import { deDesktopChecks } from './de-desktop-checks.ts';
import { deFileMode } from './de-file-mode.ts';
import { deRoleChecks } from './de-role-checks.ts';
import { remedy } from './de-failure-parts.ts';
import type { CheckFacts, CheckText, Remedy } from './texts.ts';
import type { Words } from './words.ts';

const brokenRule = (facts: Facts): string | null => {
  const rule = textOf(facts, 'rule');
  if (rule === null) return null;
  return `– Zeile ${textOf(facts, 'line') ?? '?'}: ${deBrokenRules[rule as keyof typeof deBrokenRules]}`;
};
const systemCode = (facts: Facts): string | null => {
  const code = textOf(facts, 'code');
  return code === null ? null : `– ${deSystemSays(code)}`;
};
const keychainRemedies: Readonly<Record<string, string>> = {
  'memory-no-keychain':
    'Richte einen Schlüsselbund ein (unter Linux GNOME Keyring, KWallet oder KeePassXC). Ohne ihn fragt jeder Prozess nach einem eigenen MFA-Code.',
  'memory-denied': 'Entsperre den Schlüsselbund, und erlaube den Zugriff, wenn das System fragt.',
  'memory-no-answer':
    'Entsperre den Schlüsselbund. Wenn er kein Fenster zeigt, starte seinen Dienst neu.',
};

const file =
  (title: string, remedy: Remedy | string) =>
  ({ facts, level }: CheckFacts): CheckText => ({
    title,
    detail: joinParts(
      textOf(facts, 'path'),
      facts['exists'] === false ? '(noch nicht vorhanden)' : null,
      brokenRule(facts),
      systemCode(facts),
      moreLines(facts),
      otherFacts(facts, 'path', 'exists', 'rule', 'line', 'code', 'more'),
    ),
    remedy: level === 'good' ? null : remedy,
  });

export const deChecks: Words['checks'] = {
  ...deRoleChecks,
  ...deDesktopChecks,
  'ignored-section': ({ facts }) => ({
    title: 'Abschnitt ohne Wirkung',
    detail: joinParts(
      textOf(facts, 'path'),
      `– Zeile ${textOf(facts, 'line') ?? '?'}: [${textOf(facts, 'section') ?? ''}]`,
      'ist ein Abschnitt, den AWS-Werkzeuge in dieser Datei ignorieren',
      otherFacts(facts, 'path', 'line', 'section', 'better'),
    ),
    remedy:
      textOf(facts, 'better') === null
        ? 'Verschiebe ihn in die Config-Datei, oder benenne ihn um.'
        : `Schreibe stattdessen [${String(facts['better'])}].`,
  }),
  clock: ({ facts, level }) => {
    const offset = facts['offsetMs'];
    return {
      title: 'Uhr',
      detail:
        typeof offset !== 'number'
          ? joinParts('nicht mit AWS verglichen', otherFacts(facts, 'offsetMs'))
          : joinParts(
              Math.abs(offset) < 1000
                ? 'stimmt mit AWS überein'
                : `geht gegenüber AWS ${(Math.abs(offset) / 1000).toFixed(1)} s ${offset > 0 ? 'nach' : 'vor'}`,
              otherFacts(facts, 'offsetMs', 'measuredAt'),
            ),
      remedy:
        level === 'good'
          ? null
          : 'Stelle die Uhr dieses Computers richtig, oder schalte die automatische Zeiteinstellung ein.',
    };
  },
  'credentials-file': file(
    'Credentials-Datei',
    remedy(
      'Korrigiere die Zeile in einem Editor, oder stelle eine Sicherung wieder her',
      'rolekeeper restore --list',
    ),
  ),
  'config-file': file('Config-Datei', 'Korrigiere die Datei oder ihre Rechte.'),
  mount: ({ facts }) => ({
    title: 'Einbindung der Credentials-Datei',
    detail: joinParts(
      textOf(facts, 'path'),
      'ist als einzelne Datei eingebunden. Wenn ein anderes Programm sie ersetzt, sehen Computer und Container nicht mehr dieselbe Datei',
      otherFacts(facts, 'path'),
    ),
    remedy: 'Binde statt der Datei den Ordner ein: docker run -v ~/.aws:/root/.aws',
  }),
  'home-folder': ({ facts }) => ({
    title: 'Home-Ordner',
    detail: joinParts(
      `HOME ist ${textOf(facts, 'home') ?? '?'}, USERPROFILE ist ${textOf(facts, 'userProfile') ?? '?'}: manche Programme lesen die AWS-Dateien im einen, manche im anderen`,
      otherFacts(facts, 'home', 'userProfile'),
    ),
    remedy:
      'Setze HOME auf den Ordner in USERPROFILE, oder setze AWS_SHARED_CREDENTIALS_FILE und AWS_CONFIG_FILE auf die Pfade der Dateien.',
  }),
  'file-mode': deFileMode,
  environment: ({ facts, level }) => ({
    title: 'Umgebung',
    detail:
      level === 'good'
        ? 'keine Variable verdeckt ein Profil'
        : Object.entries(facts)
            .map(([name, value]) =>
              value === 'set' ? `${name} ist gesetzt` : `${name}=${String(value)}`,
            )
            .join(', '),
    remedy:
      level === 'good'
        ? null
        : 'Werkzeuge nutzen diese Variablen statt eines Profils. Entferne sie, oder gib in jedem Befehl --profile an.',
  }),
  proxy: ({ facts, level }) => ({
    title: 'Proxy',
    detail: joinParts(
      textOf(facts, 'url') ?? 'keiner',
      textOf(facts, 'host') === null ? null : `zu ${String(facts['host'])}`,
      otherFacts(facts, 'url', 'host'),
    ),
    remedy:
      level === 'good'
        ? null
        : 'Prüfe den Proxy in den Einstellungen, HTTPS_PROXY, NO_PROXY und den des Systems.',
  }),
  'proxy-user': () => ({
    title: 'Passwort des Proxys',
    detail: 'settings.json enthält Benutzer oder Passwort des Proxys und ist nicht verschlüsselt',
    remedy:
      'Entferne es aus dem Proxy in den Einstellungen. Setze stattdessen HTTPS_PROXY in der Umgebung oder den Proxy des Betriebssystems.',
  }),
  ca: ({ facts, level }) => ({
    title: 'Zertifikate',
    detail: joinParts(
      textOf(facts, 'path') ?? 'die des Systems',
      textOf(facts, 'profile') === null ? null : `(ca_bundle von ${String(facts['profile'])})`,
      textOf(facts, 'code') === 'no-certificate'
        ? '– die Datei enthält kein Zertifikat oder ein unlesbares'
        : systemCode(facts),
      otherFacts(facts, 'path', 'profile', 'code'),
    ),
    remedy:
      level === 'good'
        ? null
        : 'Prüfe die Zertifikate in den Einstellungen, AWS_CA_BUNDLE und ca_bundle in der Config-Datei.',
  }),
  tls: ({ level }) => ({
    title: 'Zertifikatsprüfung',
    detail:
      level === 'good'
        ? 'an'
        : 'NODE_TLS_REJECT_UNAUTHORIZED=0 ist gesetzt: Rolekeeper ignoriert das, aber andere Node-Programme vertrauen jedem Server',
    remedy:
      level === 'good'
        ? null
        : 'Entferne NODE_TLS_REJECT_UNAUTHORIZED. Setze AWS_CA_BUNDLE auf die PEM-Datei mit den Zertifikaten deiner Firma.',
  }),
  settings: file(
    'Einstellungen',
    'Gib dir das Lese- und Schreibrecht, oder stelle die beiseitegelegte Datei wieder her.',
  ),
  state: (check) =>
    file(
      'Sitzungsdatenbank',
      check.facts['fileSystem'] === undefined
        ? 'Prüfe den Ordner, seine Rechte und den freien Speicherplatz.'
        : 'Auf einem Netzwerk-Dateisystem funktionieren Sperren nur, wenn der Server sie unterstützt. Setze ROLEKEEPER_HOME auf einen lokalen Ordner.',
    )(check),
  backups: ({ facts }) => ({
    title: 'Sicherungen',
    detail: joinParts(
      textOf(facts, 'path'),
      facts['files'] === undefined ? null : `(${String(facts['files'])})`,
      leftoversIn(facts),
      otherFacts(facts, 'path', 'files', 'leftovers'),
    ),
    remedy:
      facts['leftovers'] === undefined
        ? null
        : 'Rolekeeper entfernt sie, wenn es das nächste Mal die Credentials-Datei schreibt oder Sicherungen löscht.',
  }),
  keychain: ({ facts }) => {
    const where = textOf(facts, 'where');
    const trouble = deNotKept[where as keyof typeof deNotKept] as string | undefined;
    return {
      title: 'MFA-Sitzungen',
      detail:
        where === 'keychain'
          ? 'gelten für Terminal und Anwendung, geschützt durch den Schlüsselbund des Systems'
          : (trouble ?? 'enden mit dem Prozess, der nach dem Code gefragt hat'),
      remedy: keychainRemedies[where ?? ''] ?? null,
    };
  },
};

function leftoversIn(facts: Facts): string | null {
  const { leftovers } = facts;
  if (leftovers === undefined) return null;
  return leftovers === 1
    ? '1 unfertige Kopie eines abgebrochenen Prozesses'
    : `${String(leftovers)} unfertige Kopien abgebrochener Prozesse`;
}

function moreLines(facts: Facts): string | null {
  const { more } = facts;
  if (typeof more !== 'number') return null;
  return more === 1
    ? '(1 weitere Zeile ist fehlerhaft)'
    : `(${more} weitere Zeilen sind fehlerhaft)`;
}
