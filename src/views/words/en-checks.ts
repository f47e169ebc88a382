import type { Shadowing } from '../../core/aws-config/shadowing.ts';
import { commandWord } from '../command-word.ts';
import { accessIn, joined, otherFacts, textOf, type Facts } from './check-parts.ts';
import { shadowingText, trayHostRemedy } from './en-problems.ts';
import { enBrokenRules, enNotKept, systemSays, accessRemedy } from './en-rules.ts';
import type { CheckFacts, CheckText, Words } from './words.ts';

const brokenRule = (facts: Facts): string | null => {
  const rule = textOf(facts, 'rule');
  if (rule === null) return null;
  return `- line ${textOf(facts, 'line') ?? '?'}: ${enBrokenRules[rule as keyof typeof enBrokenRules]}`;
};
const systemCode = (facts: Facts): string | null => {
  const code = textOf(facts, 'code');
  return code === null ? null : `- ${systemSays(code)}`;
};

const shadowingOf = (facts: Facts): string | null => {
  const { profile, by, effect } = facts;
  return typeof profile === 'string' && typeof by === 'string' && typeof effect === 'string'
    ? shadowingText({ profile, by, effect } as Shadowing)
    : null;
};
const suggested = (facts: Facts): string => {
  const profile = textOf(facts, 'profile');
  return commandWord(profile === null ? null : `${profile}-rk`);
};
const sourceTroubles: Readonly<Record<string, string>> = {
  'source-missing': 'has no credentials',
  'source-ambiguous': 'is written by more than one role, and none of them is assumed',
  'source-cycle': 'leads back to itself',
  'mfa-impossible': 'cannot be used with MFA',
};

const enUnlockKeychain =
  'Set up and unlock a keychain (on Linux GNOME Keyring, KWallet or KeePassXC), or give a code after each start.';
const trayHosts: Readonly<Record<string, string>> = {
  there: 'shown',
  none: 'not shown: no program offers a place for them',
  'no-desktop': 'not looked at: no desktop session here',
  unknown: 'not known: neither gdbus, dbus-send nor busctl could ask the session bus',
};

const file =
  (title: string, remedy: string) =>
  ({ facts, level }: CheckFacts): CheckText => ({
    title,
    detail: joined(
      textOf(facts, 'path'),
      facts['exists'] === false ? '(not there yet)' : null,
      brokenRule(facts),
      systemCode(facts),
      otherFacts(facts, 'path', 'exists', 'rule', 'line', 'code'),
    ),
    remedy: level === 'good' ? null : remedy,
  });

