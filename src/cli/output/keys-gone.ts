import type { App } from '../../core/contract/app.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { tell } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** Runs a part of a command and then says whose keys it took out of the credentials file. */
export async function tellingKeysGone<T>(
  terminal: Terminal,
  app: App,
  work: () => Promise<T>,
): Promise<T> {
  const gone = new Set<string>();
  const unlisten = app.onEvent(({ event, roleName }) => {
    if (event === 'released' || event === 'cleaned-up') gone.add(roleName);
  });
  try {
    return await work();
  } finally {
    unlisten();
    await tell(
      terminal,
      ...[...gone].map((name) => en.commandLine.keysGone({ name: displaySafe(name) })),
    );
  }
}
