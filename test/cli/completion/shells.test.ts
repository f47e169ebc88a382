import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { COMPLETION_SCRIPTS } from '../../../src/cli/completion/scripts.ts';
import { type Cli, cliHome, skippedWithoutTerminal } from '../../support/cli-harness.ts';
import { installedShell, typeInShell } from '../../support/shell-session.ts';

/**
 * Ends of role names that a shell could split, expand or run. A shell that runs one creates the
 * file `canary`.
 */
const HOSTILE_ENDS = [
  'plain',
  `two  words it's a"quote `,
  '$(touch canary)`touch canary`${HOME}$HOME',
  ';touch canary;&&touch canary|touch canary',
  '>canary<canary =(touch canary)*?[a-z]{a,b}~root',
  '!!!touch!$#^a^b%1%d',
  'back\\slash\\',
  'a:b=c@d Größe-名前-é',
  "$'\\x41'\\n",
] as const;

const names = HOSTILE_ENDS.map((end, at) => `r${String(at).padStart(2, '0')}${end}`);

describe.skipIf(skippedWithoutTerminal()).each(['bash', 'zsh', 'fish'] as const)(
  'completion in %s',
  (shell) => {
    const homes: Cli[] = [];
    afterEach(() => {
      for (const home of homes.splice(0)) home.dispose();
    });
    const home = (): Cli => {
      const cli = cliHome(null);
      homes.push(cli);
      const folder = join(cli.folder, 'rolekeeper');
      mkdirSync(folder, { mode: 0o700 });
      const roles = [...names, 'hidden\nline', 'hidden\u001b[31mcolour', '-leading'].map(
        (name, at) => ({
          id: String(at).padStart(12, '0'),
          name,
          roleArn: 'arn:aws:iam::123456789012:role/R',
          sourceProfile: 'default',
          targetProfile: `profile-${at}`,
          roleSessionName: 'me',
          durationSeconds: 3600,
        }),
      );
      writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, roles }), {
        mode: 0o600,
      });
      return cli;
    };

    it.skipIf(installedShell(shell) === null)(
      'gives each role name to rolekeeper unchanged, with or without quotes, and runs no part of the name',
      async () => {
        const cli = home();
        const typed = ['', "'", '"'].flatMap((quote) =>
          names.map((name) => ({ name, line: `rolekeeper assume ${quote}${name.slice(0, 3)}\t` })),
        );
        const { calls, shown } = await typeInShell(
          shell,
          cli,
          COMPLETION_SCRIPTS[shell],
          typed.map(({ line }) => line),
        );
        expect(calls, shown).toEqual(typed.map(({ name }) => ['assume', name]));
        expect(existsSync(join(cli.folder, 'canary')), readdirSync(cli.folder).join()).toBe(false);
      },
    );

    it.skipIf(installedShell(shell) === null)(
      'completes commands, options, values, profiles and file names, but no role name with control characters',
      async () => {
        const cli = home();
        writeFileSync(cli.configFile, '[profile "work two"]\n[sso-session corp]\n');
        writeFileSync(join(cli.folder, 'given-policy.json'), '{}');
        const lines = [
          'rolekeeper compl\tz\t',
          'rolekeeper role ad\tx --mfa-ser\tabc',
          'rolekeeper role add x --region eu-central-2\t',
          'rolekeeper role add x --region=eu-south-2\t',
          'rolekeeper role add x --source-profile wor\t',
          'rolekeeper role add x --sso-session=co\t',
          'rolekeeper role add x --policy-file given-pol\t',
          'rolekeeper assume -- -lead\t',
          'rolekeeper assume hidd\t',
          // The cursor moves back to the end of `as` before the tab.
          `rolekeeper as plain${'\u0002'.repeat(6)}\t`,
        ];
        const { calls, shown } = await typeInShell(shell, cli, COMPLETION_SCRIPTS[shell], lines);
        expect(calls, shown).toEqual([
          ['completion', 'zsh'],
          ['role', 'add', 'x', '--mfa-serial', 'abc'],
          ['role', 'add', 'x', '--region', 'eu-central-2'],
          ['role', 'add', 'x', '--region=eu-south-2'],
          ['role', 'add', 'x', '--source-profile', 'work two'],
          ['role', 'add', 'x', '--sso-session=corp'],
          ['role', 'add', 'x', '--policy-file', 'given-policy.json'],
          ['assume', '--', '-leading'],
          ['assume', 'hidd'],
          ['assume', 'plain'],
        ]);
      },
    );
  },
);
