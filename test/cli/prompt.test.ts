import fc from 'fast-check';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { promptText } from '../../src/views/prompt-text.ts';
import { type Cli, cliHome, skippedWithoutTerminal } from '../support/cli-harness.ts';
import { installedShell, typeInShell } from '../support/shell-session.ts';
import { anyCharacter } from '../support/any-character.ts';

const homes: Cli[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) home.dispose();
});

/** Creates a home with a role for each name. Role n writes the profile `profile-n`. */
function homeWith(names: readonly string[], sections: readonly string[] = []): Cli {
  const cli = cliHome(null, sections.join('\n'));
  homes.push(cli);
  mkdirSync(join(cli.folder, 'rolekeeper'), { mode: 0o700 });
  const roles = names.map((name, at) => ({
    id: idOf(at),
    name,
    roleArn: 'arn:aws:iam::123456789012:role/R',
    sourceProfile: 'default',
    targetProfile: `profile-${at}`,
    roleSessionName: 'me',
    durationSeconds: 3600,
  }));
  writeFileSync(
    join(cli.folder, 'rolekeeper/settings.json'),
    JSON.stringify({ version: 1, roles }),
    { mode: 0o600 },
  );
  return cli;
}

const idOf = (at: number): string => String(at).padStart(12, '0');

/**
 * Returns a section of the credentials file, as Rolekeeper writes it for role number `at`. `marked`
 * is the access key ID in the line `x_rolekeeper`.
 */
function sectionOf(at: number, expiresInMs: number, marked = 'ASIAPROMPT0000000001'): string {
  return `[profile-${at}]
aws_access_key_id = ASIAPROMPT0000000001
aws_secret_access_key = secret
aws_session_token = token
x_security_token_expires = ${new Date(Date.now() + expiresInMs).toISOString()}
x_rolekeeper = ${idOf(at)} ${marked} 1700000000000 01234567 -
`;
}

const prompt = (cli: Cli, profile: string | null, ...args: readonly string[]) =>
  cli.run(['status', '--prompt', ...args], {
    ownProcess: true,
    env: {
      ROLEKEEPER_HOME: join(cli.folder, 'rolekeeper'),
      ...(profile !== null && { AWS_PROFILE: profile }),
    },
  });

