import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../core/contract/app.ts';
import type { NodeApp } from '../node/app.ts';
import type { Problem, RoleView } from '../core/contract/app-state.ts';
import type { Failure } from '../core/failure.ts';
import { reportFailure, reportProblems } from './output/reports.ts';
import { terminalKeychain } from './keychain.ts';
import { SUCCESS } from './terminal.ts';
import { type GivenConsent, terminalConsent } from './terminal-consent.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** The core has this time to stop. The next start finishes the rest. */
const STOP_WITHIN_MS = 3000;

export type Refreshes = 'nothing' | 'switched-on' | 'on-request';

/**
 * Runs a command on the core, then stops the core. First reports the problems that belong to no
 * role.
 */
export async function withApp(
  terminal: Terminal,
  refresh: Refreshes,
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
  // Not awaited: the command must receive events from the start. The output keeps its order.
  const state = app.state();
  const reported = reportProblems(
    terminal,
    state,
    state.problems.filter((problem) => !isFileProblem(problem)),
  );
  try {
    const code = await use(app);
    if (refresh === 'nothing') await app.sessionsStored();
    // A command that failed because of the file has already reported it.
    const after = app.state();
    if (refresh === 'nothing') {
      const problems = after.problems.filter(
        (problem) => ofCommands.has(problem.kind) || (code === SUCCESS && isFileProblem(problem)),
      );
      await reportProblems(terminal, after, problems);
    }
    return code;
  } finally {
    await reported;
    await Promise.race([app.stop(), delay(STOP_WITHIN_MS, undefined, { ref: false })]);
  }
}

/** Problems that the command's own work can cause. */
const ofCommands: ReadonlySet<Problem['kind']> = new Set([
  'mfa-sessions-in-memory',
  'second-file-outdated',
]);

/** Problems that make commands fail if they need the file. */
export function isFileProblem({ kind }: Problem): boolean {
  return kind === 'file-broken' || kind === 'file-unreadable' || kind === 'written-in-place';
}

export interface FoundRoles {
  readonly found: readonly RoleView[];
  readonly unknown: readonly Failure[];
}

/**
 * Returns the roles of these words, in that order and each once, and `role-unknown` for the others.
 * A word is the name of a role or else the profile that a role writes.
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

/** Returns the role of a name, or else the role that writes a profile of that name. */
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
    if (view === undefined) throw new Error('a name is either known or not');
    return use(app, view);
  };
  return withApp(terminal, 'nothing', useApp, given);
}
