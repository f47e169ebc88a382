import { accessIn, joined, otherFacts, textOf, type Facts } from './check-parts.ts';
import { deTrayHostRemedy } from './de-problems.ts';
import { deBrokenRules, deNotKept, deSystemSays, deAccessRemedy } from './de-rules.ts';
import { deRoleChecks } from './de-role-checks.ts';
import type { CheckFacts, CheckText } from './texts.ts';
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
const unlockKeychain =
  'Richte einen Schlüsselbund ein und entsperre ihn (unter Linux GNOME Keyring, KWallet oder KeePassXC), oder gib nach jedem Start einen Code ein.';
const trayHosts: Readonly<Record<string, string>> = {
  there: 'werden gezeigt',
  none: 'werden nicht gezeigt: kein Programm bietet ihnen Platz',
  'no-desktop': 'nicht angesehen: hier läuft kein Desktop',
  unknown: 'nicht bekannt: weder gdbus noch dbus-send noch busctl konnte den Sitzungsbus fragen',
};

const file =
  (title: string, remedy: string) =>
  ({ facts, level }: CheckFacts): CheckText => ({
    title,
    detail: joined(
      textOf(facts, 'path'),
      facts['exists'] === false ? '(noch nicht da)' : null,
      brokenRule(facts),
      systemCode(facts),
      moreLines(facts),
      otherFacts(facts, 'path', 'exists', 'rule', 'line', 'code', 'more'),
    ),
    remedy: level === 'good' ? null : remedy,
  });

const folderRemedy =
  'Gib dir das Recht, diesen Ordner zu schreiben, oder nenne andere Dateien in den Einstellungen.';