describe('status --prompt', () => {
  it('prints the time left for the role of AWS_PROFILE, or for the role whose name it gets', async () => {
    // The printed minutes are rounded down, so half a minute more leaves time for a slow start.
    const cli = homeWith(
      ['client', 'other', 'old', 'none'],
      [sectionOf(0, 42.5 * 60_000), sectionOf(1, 65.5 * 60_000), sectionOf(2, -1000)],
    );
    const outputs = [
      await prompt(cli, 'profile-0'),
      await prompt(cli, 'profile-0', 'other'),
      await prompt(cli, null, 'profile-2'),
      await prompt(cli, 'profile-3'),
    ];
    expect(outputs).toEqual(
      ['client 42m\n', 'other 1h05m\n', 'old expired\n', 'none off\n'].map((stdout) => ({
        code: 0,
        signal: null,
        stdout,
        stderr: '',
      })),
    );
  });

  it('accepts the role name before or after --prompt', async () => {
    const cli = homeWith(['client', 'other']);
    const before = await cli.run(['status', 'other', '--prompt'], {
      ownProcess: true,
      env: { ROLEKEEPER_HOME: join(cli.folder, 'rolekeeper') },
    });
    expect(before).toEqual(await prompt(cli, null, 'other'));
    expect(before.stdout).toBe('other off\n');
  });

  it.each([[['--nonsense']], [['a', 'b']], [['--json']]])(
    'refuses the arguments %j with exit code 2',
    async (words) => {
      const { code, stdout, stderr } = await prompt(homeWith(['client']), 'profile-0', ...words);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^rolekeeper: /);
    },
  );

  it('reads the credentials file of the settings, unless AWS_SHARED_CREDENTIALS_FILE names another one', async () => {
    const cli = homeWith(['client'], [sectionOf(0, 42.5 * 60_000)]);
    const settings = join(cli.folder, 'rolekeeper/settings.json');
    const elsewhere = join(cli.folder, 'elsewhere');
    writeFileSync(elsewhere, sectionOf(0, 65.5 * 60_000));
    const json = JSON.parse(readFileSync(settings, 'utf8')) as object;
    writeFileSync(
      settings,
      JSON.stringify({ ...json, preferences: { credentialsFile: elsewhere } }),
    );
    const named = await cli.run(['status', '--prompt', 'client'], {
      ownProcess: true,
      env: {
        ROLEKEEPER_HOME: join(cli.folder, 'rolekeeper'),
        AWS_SHARED_CREDENTIALS_FILE: cli.credentialsFile,
      },
    });
    expect((await prompt(cli, 'profile-0')).stdout).toBe('client 1h05m\n');
    expect(named.stdout).toBe('client 42m\n');
  });

  it('prints nothing for a profile without a role, an unknown name, or invalid settings', async () => {
    const cli = homeWith(['client'], [sectionOf(0, 60_000)]);
    const nothing = { code: 0, stdout: '', stderr: '' };
    expect(await prompt(cli, null)).toMatchObject(nothing);
    expect(await prompt(cli, 'client')).toMatchObject(nothing);
    expect(await prompt(cli, null, 'unknown')).toMatchObject(nothing);
    const settings = join(cli.folder, 'rolekeeper/settings.json');
    writeFileSync(settings, '{"version": 1, "roles": [{}]}', { mode: 0o600 });
    expect(await prompt(cli, 'profile-0')).toMatchObject(nothing);
    writeFileSync(settings, 'nonsense', { mode: 0o600 });
    expect(await prompt(cli, 'profile-0')).toMatchObject(nothing);
  });

  it('prints "off" if the access key is not the one that Rolekeeper wrote', async () => {
    const cli = homeWith(['client'], [sectionOf(0, 60_000, 'ASIAEARLIER000000001')]);
    expect((await prompt(cli, 'profile-0')).stdout).toBe('client off\n');
  });

  it('creates no file except the cache of its compiled code', async () => {
    const cli = homeWith(['client'], [sectionOf(0, 60_000)]);
    const files = () =>
      readdirSync(cli.folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => !/^rolekeeper.cache/.test(name))
        .map((name) => [name, statSync(join(cli.folder, name)).isFile()]);
    const before = files();
    await prompt(cli, 'profile-0');
    expect(files()).toEqual(before);
  });

  it('prints no character that a shell expands in a prompt, for role names of any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.integer(), (name, ms) => {
        const text = promptText({ name, expiration: ms }, 0);
        expect(text).toMatch(/^[\p{L}\p{M}\p{N} _.@:+=,/-]*$/u);
        expect(text).not.toMatch(/\p{C}/u);
      }),
      { numRuns: 2000 },
    );
  });
});

const HOSTILE_NAMES = [
  'r0$(touch canary)`touch canary`${HOME}',
  'r1\\$(touch canary)\\w\\u\\033[31m\\!',
  'r2%n%m%{%F{red}%(!.a.b)%%$(touch canary)',
  'r3!!;touch canary;',
  'r4\'"(touch canary)',
];

/** Prompts that let the shell expand the printed text as often as it can. */
const PROMPTS = {
  bash: `PROMPT_COMMAND='PS1="\${ROLE:=}$(rolekeeper status --prompt) READY> "'`,
  zsh: `setopt PROMPT_SUBST PROMPT_BANG PROMPT_PERCENT
precmd() { PROMPT="$(rolekeeper status --prompt) READY> " }`,
  fish: `function fish_prompt
  set -l role (rolekeeper status --prompt)
  eval "echo -n \\"$role READY> \\""
end`,
} as const;

describe.skipIf(skippedWithoutTerminal()).each(['bash', 'zsh', 'fish'] as const)(
  'a prompt of %s that prints the role',
  (shell) => {
    it.skipIf(installedShell(shell) === null)(
      'shows a name that contains commands, and the shell does not run or expand the name',
      async () => {
        const cli = homeWith(HOSTILE_NAMES);
        const lines = HOSTILE_NAMES.map((_, at) =>
          shell === 'fish'
            ? `set -gx AWS_PROFILE profile-${at}; rolekeeper x`
            : `export AWS_PROFILE=profile-${at}; rolekeeper x`,
        );
        const { shown } = await typeInShell(shell, cli, PROMPTS[shell], lines);
        const expected = HOSTILE_NAMES.map((name) => promptText({ name, expiration: null }, 0));
        const flat = shown.replaceAll(/\s+/g, ' ');
        for (const text of expected) expect(flat).toContain(`${text} READY>`);
        expect(existsSync(join(cli.folder, 'canary'))).toBe(false);
      },
    );
  },
);