export const enChecks = {
  clock: ({ facts, level }) => {
    const offset = facts['offsetMs'];
    return {
      title: 'Clock',
      detail:
        typeof offset !== 'number'
          ? joined('not compared with AWS yet', otherFacts(facts, 'offsetMs'))
          : joined(
              Math.abs(offset) < 1000
                ? 'as the clock of AWS'
                : `${(Math.abs(offset) / 1000).toFixed(1)} s ${offset > 0 ? 'behind' : 'ahead of'} the clock of AWS`,
              otherFacts(facts, 'offsetMs', 'measuredAt'),
            ),
      remedy:
        level === 'good'
          ? null
          : 'Set the clock of this computer, or let it be set from the network.',
    };
  },
  'credentials-file': file(
    'Credentials file',
    'Correct that line in an editor, or put a backup back: rolekeeper restore --list',
  ),
  'config-file': file('Config file', 'Correct the file, or the right to read it.'),
  'file-mode': ({ facts, level }) => {
    const [code, access] = [textOf(facts, 'code'), accessIn(facts)];
    if (code !== null && access !== null) {
      const { label, command } = accessRemedy(code, access) ?? { label: '', command: null };
      return {
        title: 'Who can read and write the AWS files',
        detail: systemSays(code, access),
        remedy: command === null ? label : `${label}: ${command}`,
      };
    }
    return {
      title: 'Who can read and write the AWS files',
      detail: joined(
        textOf(facts, 'path'),
        textOf(facts, 'mode'),
        otherFacts(facts, 'path', 'mode'),
      ),
      remedy:
        level === 'good'
          ? null
          : `Let nobody else read it: chmod 600 ${textOf(facts, 'path') ?? '~/.aws/credentials'}`,
    };
  },
  shadowing: ({ facts, level }) => ({
    title: 'Keys that hide other keys',
    detail: joined(
      textOf(facts, 'role') === null ? null : `${String(facts['role'])}:`,
      shadowingOf(facts) ?? 'none',
    ),
    remedy:
      level === 'bad'
        ? `Let the role write to a profile of its own: rolekeeper role set ${commandWord(textOf(facts, 'role'))} --profile ${suggested(facts)}`
        : null,
  }),
  environment: ({ facts, level }) => ({
    title: 'Environment',
    detail:
      level === 'good'
        ? 'nothing in it hides a profile'
        : Object.entries(facts)
            .map(([name, value]) =>
              value === 'set' ? `${name} is set` : `${name}=${String(value)}`,
            )
            .join(', '),
    remedy:
      level === 'good'
        ? null
        : 'Tools follow these instead of a profile: unset them, or give every command its --profile.',
  }),
  endpoint: ({ facts, level }) => ({
    title: 'STS endpoint',
    detail: joined(
      textOf(facts, 'role') === null ? null : `${String(facts['role'])}:`,
      textOf(facts, 'url') ?? "AWS's own",
      otherFacts(facts, 'role', 'url'),
    ),
    remedy:
      level === 'good'
        ? null
        : 'Check AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS and endpoint_url in the config file.',
  }),
  proxy: ({ facts, level }) => ({
    title: 'Proxy',
    detail: joined(textOf(facts, 'url') ?? 'none', otherFacts(facts, 'url')),
    remedy: level === 'good' ? null : 'Check the proxy in the settings, HTTPS_PROXY and NO_PROXY.',
  }),
  'proxy-user': () => ({
    title: 'Proxy password',
    detail: 'settings.json holds a user or password of the proxy, and is not encrypted',
    remedy:
      'Remove it from the proxy in the settings. Set HTTPS_PROXY in the environment, or the proxy of the operating system, instead.',
  }),
  ca: ({ facts, level }) => ({
    title: 'Certificates',
    detail: joined(
      textOf(facts, 'path') ?? "the system's",
      systemCode(facts),
      otherFacts(facts, 'path', 'code'),
    ),
    remedy:
      level === 'good'
        ? null
        : 'Check the certificates in the settings, AWS_CA_BUNDLE and ca_bundle in the config file.',
  }),
  tls: ({ level }) => ({
    title: 'Certificate checks',
    detail:
      level === 'good'
        ? 'on'
        : 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: Rolekeeper ignores it, other programs on Node trust any server',
    remedy:
      level === 'good'
        ? null
        : 'Unset NODE_TLS_REJECT_UNAUTHORIZED. Name company certificates in AWS_CA_BUNDLE.',
  }),
  settings: file(
    'Settings',
    'Give yourself the right to read and write it, or put back the file that was set aside.',
  ),
  state: file(
    "Rolekeeper's memory of its sessions",
    'Check the folder, its rights and the room on the disk.',
  ),
  backups: ({ facts }) => ({
    title: 'Backups',
    detail: joined(
      textOf(facts, 'path'),
      facts['files'] === undefined ? null : `(${String(facts['files'])})`,
      leftoversIn(facts),
      otherFacts(facts, 'path', 'files', 'leftovers'),
    ),
    remedy: facts['leftovers'] === undefined ? null : 'The next write or purge removes them.',
  }),
  keychain: ({ facts }) => {
    const where = textOf(facts, 'where');
    const trouble = enNotKept[where as keyof typeof enNotKept] as string | undefined;
    return {
      title: 'MFA sessions',
      detail:
        where === 'keychain'
          ? "kept over a restart, encrypted with a key of the system's keychain"
          : (trouble ?? 'end with the process that asked for the code'),
      remedy:
        where === 'memory-no-keychain' || where === 'memory-constant-key' ? enUnlockKeychain : null,
    };
  },
  source: ({ facts, level }) => ({
    title: 'Source profile',
    detail: joined(
      textOf(facts, 'role') === null ? null : `${String(facts['role'])}:`,
      textOf(facts, 'profile'),
      sourceTroubles[textOf(facts, 'trouble') ?? ''] ?? textOf(facts, 'trouble'),
      otherFacts(facts, 'role', 'profile', 'trouble', 'kind'),
    ),
    remedy:
      level === 'good'
        ? null
        : `Create the profile (aws configure), or choose another: rolekeeper role set ${commandWord(textOf(facts, 'role'))} --source-profile PROFILE`,
  }),
  'tray-host': ({ facts, level }) => ({
    title: 'Tray icons on this desktop',
    detail: joined(
      trayHosts[textOf(facts, 'host') ?? ''] ?? textOf(facts, 'host'),
      textOf(facts, 'desktop') === null ? null : `(${String(facts['desktop'])})`,
      otherFacts(facts, 'host', 'desktop'),
    ),
    remedy: level === 'good' ? null : `${trayHostRemedy(textOf(facts, 'desktop'))}.`,
  }),
} satisfies Words['checks'];

function leftoversIn(facts: Facts): string | null {
  const { leftovers } = facts;
  if (leftovers === undefined) return null;
  return leftovers === 1
    ? '1 unfinished copy of a killed process'
    : `${String(leftovers)} unfinished copies of killed processes`;
}
