import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../core/contract/app.ts';
import type { NodeApp } from '../node/app.ts';
import type { AppOptions } from '../node/app-options.ts';
import type { Problem, RoleView } from '../core/contract/app-state.ts';
import type { Failure } from '../core/failure.ts';
import { reportFailure, reportProblems } from './output/reports.ts';
import { terminalKeychain } from './keychain.ts';
import { SUCCESS } from './terminal.ts';
import { type GivenConsent, terminalConsent } from './terminal-consent.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/**
 * The time limit for stopping the core. The next start finishes anything that was not done in this
 * time.
 */
const STOP_WITHIN_MS = 3000;

/**
 * Starts the core, runs a command and stops the core. Before the command, reports the problems that
 * do not belong to a role.
 */
export async function withApp(
  terminal: Terminal,
  refresh: AppOptions['refresh'],
  use: (app: NodeApp) => Promise<ExitCode>,
  given: GivenConsent = {},
): Promise<ExitCode> {
  // Loaded on demand, so that help and usage are fast.
  const { createApp } = await import('../node/app.ts');
  const created = await createApp({
    env: terminal.env,
    refresh,
    consent: terminalConsent(terminal, given),
    keychain: terminalKeychain(terminal),
  });
  if (!created.ok) return reportFailure(terminal, created.failure, null);
  const app = created.value;
  // Not awaited, because the command must receive events from the start. These lines still come
  // before the lines that the command writes.
  const state = app.state();
  const reported = reportProblems(
    terminal,
    state,
    state.problems.filter((problem) => !isFileProblem(problem)),
  );
  try {
    const code = await use(app);
    if (refresh === 'nothing') await app.untilSessionsStored();
    // If the command failed, it has already reported the file that it could not use.
    const after = app.state();
    if (refresh === 'nothing') {
      const problems = after.problems.filter(
        (problem) =>
          commandProblems.has(problem.kind) || (code === SUCCESS && isFileProblem(problem)),
      );
      await reportProblems(terminal, after, problems);
    }
    return code;
  } finally {
    await reported;
    await Promise.race([app.stop(), delay(STOP_WITHIN_MS, undefined, { ref: false })]);
  }
}

/** The problems that a command can cause itself, so they are reported after the command. */
const commandProblems: ReadonlySet<Problem['kind']> = new Set([
  'mfa-sessions-in-memory',
  'second-file-outdated',
]);

/**
 * True for a problem of a file. If the problem makes a command fail, the command's own message
 * reports it.
 */
export function isFileProblem({ kind }: Problem): boolean {
  return kind === 'file-broken' || kind === 'file-unreadable' || kind === 'written-in-place';
}

export interface FoundRoles {
  readonly found: readonly RoleView[];
  readonly unknown: readonly Failure[];
}

/**
 * Returns the roles that these words name, in the same order and without duplicates. A word that is
 * neither the name nor the target profile of a role gives `role-unknown`.
 */
export function findRoles(app: App, names: readonly string[]): FoundRoles {
  const { roles } = app.state();
  const known = roles.map(({ role }) => role.name);
  const found: RoleView[] = [];
  const unknown: Failure[] = [];
  for (const name of names) {
    const view = findRole(roles, name);
    if (view === undefined) unknown.push({ kind: 'role-unknown', name, known });
    else if (!found.includes(view)) found.push(view);
  }
  return { found, unknown };
}

/**
 * Returns the role with this name. If there is none, returns the role that writes the profile with
 * this name.
 */
export function findRole(roles: readonly RoleView[], word: string): RoleView | undefined {
  return (
    roles.find(({ role }) => role.name === word) ??
    roles.find(({ role }) => role.targetProfile === word)
  );
}

/** Runs a command on one role. */
export function withRole(
  terminal: Terminal,
  name: string,
  use: (app: NodeApp, view: RoleView) => Promise<ExitCode>,
  given: GivenConsent = {},
): Promise<ExitCode> {
  const useApp = async (app: NodeApp): Promise<ExitCode> => {
    const { found, unknown } = findRoles(app, [name]);
    const [view] = found;
    const [failure] = unknown;
    if (failure !== undefined) return reportFailure(terminal, failure, null);
    if (view === undefined) throw new Error('findRoles returned neither a role nor a failure');
    return use(app, view);
  };
  return withApp(terminal, 'nothing', useApp, given);
}
