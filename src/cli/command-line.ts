import { closestName } from '../views/closest-name.ts';
import { displaySafe } from '../views/display-safe.ts';
import type { CommandName } from '../views/words/command-line-words.ts';
import { en } from '../views/words/en.ts';
import { commandHelp, overview } from './output/help.ts';
import { tellUsage } from './output/telling.ts';
import { done, failure, say, tell, wrongUsage } from './terminal.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** Takes the arguments after the command's name and returns the exit code. */
export type Command = (argv: readonly string[], terminal: Terminal) => Promise<ExitCode>;

/** Loaded when called, so that one command's imports do not slow down the others. */
const commands: Readonly<Record<CommandName, () => Promise<Command>>> = {
  'role add': async () => (await import('./commands/role-add.ts')).roleAdd,
  'role list': async () => (await import('./commands/role-list.ts')).roleList,
  'role set': async () => (await import('./commands/role-set.ts')).roleSet,
  'role import': async () => (await import('./commands/role-import.ts')).roleImport,
  'role remove': async () => (await import('./commands/role-remove.ts')).roleRemove,
  assume: async () => (await import('./commands/assume.ts')).assume,
  keep: async () => (await import('./commands/keep.ts')).keep,
  status: async () => (await import('./commands/status.ts')).status,
  release: async () => (await import('./commands/release.ts')).release,
  'sign-in': async () => (await import('./commands/sign-in.ts')).signIn,
  activity: async () => (await import('./commands/activity.ts')).activity,
  whoami: async () => (await import('./commands/whoami.ts')).whoami,
  restore: async () => (await import('./commands/restore.ts')).restore,
  policy: async () => (await import('./commands/policy.ts')).policy,
  credentials: async () => (await import('./commands/credentials.ts')).credentials,
  env: async () => (await import('./commands/env.ts')).env,
  exec: async () => (await import('./commands/exec.ts')).exec,
  'settings export': async () => (await import('./commands/settings-export.ts')).settingsExport,
  'settings import': async () => (await import('./commands/settings-import.ts')).settingsImport,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
};

/** Commands of two words. */
const GROUPS: readonly string[] = ['role', 'settings'];

/** Runs `rolekeeper` with these arguments. Only bugs throw; they print one line and exit with 1. */
export async function runCommandLine(
  argv: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    // An unexpected error's message can contain a secret.
    const { redact } = await import('../node/log/redaction.ts');
    const message = redact(error instanceof Error ? error.message : String(error));
    await tell(terminal, `rolekeeper: ${en.commandLine.bug(message)}`);
    if (error instanceof Error && (terminal.env['ROLEKEEPER_DEBUG'] ?? '') !== '')
      await tell(terminal, ...(error.stack ?? '').split('\n').map(redact));
    return failure;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first, second] = argv;
  if (first === undefined) {
    await tell(terminal, ...overview());
    return wrongUsage;
  }
  if (first === '--version' || first === '-V') {
    const { version } = await import('./version.ts');
    await say(terminal, version);
    return done;
  }
  if (isHelp(first) || first === 'help') {
    const about = argv.slice(1).join(' ');
    await say(terminal, ...(isCommand(about) ? commandHelp(about) : overview()));
    return done;
  }
  const isGroup = GROUPS.includes(first);
  const named =
    isGroup && second !== undefined && !second.startsWith('-') ? `${first} ${second}` : first;
  if (!isCommand(named)) {
    if (isGroup && named === first) {
      const forms = Object.keys(commands).filter((name) => name.startsWith(`${first} `));
      if (argv.some(isHelp)) {
        await say(
          terminal,
          ...forms.filter(isCommand).flatMap((form) => [...commandHelp(form), '']),
        );
        return done;
      }
      const words = forms.map((form) => form.slice(first.length + 1));
      return tellUsage(terminal, { kind: 'second-word-missing', command: named, words }, null);
    }
    const closest = closestName(named, Object.keys(commands));
    return tellUsage(
      terminal,
      { kind: 'command-unknown', command: displaySafe(named), closest },
      null,
    );
  }
  const own = argv.slice(named.split(' ').length);
  if (beforeProgram(own).some(isHelp)) {
    await say(terminal, ...commandHelp(named));
    return done;
  }
  return (await commands[named]())(own, terminal);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

/** The arguments before `--`; the rest belongs to the program that `exec` runs. */
function beforeProgram(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}
