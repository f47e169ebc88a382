import type {
  ImportableProfile,
  ImportableProfiles,
  ImportOutcome,
} from '../../core/contract/role-api.ts';
import type { App } from '../../core/contract/app.ts';
import { printableJson } from '../../core/printable.ts';
import { isSkipped } from '../../core/roles/import/importable.ts';
import { displaySafe, displaySafeFacts } from '../../views/display-safe.ts';
import { obstacleText, importStateOf } from '../../views/import-text.ts';
import { warningText } from '../../views/failure-text.ts';
import { roleSummary } from '../../views/role-summary.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { roleJson } from '../output/role-json.ts';
import { failureJson } from '../output/session-json.ts';
import { table } from '../output/table.ts';
import { reportFailure, reportNote, reportWarnings } from '../output/reports.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

const words = en.commandLine.roleImport;

/** Adds roles from profiles of the config file. Lists the profiles if none is named. */
export async function roleImport(
  { flags, names }: ArgumentsOf<'role import'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const allowed = flags['allow-endpoint'] ?? [];
  const importWith = async (app: App): Promise<ExitCode> => {
    const found = await app.api.role.importable({});
    if (!found.ok) return reportFailure(terminal, found.failure, null);
    const { profiles } = found.value;
    await writeIgnored(terminal, found.value);
    if (flags.all !== true && names.length === 0) {
      if (flags.json !== true) return list(terminal, found.value);
      await writeOut(terminal, printableJson(importableJson(found.value)));
      return SUCCESS;
    }
    const chosen = flags.all === true ? await chooseAll(terminal, profiles) : names;
    if (chosen.length === 0 && !flags.json) {
      await writeOut(terminal, words.nothing);
      return SUCCESS;
    }
    return add(terminal, app, chosen, {
      hasSourceMfa: flags['source-mfa'] === true,
      json: flags.json === true,
    });
  };
  return withApp(terminal, 'nothing', importWith, { endpoints: allowed });
}

async function writeIgnored(terminal: Terminal, { ignored }: ImportableProfiles): Promise<void> {
  for (const { section, better } of ignored)
    await reportNote(terminal, en.importing.ignored(displaySafe(section), safeHeader(better)));
}

function safeHeader(header: string | null): string | null {
  return header === null ? null : displaySafe(header);
}

async function list(terminal: Terminal, { path, profiles }: ImportableProfiles): Promise<ExitCode> {
  if (profiles.length === 0) {
    await writeOut(terminal, en.importing.none(displaySafe(path)));
    return SUCCESS;
  }
  await writeOut(
    terminal,
    ...table([words.columns, ...profiles.map((profile) => row(displaySafeFacts(profile)))]),
    '',
  );
  for (const profile of profiles) {
    const format = terminalFormat(terminal, profile.role?.name ?? null);
    const notes = [
      ...(importStateOf(profile) !== 'impossible' || profile.obstacle === null
        ? []
        : [obstacleText(en, profile.obstacle, profile.profile)]),
      ...profile.warnings.map((warning) => warningText(en, warning, format)),
    ];
    await writeOut(terminal, ...notes.map((note) => `${displaySafe(profile.profile)}: ${note}`));
  }
  if (profiles.some(({ obstacle }) => obstacle === null)) await writeOut(terminal, words.howTo);
  if (profiles.some(hasSourceDevice)) await writeOut(terminal, words.howToMfa);
  return SUCCESS;
}

function hasSourceDevice({ warnings }: ImportableProfile): boolean {
  return warnings.some(({ kind }) => kind === 'source-has-mfa');
}

function row(profile: ImportableProfile): readonly string[] {
  const { role } = profile;
  const endpointSuffix = role?.endpoint === undefined ? '' : ` (${role.endpoint})`;
  return [
    profile.profile,
    en.importing.source(profile),
    role?.targetProfile ?? '-',
    en.importing.states[importStateOf(profile)],
    `${role === null ? '-' : roleSummary(role).what}${endpointSuffix}`,
  ];
}

/**
 * Returns the profiles that `--all` imports. Leaves out profiles that are already a role and, with
 * a note, profiles of a kind that cannot be imported.
 */
async function chooseAll(
  terminal: Terminal,
  profiles: readonly ImportableProfile[],
): Promise<readonly string[]> {
  for (const { profile, obstacle } of profiles) {
    if (obstacle === null || !isSkipped(obstacle) || obstacle.kind === 'name-taken') continue;
    await reportNote(terminal, obstacleText(en, obstacle, profile));
  }
  return profiles
    .filter(({ obstacle }) => obstacle === null || !isSkipped(obstacle))
    .map(({ profile }) => profile);
}

async function add(
  terminal: Terminal,
  app: App,
  profiles: readonly string[],
  { hasSourceMfa, json }: { readonly hasSourceMfa: boolean; readonly json: boolean },
): Promise<ExitCode> {
  const withSourceMfa = hasSourceMfa ? profiles : [];
  const imported = await app.api.role.import({ profiles, withSourceMfa });
  if (!imported.ok) return reportFailure(terminal, imported.failure, null);
  let code: ExitCode = SUCCESS;
  const added: string[] = [];
  for (const { result } of imported.value) {
    if (!result.ok) {
      code = Math.max(code, await reportFailure(terminal, result.failure, null));
      continue;
    }
    const { role, warnings } = result.value;
    added.push(displaySafe(role.name));
    if (!json)
      await writeOut(terminal, words.imported(displaySafeFacts({ ...role, ...roleSummary(role) })));
    await reportWarnings(terminal, warnings, role.name);
  }
  if (json) {
    const roles = imported.value.map((outcome) => outcomeJson(terminal, outcome));
    await writeOut(terminal, printableJson({ roles }));
    return code;
  }
  const [only] = added;
  if (only !== undefined && added.length === 1) await writeOut(terminal, words.next(only));
  return code;
}

function importableJson({ path, profiles }: ImportableProfiles): object {
  return {
    configFile: path,
    profiles: profiles.map(({ profile, role, obstacle, warnings }) => ({
      profile,
      role: role === null ? null : roleJson(role),
      obstacle: obstacle?.kind ?? null,
      warnings: warnings.map(({ kind }) => kind),
    })),
  };
}

function outcomeJson(terminal: Terminal, { profile, result }: ImportOutcome): object {
  return result.ok
    ? { profile, role: roleJson(result.value.role), failure: null }
    : { profile, role: null, failure: failureJson(terminal, result.failure, null) };
}
