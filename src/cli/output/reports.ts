import type { RoleWarning } from '../../core/roles/role-warning.ts';
import type { AppState, Problem } from '../../core/contract/app-state.ts';
import type { Failure } from '../../core/failure.ts';
import { failureText, problemText, remedyLine, warningText } from '../../views/failure-text.ts';
import type { UsageProblem } from '../../views/words/usage-problem.ts';
import { en } from '../../views/words/en.ts';
import type { FailureText } from '../../views/words/texts.ts';
import { FAILURE, writeError, WRONG_USAGE } from '../terminal.ts';
import type { Coloured, ExitCode, Line, Terminal } from '../terminal.ts';
import type { CommandName } from '../command-table/commands.ts';
import { usageOf } from './help.ts';
import { terminalFormat } from './terminal-format.ts';

const words = en.commandLine;

/** Writes the title, detail and remedy of a failure to standard error. Returns the exit code. */
export async function reportFailure(
  terminal: Terminal,
  failure: Failure,
  roleName: string | null,
): Promise<ExitCode> {
  const text = failureText(en, failure, terminalFormat(terminal, roleName));
  await writeError(terminal, ...textLines(text, 'rolekeeper: ', 'red'));
  return exitCodeOf(failure);
}

/** Returns 2 for invalid input, and 1 for any other failure. */
function exitCodeOf(failure: Failure): ExitCode {
  const { kind } = failure;
  const isInput =
    kind === 'field-invalid' || kind === 'policy-unusable' || kind === 'document-unusable';
  return isInput ? WRONG_USAGE : FAILURE;
}

export async function reportProblems(
  terminal: Terminal,
  state: AppState,
  problems = state.problems,
): Promise<void> {
  for (const problem of problems) {
    const text = problemText(en, problem, terminalFormat(terminal, roleOf(problem, state)));
    await writeError(terminal, ...textLines(text, `${words.warning}: `, 'yellow'));
  }
}

export async function reportWarnings(
  terminal: Terminal,
  warnings: readonly RoleWarning[],
  roleName: string,
): Promise<void> {
  for (const warning of warnings) {
    await reportNote(terminal, warningText(en, warning, terminalFormat(terminal, roleName)));
  }
}

export function reportNote(terminal: Terminal, note: string): Promise<void> {
  return writeError(terminal, [{ text: `${words.warning}:`, colour: 'yellow' }, ` ${note}`]);
}

/** Writes the problem, the usage of the command, and how to get more help. */
export async function reportUsage(
  terminal: Terminal,
  problem: UsageProblem,
  command: CommandName | null,
): Promise<ExitCode> {
  const text = (words.usageProblems[problem.kind] as (problem: UsageProblem) => string)(problem);
  await writeError(
    terminal,
    [{ text: 'rolekeeper:', colour: 'red' }, ` ${text}`],
    ...(command === null ? [] : usageOf(command)),
    words.moreHelp(command),
  );
  return WRONG_USAGE;
}

function textLines(text: FailureText, before: string, colour: Coloured['colour']): readonly Line[] {
  const remedy = remedyLine(text);
  return [
    [{ text: `${before}${text.title}.`, colour }],
    ...text.detail
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `  ${line}`),
    ...(remedy === null ? [] : [`  ${words.toDo}: ${remedy}`]),
  ];
}

function roleOf(problem: Problem, state: AppState): string | null {
  if (problem.kind !== 'other-environment') return null;
  return state.roles.find(({ role }) => role.id === problem.roleId)?.role.name ?? null;
}
