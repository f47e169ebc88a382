import type { Shadowing } from '../../core/aws-config/shadowing.ts';
import { commandWord } from '../command-word.ts';
import { accessIn, joined, otherFacts, textOf, type Facts } from './check-parts.ts';
import { deShadowingText, deTrayHostRemedy } from './de-problems.ts';
import { deBrokenRules, deNotKept, deSystemSays, deAccessRemedy } from './de-rules.ts';
import type { CheckFacts, CheckText, Words } from './words.ts';

const brokenRule = (facts: Facts): string | null => {
  const rule = textOf(facts, 'rule');
  if (rule === null) return null;
  return `– Zeile ${textOf(facts, 'line') ?? '?'}: ${deBrokenRules[rule as keyof typeof deBrokenRules]}`;
};
const systemCode = (facts: Facts): string | null => {
  const code = textOf(facts, 'code');
  return code === null ? null : `– ${deSystemSays(code)}`;
};
const shadowingOf = (facts: Facts): string | null => {
  const { profile, by, effect } = facts;
  return typeof profile === 'string' && typeof by === 'string' && typeof effect === 'string'
    ? deShadowingText({ profile, by, effect } as Shadowing)
    : null;
};
const suggested = (facts: Facts): string => {
  const profile = textOf(facts, 'profile');
  return commandWord(profile === null ? null : `${profile}-rk`);
};
const sourceTroubles: Readonly<Record<string, string>> = {
  'source-missing': 'hat keine Zugangsdaten',
  'source-ambiguous': 'wird von mehr als einer Rolle geschrieben, und keine davon ist angenommen',
  'source-cycle': 'führt zu sich selbst zurück',
  'mfa-impossible': 'ist mit MFA nicht zu benutzen',
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
      otherFacts(facts, 'path', 'exists', 'rule', 'line', 'code'),
    ),
    remedy: level === 'good' ? null : remedy,
  });

export const deChecks = {
  clock: ({ facts, level }) => {
    const offset = facts['offsetMs'];
    return {
      title: 'Uhr',
      detail:
        typeof offset !== 'number'
          ? joined('noch nicht mit AWS verglichen', otherFacts(facts, 'offsetMs'))
          : joined(
              Math.abs(offset) < 1000
                ? 'wie die Uhr von AWS'
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
  'file-mode': ({ facts, level }) => {
    const [code, access] = [textOf(facts, 'code'), accessIn(facts)];
    if (code !== null && access !== null) {
      const { label, command } = deAccessRemedy(code, access) ?? { label: '', command: null };
      return {
        title: 'Wer die AWS-Dateien lesen und schreiben darf',
        detail: deSystemSays(code, access),
        remedy: command === null ? label : `${label}: ${command}`,
      };
    }
    return {
      title: 'Wer die AWS-Dateien lesen und schreiben darf',
      detail: joined(
        textOf(facts, 'path'),
        textOf(facts, 'mode'),
        otherFacts(facts, 'path', 'mode'),
      ),
      remedy:
        level === 'good'
          ? null
          : `Lass niemand anderen sie lesen: chmod 600 ${textOf(facts, 'path') ?? '~/.aws/credentials'}`,
    };
  },
  shadowing: ({ facts, level }) => ({
    title: 'Schlüssel, die andere verdecken',
    detail: joined(
      textOf(facts, 'role') === null ? null : `${String(facts['role'])}:`,
      shadowingOf(facts) ?? 'keine',
    ),
    remedy:
      level === 'bad'
        ? `Lass die Rolle in ein eigenes Profil schreiben: rolekeeper role set ${commandWord(textOf(facts, 'role'))} --profile ${suggested(facts)}`
        : null,
  }),
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
  endpoint: ({ facts, level }) => ({
    title: 'STS-Endpunkt',
    detail: joined(
      textOf(facts, 'role') === null ? null : `${String(facts['role'])}:`,
      textOf(facts, 'url') ?? 'der von AWS',
      otherFacts(facts, 'role', 'url'),
    ),
    remedy:
      level === 'good'
        ? null
        : 'Prüfe AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS und endpoint_url in der Config-Datei.',
  }),
  proxy: ({ facts, level }) => ({
    title: 'Proxyserver',
    detail: joined(textOf(facts, 'url') ?? 'keiner', otherFacts(facts, 'url')),
    remedy:
      level === 'good'
        ? null
        : 'Prüfe den Proxyserver in den Einstellungen, HTTPS_PROXY und NO_PROXY.',
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
      systemCode(facts),
      otherFacts(facts, 'path', 'code'),
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
  state: file(
    'Was Rolekeeper von seinen Sitzungen weiß',
    'Prüfe den Ordner, seine Rechte und den freien Platz.',
  ),
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
  source: ({ facts, level }) => ({
    title: 'Quellprofil',
    detail: joined(
      textOf(facts, 'role') === null ? null : `${String(facts['role'])}:`,
      textOf(facts, 'profile'),
      sourceTroubles[textOf(facts, 'trouble') ?? ''] ?? textOf(facts, 'trouble'),
      otherFacts(facts, 'role', 'profile', 'trouble', 'kind'),
    ),
    remedy:
      level === 'good'
        ? null
        : `Lege das Profil an (aws configure), oder wähle ein anderes: rolekeeper role set ${commandWord(textOf(facts, 'role'))} --source-profile PROFILE`,
  }),
  'tray-host': ({ facts, level }) => ({
    title: 'Symbole im Infobereich dieses Desktops',
    detail: joined(
      trayHosts[textOf(facts, 'host') ?? ''] ?? textOf(facts, 'host'),
      textOf(facts, 'desktop') === null ? null : `(${String(facts['desktop'])})`,
      otherFacts(facts, 'host', 'desktop'),
    ),
    remedy: level === 'good' ? null : `${deTrayHostRemedy(textOf(facts, 'desktop'))}.`,
  }),
} satisfies Words['checks'];

function leftoversIn(facts: Facts): string | null {
  const { leftovers } = facts;
  if (leftovers === undefined) return null;
  return leftovers === 1
    ? '1 unfertige Kopie eines beendeten Prozesses'
    : `${String(leftovers)} unfertige Kopien beendeter Prozesse`;
}
