import type { CheckName } from '../../core/contract/check.ts';
import { joinParts, otherFacts, textOf, type Facts } from './check-parts.ts';
import { enBrokenRules, enNotKept, systemSays } from './en-rules.ts';
import { enDesktopChecks } from './en-desktop-checks.ts';
import { enFileMode } from './en-file-mode.ts';
import { enRoleChecks } from './en-role-checks.ts';
import { remedy } from './en-failure-parts.ts';
import type { CheckFacts, CheckText, CheckWords, Remedy } from './texts.ts';

const brokenRule = (facts: Facts): string | null => {
  const rule = textOf(facts, 'rule');
  if (rule === null) return null;
  return `- line ${textOf(facts, 'line') ?? '?'}: ${enBrokenRules[rule as keyof typeof enBrokenRules]}`;
};
const systemCode = (facts: Facts): string | null => {
  const code = textOf(facts, 'code');
  return code === null ? null : `- ${systemSays(code)}`;
};

const enKeychainRemedies: Readonly<Record<string, string>> = {
  'memory-no-keychain':
    'Set up a keychain (on Linux: GNOME Keyring, KWallet or KeePassXC). Without one, each process asks for its own MFA code.',
  'memory-denied': 'Unlock the keychain, and allow the access when the system asks.',
  'memory-no-answer': 'Unlock the keychain. If it shows no window, restart its service.',
};

const file =
  (title: string, remedy: Remedy | string) =>
  ({ facts, level }: CheckFacts): CheckText => ({
    title,
    detail: joinParts(
      textOf(facts, 'path'),
      facts['exists'] === false ? '(not there yet)' : null,
      brokenRule(facts),
      systemCode(facts),
      moreLines(facts),
      otherFacts(facts, 'path', 'exists', 'rule', 'line', 'code', 'more'),
    ),
    remedy: level === 'good' ? null : remedy,
  });

