import { printableJsonText } from '../../core/printable.ts';
import { readArguments } from '../arguments.ts';
import { tellFailure, tellUsage } from '../output/telling.ts';
import { done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** `settings export`: roles and settings as JSON, without secrets. */
export async function settingsExport(
  argv: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const read = readArguments(argv, { flags: {}, names: 'none' });
  if (!read.ok) return tellUsage(terminal, read.problem, 'settings export');
  return withApp(terminal, 'nothing', async (app) => {
    const exported = await app.api.settings.export({});
    if (!exported.ok) return tellFailure(terminal, exported.failure, null);
    await say(terminal, ...printableJsonText(exported.value.document).trimEnd().split('\n'));
    return done;
  });
}
