import type { App } from '../../core/contract/app.ts';
import type { SessionEvent } from '../../core/sessions/session-events.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { writeError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** Runs `work`, then reports the keys that it removed, moved or replaced. */
export async function reportingChangedCredentials<T>(
  terminal: Terminal,
  app: App,
  work: () => Promise<T>,
): Promise<T> {
  const lines = new Set<string>();
  const unlisten = app.onEvent((event) => {
    const line = lineOf(event);
    if (line !== null) lines.add(line);
  });
  try {
    return await work();
  } finally {
    unlisten();
    await writeError(terminal, ...lines);
  }
}

function lineOf({ event, roleName, profile }: SessionEvent): string | null {
  if (profile === null) return null;
  const facts = { name: displaySafe(roleName), profile: displaySafe(profile) };
  switch (event) {
    case 'released':
    case 'cleaned-up':
      return en.commandLine.keysRemoved(facts);
    case 'taken-over':
      return en.commandLine.keysReplaced(facts);
    case 'moved':
      return en.commandLine.keysMoved(facts);
    default:
      return null;
  }
}
