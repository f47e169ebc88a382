import { type ArgumentsOf, readArguments } from './arguments.ts';
import {
  commandGroups,
  type CommandName,
  commandOf,
  commandTable,
  membersOf,
  type SpecOf,
} from './command-table/commands.ts';
import { calledCommand } from './command-table/called-command.ts';
import type { reportUsage } from './output/reports.ts';
import { reportingBugs } from './reporting-bugs.ts';
import { SUCCESS, writeOut, writeError, WRONG_USAGE } from './terminal.ts';
import type { ExitCode, Terminal } from './terminal.ts';

type Command<Name extends CommandName> = (
  args: ArgumentsOf<Name>,
  terminal: Terminal,
) => Promise<ExitCode>;

/** Loads a command only when it is called, so that it does not slow down other commands. */
const commands: { readonly [Name in CommandName]: () => Promise<Command<Name>> } = {
  'role add': async () => (await import('./commands/role-add.ts')).roleAdd,
  'role list': async () => (await import('./commands/role-list.ts')).roleList,
  'role show': async () => (await import('./commands/role-show.ts')).roleShow,
  'role set': async () => (await import('./commands/role-set.ts')).roleSet,
  'role test': async () => (await import('./commands/role-test.ts')).roleTest,
  'role import': async () => (await import('./commands/role-import.ts')).roleImport,
  'role discover': async () => (await import('./commands/role-discover.ts')).roleDiscover,
  'role remove': async () => (await import('./commands/role-remove.ts')).roleRemove,
  assume: async () => (await import('./commands/assume.ts')).assume,
  keep: async () => (await import('./commands/keep.ts')).keep,
  serve: async () => (await import('./commands/serve.ts')).serve,
  status: async () => (await import('./commands/status.ts')).status,
  release: async () => (await import('./commands/release.ts')).release,
  'sign-in': async () => (await import('./commands/sign-in.ts')).signIn,
  activity: async () => (await import('./commands/activity.ts')).activity,
  whoami: async () => (await import('./commands/whoami.ts')).whoami,
  restore: async () => (await import('./commands/restore.ts')).restore,
  policy: async () => (await import('./commands/policy.ts')).policy,
  credentials: async () => (await import('./commands/credentials.ts')).credentials,
  env: async () => (await import('./commands/env.ts')).env,
  console: async () => (await import('./commands/console.ts')).openConsole,
  exec: async () => (await import('./commands/exec.ts')).exec,
  'settings export': async () => (await import('./commands/settings-export.ts')).settingsExport,
  'settings import': async () => (await import('./commands/settings-import.ts')).settingsImport,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  completion: async () => (await import('./commands/completion.ts')).completion,
};

/** Runs `rolekeeper` with these arguments. */
export function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  return reportingBugs(terminal, () => dispatch(argv, terminal));
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first] = argv;
  if (first === undefined) {
    const { overview } = await import('./output/help.ts');
    await writeError(terminal, ...overview());
    return WRONG_USAGE;
  }
  if (first === '--version' || first === '-V' || first === '-v') {
    const { version } = await import('./version.ts');
    await writeOut(terminal, version);
    return SUCCESS;
  }
  if (isHelp(first) || first === 'help') {
    await writeOut(terminal, ...(await helpOn(argv.slice(1).join(' '))));
    return SUCCESS;
  }
  // The scripts of `rolekeeper completion` call this command. Help does not list it.
  if (first === 'complete') {
    const { complete } = await import('./completion/complete.ts');
    return complete(argv.slice(1), terminal);
  }
  const called = calledCommand(argv);
  if (called.kind !== 'command') {
    if (!commandGroups.includes(first) || !argv.some(isHelp)) return usage(terminal, called, null);
    await writeOut(terminal, ...(await helpOn(first)));
    return SUCCESS;
  }
  if (beforeProgram(called.rest).some(isHelp)) {
    await writeOut(terminal, ...(await helpOn(called.name)));
    return SUCCESS;
  }
  return run(called.name, commandTable[called.name], called.rest, terminal);
}

async function run<Name extends CommandName>(
  name: Name,
  spec: SpecOf<Name>,
  argv: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const read = readArguments(argv, spec);
  if (!read.ok) return usage(terminal, read.problem, name);
  const command = await commands[name]();
  return command(read.value, terminal);
}

/** Reports wrong usage. Loads the texts on demand, because loading them takes 5 ms. */
async function usage(...args: Parameters<typeof reportUsage>): Promise<ExitCode> {
  const messages = await import('./output/reports.ts');
  return messages.reportUsage(...args);
}

async function helpOn(about: string): Promise<readonly string[]> {
  const { commandHelp, overview } = await import('./output/help.ts');
  const name = commandOf(about);
  if (name !== null) return commandHelp(name);
  const members = membersOf(about);
  if (members.length === 0) return overview();
  return members.flatMap((member, index) => [...(index > 0 ? [''] : []), ...commandHelp(member)]);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

/** Returns the words before `--`. The words after it belong to the program that `exec` runs. */
function beforeProgram(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}
