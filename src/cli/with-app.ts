import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../core/contract/app.ts';
import type { Problem, RoleView } from '../core/contract/app-state.ts';
import type { Failure } from '../core/failure.ts';
import { tellFailure, tellProblems } from './output/telling.ts';
import { done } from './terminal.ts';
import { type GivenConsent, terminalConsent } from './terminal-consent.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** What a stop cannot finish by then the next start does. */
const stopWithinMs = 3000;

export type Refreshes = 'nothing' | 'switched-on' | 'on-request';

/** Runs a command on the core and stops the core afterwards, whatever happened. What is wrong with no role is told first. */
export async function withApp(
  terminal: Terminal,
  refresh: Refreshes,
  use: (app: App) => Promise<ExitCode>,
  given: GivenConsent = {},
): Promise<ExitCode> {
  // Not before a command needs it: help and usage must not wait for it.
  const { createApp } = await import('../node/app.ts');
  const created = await createApp({
    env: terminal.env,
    refresh,
    consent: terminalConsent(terminal, given),
  });
  if (!created.ok) return tellFailure(terminal, created.failure, null);
  const app = created.value;
  // Not waited for: whoever listens to events must begin at once. Both write in their order.
  const state = app.state();
  const told = tellProblems(
    terminal,
    state,
    state.problems.filter((problem) => !isOfFile(problem)),
  );
  try {
    const code = await use(app);
    // A command that stumbled over the file has said so itself.
    const after = app.state();
    if (code === done && refresh === 'nothing')
      await tellProblems(terminal, after, after.problems.filter(isOfFile));
    return code;
  } finally {
    await told;
    await Promise.race([app.stop(), delay(stopWithinMs, undefined, { ref: false })]);
  }
}

/** Problems that fail the commands which need the file. */
export function isOfFile({ kind }: Problem): boolean {
  return kind === 'file-broken' || kind === 'file-unreadable' || kind === 'written-in-place';
}

export interface FoundRoles {
  readonly found: readonly RoleView[];
  readonly unknown: readonly Failure[];
}

/** The roles of these names, in that order; `role-unknown` for each name that is none. */
export function findRoles(app: App, names: readonly string[]): FoundRoles {
  const { roles } = app.state();
  const known = roles.map(({ role }) => role.name);
  const found: RoleView[] = [];
  const unknown: Failure[] = [];
  for (const name of names) {
    const view = roles.find(({ role }) => role.name === name);
    if (view === undefined) unknown.push({ kind: 'role-unknown', name, known });
    else found.push(view);
  }
  return { found, unknown };
}

/** Runs a command on one role. */
export function withRole(
  terminal: Terminal,
  name: string,
  use: (app: App, view: RoleView) => Promise<ExitCode>,
  given: GivenConsent = {},
): Promise<ExitCode> {
  const useApp = async (app: App): Promise<ExitCode> => {
    const { found, unknown } = findRoles(app, [name]);
    const [view] = found;
    const [failure] = unknown;
    if (failure !== undefined) return tellFailure(terminal, failure, null);
    if (view === undefined) throw new Error('a name is either known or not');
    return use(app, view);
  };
  return withApp(terminal, 'nothing', useApp, given);
}
