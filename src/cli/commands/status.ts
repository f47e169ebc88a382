import { printableJson } from '../../core/printable.ts';
import type { AppState, RoleView } from '../../core/contract/app-state.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { keptByText } from '../../views/kept-by.ts';
import { failureText, remedyLine } from '../../views/failure-text.ts';
import { en } from '../../views/words/en.ts';
import { enDenial } from '../../views/words/en-denial.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { sessionJson, shownState } from '../output/session-json.ts';
import { table } from '../output/table.ts';
import { SUCCESS, writeOut, writeOutDirectly } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import { withApp } from '../with-app.ts';

const words = en.commandLine;

/** Prints the state of each role's session. Calls no server. */
export async function status(
  { flags, names }: ArgumentsOf<'status'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { json, prompt } = flags;
  if (prompt) {
    const { promptLine } = await import('./status-prompt.ts');
    const line = promptLine(terminal.env, names[0], terminal.now());
    if (line !== null) await writeOutDirectly(terminal, line);
    return SUCCESS;
  }
  return withApp(terminal, 'nothing', async (app) => {
    const state = app.state();
    const { roles } = state;
    if (json) {
      await writeOut(
        terminal,
        printableJson({
          roles: roles.map((view) => sessionJson(terminal, view, view.failure, state)),
        }),
      );
      return SUCCESS;
    }
    if (roles.length === 0) {
      await writeOut(terminal, ...words.noRoles);
      return SUCCESS;
    }
    await writeOut(
      terminal,
      ...table([words.statusColumns, ...roles.map((view) => statusRow(terminal, view, state))]),
    );
    await writeOut(terminal, ...roles.flatMap((view) => failureLines(terminal, view)));
    await writeOut(terminal, ...unrefreshedLines(terminal, roles));
    const devices = await app.unstoredDevices();
    await writeOut(terminal, ...devices.map((serial) => words.mfaInMemory(displaySafe(serial))));
    return SUCCESS;
  });
}

function statusRow(terminal: Terminal, view: RoleView, state: AppState): readonly string[] {
  const { role, session, kept, keptBy } = view;
  const by = keptByText(en, keptBy);
  const renewal = by === null ? words.renewalFailed : words.renewalFails;
  const held = session.state === 'active' || session.state === 'expired' ? session : null;
  const now = terminal.now() + state.clockOffsetMs;
  const text = stateText(view, state);
  return [
    displaySafe(role.name),
    displaySafe(role.targetProfile),
    held?.renewal.state === 'failing' ? `${text}, ${renewal}` : text,
    held === null ? '-' : terminalFormat(terminal, role.name).time(held.expiration),
    session.state === 'active' ? words.timeLeft(session.expiration - now) : '-',
    kept ? words.yes : words.no,
    by ?? (kept ? words.refreshedByNothing : '-'),
  ];
}

function stateText(view: RoleView, state: AppState): string {
  const shown = shownState(view, state);
  if (shown === 'unknown') return words.unknownState;
  const isWaiting = shown === 'inactive' && (view.kept || view.keptBy.length > 0);
  return isWaiting ? words.noSession : en.sessionStates[shown];
}

/**
 * Returns the lines about a role's failure: its title, the cause that AWS names, and the remedy.
 */
function failureLines(terminal: Terminal, view: RoleView): readonly string[] {
  if (view.failure === null) return [];
  const text = failureText(en, view.failure, terminalFormat(terminal, view.role.name));
  const remedy = remedyLine(text);
  const cause = view.failure.kind === 'access-denied' ? enDenial(view.failure.denial) : null;
  return [
    `${displaySafe(view.role.name)}: ${text.title}.`,
    ...(cause === null ? [] : [`  ${cause}`]),
    ...(remedy === null ? [] : [`  ${words.toDo}: ${remedy}`]),
  ];
}

/**
 * Returns a line for each role that is on but that no process refreshes, and a line with the
 * remedy.
 */
function unrefreshedLines(terminal: Terminal, roles: readonly RoleView[]): readonly string[] {
  const unrefreshed = roles.filter(({ kept, keptBy }) => kept && keptBy.length === 0);
  if (unrefreshed.length === 0) return [];
  return [
    ...unrefreshed.map(
      (view) =>
        `${displaySafe(view.role.name)}: ${untilText(terminal, view)}. ${en.keeping.nobody}`,
    ),
    `  ${words.toDo}: ${words.keepRemedy}`,
  ];
}

function untilText(terminal: Terminal, { role, session }: RoleView): string {
  const { until, expired } = en.panel.status;
  const format = terminalFormat(terminal, role.name);
  if (session.state === 'active') return until(format.time(session.expiration));
  if (session.state === 'expired') return expired(format.time(session.expiration));
  return words.switchedOnOnly;
}
