import type { ImportOutcome } from '../../core/api.ts';
import type { ImportableRole } from '../../core/roles/import/importable-roles.ts';
import type { App } from '../../core/app.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import { table } from '../output/table.ts';
import { tellFailure, tellUsage, tellWarnings } from '../output/telling.ts';
import { done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

const words = en.commandLine.roleImport;

/** `role import [NAME…|--all]`: roles of the config file's profiles. Without a name it lists them. Runs nothing, and asks for no code. */
export async function roleImport(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, { flags: { all: 'switch' }, names: 'any' } as const);
  if (!read.ok) return tellUsage(terminal, read.problem, 'role import');
  const { names, flags } = read.value;
  const all = flags.all === true;
  if (all && names.length > 0)
    return tellUsage(terminal, { problem: 'flags-exclude', flags: ['NAME', '--all'] }, 'role import');
  return withApp(terminal, 'nothing', async (app) => {
    const found = await app.api.role.importable({});
    if (!found.ok) return tellFailure(terminal, found.failure, null);
    if (all) return importAll(terminal, app, found.value);
    if (names.length > 0) return importThese(terminal, app, names);
    await say(terminal, ...listed(found.value));
    return done;
  });
}

function listed(roles: readonly ImportableRole[]): readonly string[] {
  if (roles.length === 0) return [words.none];
  const rows = roles.map(({ draft, ...role }) =>
    [draft.name, draft.targetProfile ?? '', draft.sourceProfile ?? '', draft.roleArn, noteOf(role)].map(displaySafe),
  );
  return [...table([words.columns, ...rows]), '', words.howTo];
}

function noteOf({ isThere, endpoint }: Pick<ImportableRole, 'isThere' | 'endpoint'>): string {
  if (isThere) return words.isThere;
  return endpoint === null ? '' : words.ownEndpoint(endpoint);
}

/** What is there already, and what would send its calls elsewhere, is passed over: a name says yes to that. */
async function importAll(terminal: Terminal, app: App, roles: readonly ImportableRole[]): Promise<ExitCode> {
  const passed = roles.filter(({ isThere, endpoint }) => isThere || endpoint !== null);
  for (const role of passed)
    await say(terminal, words.passedOver(displaySafe(role.profile), displaySafe(noteOf(role))));
  const chosen = roles.filter((role) => !passed.includes(role)).map(({ profile }) => profile);
  if (chosen.length > 0) return importThese(terminal, app, chosen);
  if (passed.length === 0) await say(terminal, words.none);
  return done;
}

async function importThese(terminal: Terminal, app: App, profiles: readonly string[]): Promise<ExitCode> {
  const imported = await app.api.role.import({ profiles });
  if (!imported.ok) return tellFailure(terminal, imported.failure, null);
  let code: ExitCode = done;
  for (const outcome of imported.value) code = Math.max(code, await told(terminal, outcome));
  return code;
}

async function told(terminal: Terminal, { profile, result }: ImportOutcome): Promise<ExitCode> {
  if (!result.ok) return tellFailure(terminal, result.failure, profile);
  const { role, warnings } = result.value;
  const [name, target, source] = [role.name, role.targetProfile, role.sourceProfile].map(displaySafe);
  await say(terminal, words.imported({ name: name ?? '', target: target ?? '', source: source ?? '' }));
  await tellWarnings(terminal, warnings, role.name);
  return done;
}
