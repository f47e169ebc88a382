import type { Shadowing } from '../../core/roles/profiles/profiles.ts';
import { deShadowingText, deTrayHostRemedy } from './de-problems.ts';
import { deBrokenRules, deNotKept, deSystemSays } from './de-rules.ts';
import type { CheckFacts, CheckText, Words } from './words.ts';

type Facts = CheckFacts['facts'];

const text = (facts: Facts, name: string): string | null => {
  const value = facts[name];
  return value === undefined || value === null ? null : String(value);
};
const join = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' ');
/** What no word was written for, so that no fact gets lost. */
const others = (facts: Facts, ...said: readonly string[]): string =>
  Object.entries(facts)
    .filter(([name, value]) => !said.includes(name) && value !== null)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
const brokenRule = (facts: Facts): string | null => {
  const rule = text(facts, 'rule');
  if (rule === null) return null;
  return `– Zeile ${text(facts, 'line') ?? '?'}: ${deBrokenRules[rule as keyof typeof deBrokenRules]}`;
};
const systemCode = (facts: Facts): string | null => {
  const code = text(facts, 'code');
  return code === null ? null : `– ${deSystemSays(code)}`;
};
const shadowingOf = (facts: Facts): string | null => {
  const { profile, by, effect } = facts;
  return typeof profile === 'string' && typeof by === 'string' && typeof effect === 'string'
    ? deShadowingText({ profile, by, effect } as Shadowing)
    : null;
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
  ({ facts, verdict }: CheckFacts): CheckText => ({
    title,
    detail: join(
      text(facts, 'path'),
      facts['exists'] === false ? '(noch nicht da)' : null,
      brokenRule(facts),
      systemCode(facts),
      others(facts, 'path', 'exists', 'rule', 'line', 'code'),
    ),
    remedy: verdict === 'good' ? null : remedy,
  });

export const deChecks = {
  clock: ({ facts, verdict }) => {
    const offset = facts['offsetMs'];
    return {
      title: 'Uhr',
      detail:
        typeof offset !== 'number'
          ? join('noch nicht mit AWS verglichen', others(facts, 'offsetMs'))
          : join(
              Math.abs(offset) < 1000
                ? 'wie die Uhr von AWS'
                : `geht gegenüber AWS ${(Math.abs(offset) / 1000).toFixed(1)} s ${offset > 0 ? 'nach' : 'vor'}`,
              others(facts, 'offsetMs', 'measuredAt'),
            ),
      remedy: verdict === 'good' ? null : 'Stell die Uhr dieses Computers, oder lass sie aus dem Netz stellen.',
    };
  },
  'credentials-file': file(
    'Credentials-Datei',
    'Berichtige diese Zeile in einem Editor, oder lege eine Sicherung zurück: rolekeeper restore --list',
  ),
  'config-file': file('Config-Datei', 'Berichtige die Datei oder das Recht, sie zu lesen.'),
  'file-mode': ({ facts, verdict }) => ({
    title: 'Wer die Credentials-Datei lesen darf',
    detail: join(text(facts, 'path'), text(facts, 'mode'), others(facts, 'path', 'mode')),
    remedy:
      verdict === 'good'
        ? null
        : `Lass niemand anderen sie lesen: chmod 600 ${text(facts, 'path') ?? '~/.aws/credentials'}`,
  }),
  shadowing: ({ facts, verdict }) => ({
    title: 'Schlüssel, die andere verdecken',
    detail: join(text(facts, 'role') === null ? null : `${String(facts['role'])}:`, shadowingOf(facts) ?? 'keine'),
    remedy:
      verdict === 'bad'
        ? `Lass die Rolle in ein eigenes Profil schreiben: rolekeeper role set ${text(facts, 'role') ?? 'NAME'} --profile ${text(facts, 'profile') ?? 'NAME'}-rk`
        : null,
  }),
  environment: ({ facts, verdict }) => ({
    title: 'Umgebung',
    detail:
      verdict === 'good'
        ? 'nichts darin verdeckt ein Profil'
        : Object.entries(facts)
            .map(([name, value]) => (value === 'set' ? `${name} ist gesetzt` : `${name}=${String(value)}`))
            .join(', '),
    remedy:
      verdict === 'good'
        ? null
        : 'Werkzeuge folgen diesen Variablen statt einem Profil: entferne sie, oder gib jedem Befehl sein --profile.',
  }),
  endpoint: ({ facts, verdict }) => ({
    title: 'STS-Endpunkt',
    detail: join(
      text(facts, 'role') === null ? null : `${String(facts['role'])}:`,
      text(facts, 'url') ?? 'der von AWS',
      others(facts, 'role', 'url'),
    ),
    remedy:
      verdict === 'good' ? null : 'Prüfe AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS und endpoint_url in der Config-Datei.',
  }),
  proxy: ({ facts, verdict }) => ({
    title: 'Proxyserver',
    detail: join(text(facts, 'url') ?? 'keiner', others(facts, 'url')),
    remedy: verdict === 'good' ? null : 'Prüfe den Proxyserver in den Einstellungen, HTTPS_PROXY und NO_PROXY.',
  }),
  ca: ({ facts, verdict }) => ({
    title: 'Zertifikate',
    detail: join(text(facts, 'path') ?? 'die des Systems', systemCode(facts), others(facts, 'path', 'code')),
    remedy:
      verdict === 'good'
        ? null
        : 'Prüfe die Zertifikate in den Einstellungen, AWS_CA_BUNDLE und ca_bundle in der Config-Datei.',
  }),
  settings: file(
    'Einstellungen',
    'Gib dir das Recht, sie zu lesen und zu schreiben, oder lege die beiseitegelegte Datei zurück.',
  ),
  state: file('Was Rolekeeper von seinen Sitzungen weiß', 'Prüfe den Ordner, seine Rechte und den freien Platz.'),
  backups: ({ facts }) => ({
    title: 'Sicherungen',
    detail: join(
      text(facts, 'path'),
      facts['files'] === undefined ? null : `(${String(facts['files'])})`,
      others(facts, 'path', 'files'),
    ),
    remedy: null,
  }),
  keychain: ({ facts }) => {
    const where = text(facts, 'where');
    const trouble = deNotKept[where as keyof typeof deNotKept] as string | undefined;
    return {
      title: 'MFA-Sitzungen',
      detail:
        where === 'keychain'
          ? 'überdauern einen Neustart, verschlüsselt mit einem Schlüssel aus dem Schlüsselbund des Systems'
          : (trouble ?? 'enden mit dem Prozess, der nach dem Code gefragt hat'),
      remedy: where === 'memory-no-keychain' || where === 'memory-constant-key' ? unlockKeychain : null,
    };
  },
  source: ({ facts, verdict }) => ({
    title: 'Quellprofil',
    detail: join(
      text(facts, 'role') === null ? null : `${String(facts['role'])}:`,
      text(facts, 'profile'),
      sourceTroubles[text(facts, 'trouble') ?? ''] ?? text(facts, 'trouble'),
      others(facts, 'role', 'profile', 'trouble', 'kind'),
    ),
    remedy:
      verdict === 'good'
        ? null
        : `Lege das Profil an (aws configure), oder wähle ein anderes: rolekeeper role set ${text(facts, 'role') ?? 'NAME'} --source-profile PROFILE`,
  }),
  'tray-host': ({ facts, verdict }) => ({
    title: 'Symbole im Infobereich dieses Desktops',
    detail: join(
      trayHosts[text(facts, 'host') ?? ''] ?? text(facts, 'host'),
      text(facts, 'desktop') === null ? null : `(${String(facts['desktop'])})`,
      others(facts, 'host', 'desktop'),
    ),
    remedy: verdict === 'good' ? null : `${deTrayHostRemedy(text(facts, 'desktop'))}.`,
  }),
} satisfies Words['checks'];
