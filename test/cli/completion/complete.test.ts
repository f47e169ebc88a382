import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Cli, cliHome } from '../../support/cli-harness.ts';

let cli: Cli | null = null;
afterEach(() => cli?.dispose());

const NAMES = [
  'client',
  "it's",
  'sm\u2019art',
  'two words',
  'a"b',
  'line\nbreak',
  '$(touch canary)',
];

function home(preferences: object = {}): Cli {
  cli = cliHome(null);
  const folder = join(cli.folder, 'rolekeeper');
  mkdirSync(folder, { mode: 0o700 });
  const roles = NAMES.map((name) => ({ name, targetProfile: 'p', group: 'Clients' }));
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, roles, preferences }), {
    mode: 0o600,
  });
  return cli;
}

async function complete(cli: Cli, ...args: readonly string[]): Promise<readonly string[]> {
  const env = { ROLEKEEPER_HOME: join(cli.folder, 'rolekeeper') };
  const { stdout } = await cli.ok(['complete', ...args], { env });
  return stdout.split('\n').slice(0, -1);
}

it('completion offers role names even if other fields of the roles are missing, but no name with a line break', async () => {
  const cli = home();
  const suggested = await complete(cli, 'zsh', 'assume', '');
  expect(suggested.map((line) => line.split('\t')[0])).toEqual([
    'words',
    ...NAMES.filter((name) => !name.includes('\n')),
    'p',
  ]);
  expect(await complete(cli, 'fish', 'role', 'add', 'x', '--group', '')).toContain('Clients\t');
});

it('completion does not offer a name that the command line already has', async () => {
  const suggested = await complete(home(), 'zsh', 'assume', 'client', '');
  expect(suggested).not.toContain('client\t');
  expect(suggested).toContain('two words\t');
});

it('completion prints words for PowerShell in ASCII, with quotes if a word needs them', async () => {
  const cli = home();
  const env = {
    ROLEKEEPER_HOME: join(cli.folder, 'rolekeeper'),
    ROLEKEEPER_WORDS: JSON.stringify(['assume', '']),
  };
  const { stdout } = await cli.ok(['complete', 'powershell'], { env });
  expect(stdout).toMatch(/^[\n -~]*$/);
  const inserted = stdout
    .split('\n')
    .slice(1, -1)
    .map((line) => (JSON.parse(line) as { readonly insert: string }).insert);
  // PowerShell reads two single quotes as one, even if they are curly (about_Quoting_Rules).
  expect(inserted).toEqual([
    'client',
    "'it''s'",
    "'sm’’art'",
    "'two words'",
    "'$(touch canary)'",
    'p',
  ]);
});

it.each([
  ["'it''s", "'it''s'"],
  ['"it', "'it''s'"],
  ["'sm’’a", "'sm’’art'"],
  ['two', "'two words'"],
])(
  'completion in PowerShell finishes a word with or without a quote at its beginning: %s',
  async (typed, inserted) => {
    const cli = home();
    const env = {
      ROLEKEEPER_HOME: join(cli.folder, 'rolekeeper'),
      ROLEKEEPER_WORDS: JSON.stringify(['assume', typed]),
    };
    const { stdout } = await cli.ok(['complete', 'powershell'], { env });
    const suggested = stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => (JSON.parse(line) as { readonly insert: string }).insert);
    expect(suggested).toEqual([inserted]);
  },
);

it('completion offers the profiles of the config file that is set in the settings', async () => {
  const cli = home();
  writeFileSync(join(cli.folder, 'other-config'), '[profile elsewhere]\n');
  const settings = join(cli.folder, 'rolekeeper/settings.json');
  const json = JSON.parse(readFileSync(settings, 'utf8')) as object;
  const preferences = { configFile: join(cli.folder, 'other-config') };
  writeFileSync(settings, JSON.stringify({ ...json, preferences }), { mode: 0o600 });
  expect(await complete(cli, 'zsh', 'role', 'import', '')).toEqual(['words', 'elsewhere\t']);
});

it('completion offers commands if Rolekeeper’s folder does not exist, and creates no file', async () => {
  cli = cliHome(null);
  const before = readdirSync(cli.folder, { recursive: true });
  expect(await complete(cli, 'zsh', 'assume', '')).toEqual(['words']);
  expect((await complete(cli, 'zsh', '')).length).toBeGreaterThan(10);
  expect(readdirSync(cli.folder, { recursive: true })).toEqual(before);
});

it('`completion` prints a script for each shell, and refuses any other shell', async () => {
  const cli = home();
  for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
    expect((await cli.ok(['completion', shell])).stdout).toContain(`rolekeeper complete ${shell}`);
  const refused = await cli.run(['completion', 'tcsh']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('SHELL must be one of bash, zsh, fish, powershell, not tcsh');
});
