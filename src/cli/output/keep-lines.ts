import { printableJson } from '../../core/printable.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import type { SessionEvent } from '../../core/sessions/session-events.ts';
import { shownName } from '../../views/activity/activity-page.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { keptByText } from '../../views/kept-by.ts';
import { en } from '../../views/words/en.ts';
import { failureJson, isoTime } from './session-json.ts';
import type { Terminal } from '../terminal.ts';
import { terminalFormat } from './terminal-format.ts';

/** Returns an event as a line of text. */
export function keepLine(terminal: Terminal, event: SessionEvent): string {
  const format = terminalFormat(terminal, event.roleName);
  return en.commandLine.eventLine({
    moment: format.moment(event.at),
    name: shownName(event.roleName, en),
    event: en.events[event.event],
    until: event.expiration === null ? null : format.time(event.expiration),
    failure: event.failure === null ? null : failureText(en, event.failure, format).title,
  });
}

/** Returns an event as a line of `keep --json`. */
export function keepReport(terminal: Terminal, event: SessionEvent): string {
  return printableJson({
    time: isoTime(event.at),
    event: event.event,
    role: event.roleName,
    expiration: isoTime(event.expiration),
    failure: failureJson(terminal, event.failure, event.roleName),
  });
}

/**
 * Returns a line for each other process that also refreshes some of these roles. The processes
 * share the sessions, so this is not a fault.
 */
export function alsoKeptLines({ roles }: AppState, ids: readonly string[]): readonly string[] {
  const names = new Map<string, readonly string[]>();
  for (const { role, keptBy } of roles) {
    if (!ids.includes(role.id)) continue;
    for (const keeper of keptBy) {
      const by = keptByText(en, [keeper]) ?? '';
      names.set(by, [...(names.get(by) ?? []), displaySafe(role.name)]);
    }
  }
  return [...names].map(([by, those]) => en.commandLine.keptElsewhere({ names: those, by }));
}
