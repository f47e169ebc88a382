import { printableJson } from '../../core/printable.ts';
import type { App } from '../../core/contract/app.ts';
import type { Backup } from '../../core/ports/backups.ts';
import { displaySafe, displaySafeFacts } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { reportingChangedCredentials } from '../output/changed-credentials.ts';
import { table } from '../output/table.ts';
import { isoTime } from '../output/session-json.ts';
import { reportFailure } from '../output/reports.ts';
import { SUCCESS, writeOut, writeError } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import { withApp } from '../with-app.ts';

const words = en.commandLine;

interface RestoreRequest {
  readonly terminal: Terminal;
  readonly app: App;
  /** True with `--yes`. If false, `--file` and `--purge` only show what would change. */
  readonly isApplied: boolean;
  readonly json: boolean;
}

/**
 * Restores a section or a whole file from a backup, or deletes backups. Asks before it replaces
 * other credentials in a section, and needs `--yes` to restore a file or to delete backups.
 */
export async function restore(
  { flags, names }: ArgumentsOf<'restore'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const isApplied = flags.yes === true;
  const restoreWith = (app: App): Promise<ExitCode> => {
    const request: RestoreRequest = { terminal, app, isApplied, json: flags.json === true };
    if (flags.list) return list(request);
    if (flags.purge) return purge(request);
    if (flags.file !== undefined) return restoreFile(request, flags.file);
    return reportingChangedCredentials(terminal, app, () =>
      restoreSection(request, names[0] ?? ''),
    );
  };
  return withApp(terminal, 'nothing', restoreWith, { backups: isApplied });
}

async function restoreSection(
  { terminal, app, json }: RestoreRequest,
  profile: string,
): Promise<ExitCode> {
  const restored = await app.api.backups.restoreSection({ profile });
  if (!restored.ok) return reportFailure(terminal, restored.failure, null);
  const { backup, replacedOthers } = restored.value;
  if (json) {
    await writeOut(
      terminal,
      printableJson({ profile, backup: backupJson(backup), replacedOthers }),
    );
    return SUCCESS;
  }
  const at = terminalFormat(terminal, null).time(backup.at);
  const facts = { profile: displaySafe(profile), at, replacedOthers };
  await writeOut(terminal, ...words.restoredSection(facts));
  return SUCCESS;
}

async function restoreFile(request: RestoreRequest, backupId: string): Promise<ExitCode> {
  const { terminal, app, isApplied, json } = request;
  const restored = await app.api.backups.restoreFile({ backupId, dryRun: !isApplied });
  if (!restored.ok) return reportFailure(terminal, restored.failure, null);
  const { backup, changed, kept } = restored.value;
  if (json) {
    const report = { applied: isApplied, backup: backupJson(backup), changed, kept };
    await writeOut(terminal, printableJson(report));
    return SUCCESS;
  }
  const at = terminalFormat(terminal, null).time(backup.at);
  const facts = { restored: displaySafeFacts(restored.value), at, done: isApplied };
  await writeOut(terminal, ...words.restoredFile(facts));
  if (!isApplied) await writeError(terminal, words.previewed);
  return SUCCESS;
}

async function list({ terminal, app, json }: RestoreRequest): Promise<ExitCode> {
  const backups = await app.api.backups.list({});
  if (!backups.ok) return reportFailure(terminal, backups.failure, null);
  if (json) await writeOut(terminal, printableJson({ backups: backups.value.map(backupJson) }));
  else if (backups.value.length === 0) await writeOut(terminal, words.noBackups);
  else await writeOut(terminal, ...backupTable(terminal, backups.value));
  return SUCCESS;
}

async function purge({ terminal, app, isApplied, json }: RestoreRequest): Promise<ExitCode> {
  const purged = await app.api.backups.purge({ dryRun: !isApplied });
  if (!purged.ok) return reportFailure(terminal, purged.failure, null);
  const { deleted, kept } = purged.value;
  if (json) {
    const report = {
      applied: isApplied,
      deleted: deleted.map(backupJson),
      kept: kept.map(backupJson),
    };
    await writeOut(terminal, printableJson(report));
    return SUCCESS;
  }
  if (kept.length > 0) await writeOut(terminal, words.keptBackups, ...backupTable(terminal, kept));
  if (deleted.length > 0) {
    const title = isApplied ? words.deletedBackups : words.purgeableBackups;
    await writeOut(terminal, title, ...backupTable(terminal, deleted));
  }
  if (isApplied || deleted.length === 0) await writeOut(terminal, words.purged(deleted.length));
  else await writeError(terminal, words.previewed);
  return SUCCESS;
}

function backupTable(terminal: Terminal, backups: readonly Backup[]): readonly string[] {
  const rows = backups.map((backup) => [
    backup.id,
    words.backupKinds[backup.kind],
    terminalFormat(terminal, null).time(backup.at),
    displaySafe(backup.profile ?? '-'),
    String(backup.bytes),
    displaySafe(backup.path),
  ]);
  return table([words.backupColumns, ...rows]);
}

function backupJson(backup: Backup): object {
  const { id, kind, at, profile, bytes, path } = backup;
  return { id, kind, time: isoTime(at), profile, bytes, path };
}
