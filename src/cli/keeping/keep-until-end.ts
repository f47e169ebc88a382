import type { App } from '../../core/contract/app.ts';
import type { SessionEvent } from '../../core/sessions/session-events.ts';
import type { AppState, RoleView } from '../../core/contract/app-state.ts';
import type { Result } from '../../core/result.ts';
import type { Role } from '../../core/roles/role.ts';
import { en } from '../../views/words/en.ts';
import { alsoKeptLines, keepLine, keepReport } from '../output/keep-lines.ts';
import { mfaCodes, type MfaCodes } from '../mfa-codes.ts';
import { reportFailure, reportProblems } from '../output/reports.ts';
import { SUCCESS, FAILURE, writeOut, writeError } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { findRoles, isFileProblem, withApp } from '../with-app.ts';
import { mfaRequestAnswerer } from './answer-requests.ts';
import { taskQueue, type TaskQueue } from './task-queue.ts';

export interface KeepOptions {
  /** The roles to refresh. If the list is empty, every role that is on. */
  readonly names: readonly string[];
  readonly mfaCode: string | undefined;
  /**
   * True if the command continues while it has no role to refresh: no role is on, or each role's
   * profile contains credentials that Rolekeeper did not write.
   */
  readonly waitsForRoles: boolean;
  readonly json: boolean;
  /**
   * Starts a server that runs until the command ends, and returns a function that stops the server.
   * If the start fails, the command ends.
   */
  readonly startServer: (app: App) => Promise<Result<() => Promise<void>>>;
}

/**
 * Refreshes roles until a signal arrives. Unless `waitsForRoles` is true, also ends when no role
 * can be refreshed any more.
 */
