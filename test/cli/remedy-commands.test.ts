import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { calledCommand } from '../../src/cli/command-table/called-command.ts';
import { specOf } from '../../src/cli/command-table/commands.ts';
import type { Failure } from '../../src/core/failure.ts';
import { quotedOnUnix } from '../../src/core/quoting.ts';
import type { Quote } from '../../src/views/command-word.ts';
import { failureText } from '../../src/views/failure-text.ts';
import { de } from '../../src/views/words/de.ts';
import { en } from '../../src/views/words/en.ts';
import { everyFailure } from '../support/every-failure.ts';
import { skippedExceptOn } from '../support/systems.ts';

/** The names that a failure has in its fields. */
interface Names {
  readonly role: string;
  readonly profile: string;
}

const PLAIN: Names = { role: 'plain-role', profile: 'plain-profile' };
const serial = 'arn:aws:iam::111122223333:mfa/alice';

/**
 * Returns a failure of each kind, and several of a kind whose text depends on the failure's fields.
 */
function failuresWith({ profile, role }: Names): readonly Failure[] {
  const denied = everyFailure['access-denied'];
  const refused = everyFailure['consent-refused'];
  const renamed = Object.values(everyFailure).map((failure): Failure => {
    const names = {
      ...('profile' in failure && { profile }),
      ...('suggestion' in failure && { suggestion: profile }),
      ...('roleNames' in failure && { roleNames: [role] }),
      ...('known' in failure && { known: [profile] }),
    };
    return { ...failure, ...names };
  });
  return [
    ...renamed,
    ...(['mfa', 'identity-policy', 'external-id', 'session-name'] as const).map((cause) => ({
      ...denied,
      denial: { cause, isExplicit: false },
    })),
    { ...denied, sourceDevice: { profile, serial } },
    { ...everyFailure['role-unknown'], name: role, known: [] },
    { ...everyFailure['no-sign-in'], known: [] },
    {
      kind: 'not-importable',
      profile,
      obstacle: { kind: 'endpoint-unconfirmed', endpoint: ENDPOINT },
    },
    ...(['take-over', 'restore'] as const).map((asked) => ({
      ...refused,
      asked,
      subject: profile,
    })),
    { ...refused, asked: 'restore-file', subject: 'original-20261128T090000Z-1' },
    { ...refused, asked: 'purge', subject: '' },
    { ...refused, asked: 'endpoint', subject: ENDPOINT },
    { ...refused, asked: 'preference', subject: 'proxy' },
  ];
}

const ENDPOINT = 'https://sts.example:8443/a?b=c';

/** Returns every command in the texts of the failures, in English and then in German. */
function commandsOf(names: Names, quote?: Quote): readonly string[] {
  const format = {
    roleName: names.role,
    field: String,
    time: String,
    moment: String,
    ...(quote && { quote }),
  };
  return [en, de].flatMap((words) =>
    failuresWith(names).flatMap((failure) => {
      const { detail, remedy } = failureText(words, failure, format);
      const inLabel = /\((aws .*)\),/.exec(remedy?.label ?? '')?.[1];
      const inDetail = detail.match(/\brolekeeper (?:policy|role set|exec) .*$/gm) ?? [];
      return [remedy?.command, inLabel, ...inDetail].filter((each) => typeof each === 'string');
    }),
  );
}

/**
 * Returns the words of each line as bash reads them. In place of the programs, bash calls functions
 * that print their arguments.
 */
function wordsInBash(lines: readonly string[]): readonly (readonly string[])[] {
  const standIns = ['rolekeeper', 'aws', 'sudo', 'chmod', 'chown'].map(
    (program) => `${program}() { printf '%s\\0' "$#" "$@"; }`,
  );
  const script = [...standIns, ...lines].join('\n');
  const env = { PATH: '/nowhere', LC_ALL: 'C.UTF-8' };
  // A pipe of Node is a socket, and bash reads ~/.bashrc if its standard input is a socket.
  const printed = execFileSync('/bin/bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  }).split('\0');
  return lines.map(() => printed.splice(0, 1 + Number(printed[0])).slice(1));
}

/**
 * Parses the words as Rolekeeper's command line does. Returns the problem if it refuses the words.
 */
function parsedByRolekeeper(words: readonly string[]): unknown {
  const called = calledCommand(words);
  if (!('rest' in called)) return called;
  const read = readArguments(called.rest, specOf(called.name));
  return read.ok ? { command: called.name, ...read.value } : read.problem;
}

/** Replaces the plain role name and the plain profile name everywhere in the value. */
function rename(value: unknown, names: Names): unknown {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) => {
    if (each === PLAIN.role) return names.role;
    if (each === PLAIN.profile) return names.profile;
    return each === `--profile=${PLAIN.profile}` ? `--profile=${names.profile}` : each;
  });
}

const callsRolekeeper = (line: string): boolean => line.startsWith('rolekeeper ');
/** Writes `--profile X` as `--profile=X`, which has the same meaning. */
const joinOptions = (words: readonly string[]): readonly string[] =>
  words.join('\n').replace('--profile\n', '--profile=').split('\n');

const meaningOf = (lines: readonly string[]): readonly unknown[] =>
  wordsInBash(lines).map((words, at) =>
    callsRolekeeper(lines[at] ?? '') ? parsedByRolekeeper(words) : joinOptions(words),
  );

const roleName = fc.oneof(
  fc.constantFrom('-x', '--keep', '50%', '%PATH%', '日本', 'a/b.c@d', '--'),
  fc.stringMatching(/^[\p{L}\p{N}_\-/.%@]{1,12}$/u),
);
const profileName = fc.oneof(
  fc.constantFrom('my profile', "it's", 'a"b', '$HOME', 'a;b', '`id`', 'a\\b', '!!', '-x', '--yes'),
  fc.constantFrom('日本', "'", '"', '\\', `\\'"$(id)`, '#x', '~', '*', '=x', '%PATH%', '--', '-'),
  fc
    .stringMatching(/^[!-%'-;=?-Z^-~ ]{0,12}[!-%'-;=?-Z^-~]$/)
    .filter((name) => name.trim() === name),
);

describe('a command that a failure suggests', () => {
  const plain = meaningOf(commandsOf(PLAIN));

  it('is accepted by the command line, for every kind of failure in English and German', () => {
    expect(plain.length).toBeGreaterThan(100);
    expect(commandsOf(PLAIN).join()).not.toContain('…');
    for (const meaning of plain)
      expect(meaning).toSatisfy((each: object) => Array.isArray(each) || 'names' in each);
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'has the given role and profile when bash runs it, even if their names have special characters',
    () => {
      fc.assert(
        fc.property(roleName, profileName, (role, profile) => {
          const names = { role, profile };
          const meaning = meaningOf(commandsOf(names, quotedOnUnix));
          expect(meaning).toEqual(plain.map((each) => rename(each, names)));
        }),
        { numRuns: 60 },
      );
    },
  );

  it('has NAME in place of a name that would need quotes, because the shell is unknown', () => {
    fc.assert(
      fc.property(roleName, profileName, (role, profile) => {
        const names = { role, profile };
        const placeholders = { role: 'NAME', profile: 'NAME' };
        for (const [at, meaning] of meaningOf(commandsOf(names)).entries())
          expect([
            rename(plain[at], names),
            rename(plain[at], { ...names, role: 'NAME' }),
            rename(plain[at], { ...names, profile: 'NAME' }),
            rename(plain[at], placeholders),
          ]).toContainEqual(meaning);
      }),
      { numRuns: 60 },
    );
  });
});
