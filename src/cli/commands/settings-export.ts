import { printableJsonText } from '../../core/printable.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { reportFailure } from '../output/reports.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** Prints roles and settings as JSON, without secrets. */
export async function settingsExport(
  _args: ArgumentsOf<'settings export'>,
  terminal: Terminal,
): Promise<ExitCode> {
  return withApp(terminal, 'nothing', async (app) => {
    const exported = await app.api.settings.export({});
    if (!exported.ok) return reportFailure(terminal, exported.failure, null);
    await writeOut(terminal, ...printableJsonText(exported.value.document).trimEnd().split('\n'));
    return SUCCESS;
  });
}