export async function keepUntilEnd(
  terminal: Terminal,
  { names, mfaCode, waitsForRoles, json, startServer }: KeepOptions,
): Promise<ExitCode> {
  const ending = new AbortController();
  const codes = await mfaCodes(terminal, mfaCode, ending.signal);
  if (!codes.ok) return reportFailure(terminal, codes.failure, null);
  const end = (): void => {
    ending.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
  try {
    return await withApp(
      terminal,
      names.length === 0 ? 'switched-on' : 'on-request',
      async (app) => {
        const started = await startServer(app);
        if (!started.ok) return reportFailure(terminal, started.failure, null);
        try {
          return await keepRoles({
            terminal,
            app,
            codes: codes.value,
            names,
            waitsForRoles,
            json,
            ending,
          });
        } finally {
          await started.value();
        }
      },
    );
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

interface KeepContext {
  readonly terminal: Terminal;
  readonly app: App;
  readonly codes: MfaCodes;
  readonly names: readonly string[];
  readonly waitsForRoles: boolean;
  readonly json: boolean;
  readonly ending: AbortController;
}

async function keepRoles(keeping: KeepContext): Promise<ExitCode> {
  const { terminal, app, ending } = keeping;
  const output = taskQueue();
  const stopListening = listenToEvents(keeping, output);
  const begun = await beginKeeping(keeping);
  const { kept } = begun;
  let { code } = begun;
  if (kept.length === 0 && !keeping.waitsForRoles) {
    stopListening();
    await output.finished();
    return code;
  }
  if (!keeping.json) {
    const names = kept.map(({ name }) => name);
    await writeError(
      terminal,
      names.length === 0 ? en.commandLine.keepWaits : en.commandLine.keeping(names),
    );
    const ids = kept.map(({ id }) => id);
    await writeError(terminal, ...alsoKeptLines(app.state(), ids));
  }

  for (const event of freshAtStart(keeping, kept)) output.add(() => writeEvent(keeping, event));
  const ids = new Set(kept.map(({ id }) => id));
  const isOurs = (roleId: string): boolean => keeping.names.length === 0 || ids.has(roleId);
  const requests = mfaRequestAnswerer(keeping, isOurs);
  const reported = app.state().problems.filter((problem) => !isFileProblem(problem));
  const problems = new Set(reported.map((problem) => JSON.stringify(problem)));
  const onState = (state: AppState): void => {
    requests.onState(state);
    const news = state.problems.filter((problem) => !problems.has(JSON.stringify(problem)));
    for (const problem of news) problems.add(JSON.stringify(problem));
    if (news.length > 0) output.add(() => reportProblems(terminal, state, news));
    if (keeping.waitsForRoles) return;
    const remaining = state.roles.filter((view) => view.kept && isOurs(view.role.id));
    if (remaining.some((view) => !isBlocked(view))) return;
    // Only the user can resolve the failures of these roles. The failures are already shown, so the
    // command does not wait.
    if (remaining.length > 0) code = FAILURE;
    else if (!keeping.json) output.add(() => writeError(terminal, en.commandLine.keepEnded));
    ending.abort();
  };
  const unsubscribe = app.subscribe(onState);
  await untilAborted(ending.signal);
  unsubscribe();
  stopListening();
  await output.finished();
  return code;
}

/**
 * True if the role has no session because its profile contains credentials that Rolekeeper did not
 * write.
 */
function isBlocked({ session }: RoleView): boolean {
  if (session.state !== 'failed') return false;
  return (
    session.failure.kind === 'section-not-owned' || session.failure.kind === 'section-shadowed'
  );
}

/**
 * Starts to refresh the roles and returns them. Reports each failure; `code` is the highest exit
 * code of the failures.
 */
async function beginKeeping(
  keeping: KeepContext,
): Promise<{ readonly kept: readonly Role[]; readonly code: ExitCode }> {
  const { terminal, app, names } = keeping;
  if (names.length === 0) {
    const kept = app.state().roles.filter((view) => view.kept);
    const code =
      kept.length > 0 || keeping.waitsForRoles
        ? SUCCESS
        : await reportFailure(terminal, { kind: 'nothing-kept' }, null);
    return { kept: kept.map(({ role }) => role), code };
  }
  const { found, unknown } = findRoles(app, names);
  const begun = await Promise.all(
    found.map(async ({ role }) => ({
      role,
      result: await app.api.session.keepHere({ roleId: role.id }),
    })),
  );
  let code: ExitCode = SUCCESS;
  for (const { role, result } of begun) {
    if (!result.ok) code = Math.max(code, await reportFailure(terminal, result.failure, role.name));
  }
  for (const failure of unknown)
    code = Math.max(code, await reportFailure(terminal, failure, null));
  return { kept: begun.filter(({ result }) => result.ok).map(({ role }) => role), code };
}

/**
 * Writes one line for each event. Explains a failure only once, until the role fails for another
 * reason or gets a session.
 */
function listenToEvents(keeping: KeepContext, output: TaskQueue): () => void {
  const { terminal, app, json } = keeping;
  const reported = new Map<string, string>();
  return app.onEvent((event: SessionEvent) => {
    output.add(() => writeEvent(keeping, event));
    const { failure } = event;
    if (failure === null) {
      reported.delete(event.roleId);
    } else if (
      !json &&
      failure.kind !== 'mfa-needed' &&
      reported.get(event.roleId) !== failure.kind
    ) {
      reported.set(event.roleId, failure.kind);
      output.add(async () => {
        await reportFailure(terminal, failure, event.roleName);
      });
    }
  });
}

function writeEvent({ terminal, json }: KeepContext, event: SessionEvent): Promise<void> {
  return writeOut(terminal, json ? keepReport(terminal, event) : keepLine(terminal, event));
}

/**
 * Returns an event for each session that is already valid, so that the user sees which roles are
 * refreshed. For such a session, the app sends no event before the next refresh.
 */
function freshAtStart(
  { app, terminal }: KeepContext,
  kept: readonly Role[],
): readonly SessionEvent[] {
  const { roles, clockOffsetMs, problems } = app.state();
  // The next refresh replaces these sessions, because another Rolekeeper assumed them with other
  // settings or through another endpoint.
  const foreign = problems.flatMap((problem) =>
    problem.kind === 'other-environment' ? [problem.roleId] : [],
  );
  return roles.flatMap(({ role, session }) => {
    if (
      session.state !== 'active' ||
      !kept.some(({ id }) => id === role.id) ||
      foreign.includes(role.id)
    )
      return [];
    const { expiration } = session;
    const at = terminal.now() + clockOffsetMs;
    const { id: roleId, name: roleName, targetProfile: profile } = role;
    return [{ at, event: 'adopted', roleId, roleName, profile, expiration, failure: null }];
  });
}

/** The longest delay of a timer in Node. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Resolves when the signal aborts. Keeps the process alive until then, even if no timer runs. */
function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, MAX_TIMER_MS);
    const end = (): void => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