export const deChecks: Words['checks'] = {
  ...deRoleChecks,
  'ignored-section': ({ facts }) => ({
    title: 'Abschnitt ohne Wirkung',
    detail: joined(
      textOf(facts, 'path'),
      `– Zeile ${textOf(facts, 'line') ?? '?'}: [${textOf(facts, 'section') ?? ''}]`,
      'ist kein Abschnitt, den AWS-Werkzeuge aus dieser Datei lesen',
      otherFacts(facts, 'path', 'line', 'section', 'better'),
    ),
    remedy:
      textOf(facts, 'better') === null
        ? 'Lege ihn in die Config-Datei, oder schreib [profile NAME].'
        : `Schreib stattdessen [${String(facts['better'])}].`,
  }),
  clock: ({ facts, level }) => {
    const offset = facts['offsetMs'];
    return {
      title: 'Uhr',
      detail:
        typeof offset !== 'number'
          ? joined('jetzt nicht mit AWS verglichen', otherFacts(facts, 'offsetMs'))
          : joined(
              Math.abs(offset) < 1000
                ? 'im Gleichlauf mit AWS'
                : `geht gegenüber AWS ${(Math.abs(offset) / 1000).toFixed(1)} s ${offset > 0 ? 'nach' : 'vor'}`,
              otherFacts(facts, 'offsetMs', 'measuredAt'),
            ),
      remedy:
        level === 'good'
          ? null
          : 'Stell die Uhr dieses Computers, oder lass sie aus dem Netz stellen.',
    };
  },
  'credentials-file': file(
    'Credentials-Datei',
    'Berichtige diese Zeile in einem Editor, oder lege eine Sicherung zurück: rolekeeper restore --list',
  ),
  'config-file': file('Config-Datei', 'Berichtige die Datei oder das Recht, sie zu lesen.'),
  mount: ({ facts }) => ({
    title: 'Einbindung der Credentials-Datei',
    detail: joined(
      textOf(facts, 'path'),
      'ist für sich eingebunden: eine neue Datei, die ein anderes Programm dorthin legt, ist auf der anderen Seite nicht zu sehen',
      otherFacts(facts, 'path'),
    ),
    remedy: 'Binde statt der Datei den Ordner ein, etwa docker run -v ~/.aws:/root/.aws',
  }),
  'home-folder': ({ facts }) => ({
    title: 'Home-Ordner',
    detail: joined(
      `HOME ist ${textOf(facts, 'home') ?? '?'}, USERPROFILE ist ${textOf(facts, 'userProfile') ?? '?'}: manche Programme lesen die AWS-Dateien unter dem einen, manche unter dem anderen`,
      otherFacts(facts, 'home', 'userProfile'),
    ),
    remedy:
      'Setze HOME auf denselben Ordner, oder nenne die Dateien in AWS_SHARED_CREDENTIALS_FILE und AWS_CONFIG_FILE.',
  }),
  'file-mode': ({ facts, level }) => {
    const [code, access] = [textOf(facts, 'code'), accessIn(facts)];
    if (code !== null && access !== null) {
      const { label, command } = deAccessRemedy(code, access) ?? {
        label: folderRemedy,
        command: null,
      };
      return {
        title: 'Wer die AWS-Dateien lesen und schreiben darf',
        // Rolekeeper's own refusals name the path; the system's codes do not.
        detail: joined(/^E[A-Z]/.test(code) ? `${access.path}:` : null, deSystemSays(code, access)),
        remedy: command === null ? label : `${label}: ${command}`,
      };
    }
    return {
      title: 'Wer die AWS-Dateien lesen und schreiben darf',
      detail: joined(
        textOf(facts, 'path'),
        textOf(facts, 'mode'),
        facts['exists'] === false ? '(noch nicht da)' : null,
        otherFacts(facts, 'path', 'mode', 'exists'),
      ),
      remedy:
        level === 'good'
          ? null
          : `Lass niemand anderen sie lesen: chmod 600 ${textOf(facts, 'path') ?? '~/.aws/credentials'}`,
    };
  },
  environment: ({ facts, level }) => ({
    title: 'Umgebung',
    detail:
      level === 'good'
        ? 'nichts darin verdeckt ein Profil'
        : Object.entries(facts)
            .map(([name, value]) =>
              value === 'set' ? `${name} ist gesetzt` : `${name}=${String(value)}`,
            )
            .join(', '),
    remedy:
      level === 'good'
        ? null
        : 'Werkzeuge folgen diesen Variablen statt einem Profil: entferne sie, oder gib jedem Befehl sein --profile.',
  }),
  proxy: ({ facts, level }) => ({
    title: 'Proxyserver',
    detail: joined(
      textOf(facts, 'url') ?? 'keiner',
      textOf(facts, 'host') === null ? null : `zu ${String(facts['host'])}`,
      otherFacts(facts, 'url', 'host'),
    ),
    remedy:
      level === 'good'
        ? null
        : 'Prüfe den Proxyserver in den Einstellungen, HTTPS_PROXY, NO_PROXY und den des Systems.',
  }),
  'proxy-user': () => ({
    title: 'Passwort des Proxyservers',
    detail:
      'settings.json enthält Benutzer oder Passwort des Proxyservers und ist nicht verschlüsselt',
    remedy:
      'Entferne es aus dem Proxyserver in den Einstellungen. Setze stattdessen HTTPS_PROXY in der Umgebung oder den Proxyserver des Betriebssystems.',
  }),
  ca: ({ facts, level }) => ({
    title: 'Zertifikate',
    detail: joined(
      textOf(facts, 'path') ?? 'die des Systems',
      textOf(facts, 'profile') === null ? null : `(ca_bundle von ${String(facts['profile'])})`,
      textOf(facts, 'code') === 'no-certificate'
        ? '– sie enthält kein Zertifikat, oder eines, das nicht zu lesen ist'
        : systemCode(facts),
      otherFacts(facts, 'path', 'profile', 'code'),
    ),
    remedy:
      level === 'good'
        ? null
        : 'Prüfe die Zertifikate in den Einstellungen, AWS_CA_BUNDLE und ca_bundle in der Config-Datei.',
  }),
  tls: ({ level }) => ({
    title: 'Prüfung der Zertifikate',
    detail:
      level === 'good'
        ? 'an'
        : 'NODE_TLS_REJECT_UNAUTHORIZED=0 ist gesetzt: Rolekeeper beachtet es nicht, andere Node-Programme vertrauen jedem Server',
    remedy:
      level === 'good'
        ? null
        : 'Entferne NODE_TLS_REJECT_UNAUTHORIZED. Nenne Firmenzertifikate in AWS_CA_BUNDLE.',
  }),
  settings: file(
    'Einstellungen',
    'Gib dir das Recht, sie zu lesen und zu schreiben, oder lege die beiseitegelegte Datei zurück.',
  ),
  state: file('Sitzungsdatenbank', 'Prüfe den Ordner, seine Rechte und den freien Platz.'),
  backups: ({ facts }) => ({
    title: 'Sicherungen',
    detail: joined(
      textOf(facts, 'path'),
      facts['files'] === undefined ? null : `(${String(facts['files'])})`,
      leftoversIn(facts),
      otherFacts(facts, 'path', 'files', 'leftovers'),
    ),
    remedy:
      facts['leftovers'] === undefined
        ? null
        : 'Der nächste Schreibvorgang oder das nächste Löschen entfernt sie.',
  }),
  keychain: ({ facts }) => {
    const where = textOf(facts, 'where');
    const trouble = deNotKept[where as keyof typeof deNotKept] as string | undefined;
    return {
      title: 'MFA-Sitzungen',
      detail:
        where === 'keychain'
          ? 'überdauern einen Neustart, verschlüsselt mit einem Schlüssel aus dem Schlüsselbund des Systems'
          : (trouble ?? 'enden mit dem Prozess, der nach dem Code gefragt hat'),
      remedy:
        where === 'memory-no-keychain' || where === 'memory-constant-key' ? unlockKeychain : null,
    };
  },
  'tray-host': ({ facts, level }) => ({
    title: 'Symbole im Infobereich dieses Desktops',
    detail: joined(
      trayHosts[textOf(facts, 'host') ?? ''] ?? textOf(facts, 'host'),
      textOf(facts, 'desktop') === null ? null : `(${String(facts['desktop'])})`,
      otherFacts(facts, 'host', 'desktop'),
    ),
    remedy: level === 'good' ? null : `${deTrayHostRemedy(textOf(facts, 'desktop'))}.`,
  }),
};

function leftoversIn(facts: Facts): string | null {
  const { leftovers } = facts;
  if (leftovers === undefined) return null;
  return leftovers === 1
    ? '1 unfertige Kopie eines beendeten Prozesses'
    : `${String(leftovers)} unfertige Kopien beendeter Prozesse`;
}

function moreLines(facts: Facts): string | null {
  const { more } = facts;
  if (typeof more !== 'number') return null;
  return more === 1 ? '(1 weitere Zeile ist falsch)' : `(${more} weitere Zeilen sind falsch)`;
}
