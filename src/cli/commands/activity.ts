import { printableJson } from '../../core/printable.ts';
import type { ActivityEntry } from '../../core/activity-entry.ts';
import type { App } from '../../core/contract/app.ts';
import { exportedActivity } from '../../views/activity/activity-export.ts';
import { causeOf, shownName } from '../../views/activity/activity-page.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { table } from '../output/table.ts';
import { reportFailure } from '../output/reports.ts';
import { timeOfEvent } from '../output/terminal-format.ts';
import { SUCCESS, FAILURE, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { findRole, withApp } from '../with-app.ts';

const words = en.commandLine.activity;
const LIMIT = { default: 50, min: 1, max: 10_000 };

/** Prints what happened to roles, with the newest entry first. Includes removed roles. */
export async function activity(
  { flags, names }: ArgumentsOf<'activity'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { min, max } = LIMIT;
  const limit = flags.limit === undefined ? LIMIT.default : Number(flags.limit);
  if (!Number.isInteger(limit) || limit < min || limit > max) {
    return reportFailure(
      terminal,
      { kind: 'field-invalid', field: 'limit', rule: { kind: 'range', min, max } },
      null,
    );
  }
  return withApp(terminal, 'nothing', async (app) => {
    const listed = await app.api.activity.list({ limit: names.length === 0 ? limit : max });
    if (!listed.ok) return reportFailure(terminal, listed.failure, null);
    const wanted = wantedFrom(app, listed.value, names);
    for (const name of wanted.unknown) {
      const known = app.state().roles.map(({ role }) => role.name);
      await reportFailure(terminal, { kind: 'role-unknown', name, known }, null);
    }
    const shown = wanted.entries.slice(0, limit);
    if (flags.json)
      await writeOut(terminal, printableJson({ activity: shown.map(exportedActivity) }));
    else if (shown.length > 0)
      await writeOut(
        terminal,
        ...table([words.columns, ...shown.map((entry) => row(terminal, entry))]),
      );
    else if (wanted.unknown.length === 0) await writeOut(terminal, words.none);
    return wanted.unknown.length === 0 ? SUCCESS : FAILURE;
  });
}

/** Returns the entries of the roles with these names, former names or profiles. */
function wantedFrom(
  app: App,
  entries: readonly ActivityEntry[],
  names: readonly string[],
): { readonly entries: readonly ActivityEntry[]; readonly unknown: readonly string[] } {
  if (names.length === 0) return { entries, unknown: [] };
  const { roles } = app.state();
  const idOf = (name: string) => findRole(roles, name)?.role.id;
  const ids = new Set(names.map(idOf));
  return {
    entries: entries.filter(({ roleId, roleName }) => ids.has(roleId) || names.includes(roleName)),
    unknown: names.filter(
      (name) => idOf(name) === undefined && !entries.some(({ roleName }) => roleName === name),
    ),
  };
}

function row(terminal: Terminal, entry: ActivityEntry): readonly string[] {
  const { at, roleName, event, expiration, failureKind, requestId } = entry;
  const cause = causeOf(failureKind, en);
  return [
    timeOfEvent(at, terminal.now()),
    shownName(roleName, en),
    cause === null ? en.events[event] : `${en.events[event]}: ${cause}`,
    expiration === null ? '-' : timeOfEvent(expiration, terminal.now()),
    displaySafe(requestId ?? '-'),
  ];
}