export const enChecks: Readonly<Record<CheckName, CheckWords>> = {
  ...enRoleChecks,
  ...enDesktopChecks,
  'ignored-section': ({ facts }) => ({
    title: 'Section without effect',
    detail: joinParts(
      textOf(facts, 'path'),
      `- line ${textOf(facts, 'line') ?? '?'}: [${textOf(facts, 'section') ?? ''}]`,
      'is a section that AWS tools ignore in this file',
      otherFacts(facts, 'path', 'line', 'section', 'better'),
    ),
    remedy:
      textOf(facts, 'better') === null
        ? 'Move it to the config file, or rename it.'
        : `Write [${String(facts['better'])}] instead.`,
  }),
  clock: ({ facts, level }) => {
    const offset = facts['offsetMs'];
    return {
      title: 'Clock',
      detail:
        typeof offset !== 'number'
          ? joinParts('not compared with AWS', otherFacts(facts, 'offsetMs'))
          : joinParts(
              Math.abs(offset) < 1000
                ? 'in sync with AWS'
                : `${(Math.abs(offset) / 1000).toFixed(1)} s ${offset > 0 ? 'behind' : 'ahead of'} the clock of AWS`,
              otherFacts(facts, 'offsetMs', 'measuredAt'),
            ),
      remedy: level === 'good' ? null : 'Set this computer’s clock, or turn on network time.',
    };
  },
  'credentials-file': file(
    'Credentials file',
    remedy('Correct the line in an editor, or restore a backup', 'rolekeeper restore --list'),
  ),
  'config-file': file('Config file', 'Correct the file or its permissions.'),
  mount: ({ facts }) => ({
    title: 'Mount of the credentials file',
    detail: joinParts(
      textOf(facts, 'path'),
      'is mounted as a single file. If another program replaces it, host and container no longer see the same file',
      otherFacts(facts, 'path'),
    ),
    remedy: 'Mount the folder instead of the file: docker run -v ~/.aws:/root/.aws',
  }),
  'home-folder': ({ facts }) => ({
    title: 'Home folder',
    detail: joinParts(
      `HOME is ${textOf(facts, 'home') ?? '?'}, USERPROFILE is ${textOf(facts, 'userProfile') ?? '?'}: some programs read the AWS files in one, some in the other`,
      otherFacts(facts, 'home', 'userProfile'),
    ),
    remedy:
      'Set HOME to the folder in USERPROFILE, or set AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE to the paths of the files.',
  }),
  'file-mode': enFileMode,
  environment: ({ facts, level }) => ({
    title: 'Environment',
    detail:
      level === 'good'
        ? 'no variable hides a profile'
        : Object.entries(facts)
            .map(([name, value]) =>
              value === 'set' ? `${name} is set` : `${name}=${String(value)}`,
            )
            .join(', '),
    remedy:
      level === 'good'
        ? null
        : 'Tools use these variables instead of a profile. Unset them, or use --profile in every command.',
  }),
  proxy: ({ facts, level }) => ({
    title: 'Proxy',
    detail: joinParts(
      textOf(facts, 'url') ?? 'none',
      textOf(facts, 'host') === null ? null : `to ${String(facts['host'])}`,
      otherFacts(facts, 'url', 'host'),
    ),
    remedy:
      level === 'good'
        ? null
        : 'Check the proxy in the settings, HTTPS_PROXY, NO_PROXY and the proxy of the system.',
  }),
  'proxy-user': () => ({
    title: 'Proxy password',
    detail: 'settings.json has a user or password of the proxy and is not encrypted',
    remedy:
      'Remove it from the proxy in the settings. Set HTTPS_PROXY in the environment, or the proxy of the operating system, instead.',
  }),
  ca: ({ facts, level }) => ({
    title: 'Certificates',
    detail: joinParts(
      textOf(facts, 'path') ?? "the system's",
      textOf(facts, 'profile') === null ? null : `(ca_bundle of ${String(facts['profile'])})`,
      textOf(facts, 'code') === 'no-certificate'
        ? '- the file has no certificate, or an unreadable one'
        : systemCode(facts),
      otherFacts(facts, 'path', 'profile', 'code'),
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
        : 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: Rolekeeper ignores it, but other Node programs trust any server',
    remedy:
      level === 'good'
        ? null
        : 'Unset NODE_TLS_REJECT_UNAUTHORIZED. Set AWS_CA_BUNDLE to the PEM file of your company’s certificates.',
  }),
  settings: file(
    'Settings',
    'Give yourself read and write permission, or restore the file that was moved aside.',
  ),
  state: (check) =>
    file(
      'Session database',
      check.facts['fileSystem'] === undefined
        ? 'Check the folder, its permissions and the free disk space.'
        : 'On a network file system, locks work only if the server supports them. Set ROLEKEEPER_HOME to a local folder.',
    )(check),
  backups: ({ facts }) => ({
    title: 'Backups',
    detail: joinParts(
      textOf(facts, 'path'),
      facts['files'] === undefined ? null : `(${String(facts['files'])})`,
      leftoversIn(facts),
      otherFacts(facts, 'path', 'files', 'leftovers'),
    ),
    remedy:
      facts['leftovers'] === undefined
        ? null
        : 'Rolekeeper removes them when it next writes the credentials file or deletes backups.',
  }),
  keychain: ({ facts }) => {
    const where = textOf(facts, 'where');
    const trouble = enNotKept[where as keyof typeof enNotKept] as string | undefined;
    return {
      title: 'MFA sessions',
      detail:
        where === 'keychain'
          ? "shared by terminal and application, protected by the system's keychain"
          : (trouble ?? 'end with the process that asked for the code'),
      remedy: enKeychainRemedies[where ?? ''] ?? null,
    };
  },
};

function leftoversIn(facts: Facts): string | null {
  const { leftovers } = facts;
  if (leftovers === undefined) return null;
  return leftovers === 1
    ? '1 unfinished copy of a killed process'
    : `${String(leftovers)} unfinished copies of killed processes`;
}

function moreLines(facts: Facts): string | null {
  const { more } = facts;
  if (typeof more !== 'number') return null;
  return more === 1 ? '(1 more line is broken)' : `(${more} more lines are broken)`;
}
