import type { CheckName } from '../../core/contract/check.ts';
import { joinParts, otherFacts, textOf } from './check-parts.ts';
import { trayHostRemedy } from './en-problems.ts';
import type { CheckFacts, CheckText } from './texts.ts';

const trayHosts: Readonly<Record<string, string>> = {
  present: 'shown',
  none: 'not shown: no program on this desktop shows them',
  'no-desktop': 'not checked: no desktop session',
  unknown: 'unknown: gdbus, dbus-send and busctl could not ask the session bus',
};

const shellTroubles: Readonly<Record<string, string>> = {
  'no-shell': 'No shell found: neither SHELL nor the user table names a program',
  timeout: 'did not answer in 10 s',
  'no-answer': 'ended without an answer',
};

type DesktopCheck = Extract<CheckName, 'shell-path' | 'tray-host' | 'second-file'>;

export const enDesktopChecks: Readonly<Record<DesktopCheck, (check: CheckFacts) => CheckText>> = {
  'shell-path': ({ facts }) => ({
    title: 'PATH of your login shell',
    detail: joinParts(
      textOf(facts, 'shell'),
      shellTroubles[textOf(facts, 'why') ?? ''] ?? textOf(facts, 'why'),
      otherFacts(facts, 'shell', 'why'),
    ),
    remedy:
      textOf(facts, 'why') === null
        ? null
        : "Rolekeeper may not find programs in folders such as Homebrew's. " +
          'Correct the start-up files of your shell, then restart Rolekeeper.',
  }),
  'second-file': ({ facts }) => ({
    title: 'Second credentials file',
    detail: joinParts(
      textOf(facts, 'path'),
      facts['isOutdated'] === true ? 'does not have the same sessions yet' : null,
      otherFacts(facts, 'path', 'isOutdated'),
    ),
    remedy: 'Start the application, or assume a role: both update this file.',
  }),
  'tray-host': ({ facts, level }) => ({
    title: 'Tray icons on this desktop',
    detail: joinParts(
      trayHosts[textOf(facts, 'host') ?? ''] ?? textOf(facts, 'host'),
      textOf(facts, 'desktop') === null ? null : `(${String(facts['desktop'])})`,
      otherFacts(facts, 'host', 'desktop'),
    ),
    remedy: level === 'good' ? null : `${trayHostRemedy(textOf(facts, 'desktop'))}.`,
  }),
};
