import type { App } from '../../core/contract/app.ts';
import type { Backup } from '../../core/ports.ts';
import { displaySafe, displaySafeFacts } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import type { ArgumentSpec } from '../arguments.ts';
import { tellingKeysGone } from '../output/keys-gone.ts';
import { table } from '../output/table.ts';
import { tellFailure, tellUsage } from '../output/telling.ts';
import { canAsk, done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { terminalVoice } from '../output/voice.ts';
import { withApp } from '../with-app.ts';

const words = en.commandLine;
const spec = {
  flags: { list: 'switch', file: 'value', yes: 'switch', purge: 'switch' },
  names: 'any',
} as const satisfies ArgumentSpec;

/**
 * `restore PROFILE [--yes] | --list | --file ID [--yes] | --purge [--yes]`: asks unless `--yes` is
 * given.
 */
export async function restore(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, spec);
  if (!read.ok) return tellUsage(terminal, read.problem, 'restore');
  const { flags, names } = read.value;
  const [profile, unexpected] = names;
  if (unexpected !== undefined)
    return tellUsage(terminal, { kind: 'word-unexpected', word: unexpected }, 'restore');
  const asked = [
    ...(profile === undefined ? [] : ['PROFILE']),
    ...(['list', 'file', 'purge'] as const)
      .filter((flag) => flags[flag] !== undefined)
      .map((flag) => `--${flag}`),
  ];
  if (asked.length > 1)
    return tellUsage(terminal, { kind: 'flags-exclude', flags: asked }, 'restore');
  if (asked.length === 0) {
    const all = ['PROFILE', '--list', '--file', '--purge'];
    return tellUsage(terminal, { kind: 'flag-needed', flags: all }, 'restore');
  }
  if (flags.yes && flags.list) {
    return tellUsage(terminal, { kind: 'flags-exclude', flags: [...asked, '--yes'] }, 'restore');
  }
  // Without a terminal and without --yes, the command only says what it would do.
  const dryRun = flags.yes !== true && !canAsk(terminal);
  const restoreWith = (app: App): Promise<ExitCode> => {
    if (flags.list) return list(terminal, app);
    if (flags.purge) return purge(terminal, app, dryRun, flags.yes === true);
    if (flags.file !== undefined) return restoreFile(terminal, app, flags.file, dryRun);
    return tellingKeysGone(terminal, app, () => restoreSection(terminal, app, profile ?? ''));
  };
  return withApp(terminal, 'nothing', restoreWith, { backups: flags.yes === true });
}

async function restoreSection(terminal: Terminal, app: App, profile: string): Promise<ExitCode> {
  const restored = await app.api.backups.restoreSection({ profile });
  if (!restored.ok) return tellFailure(terminal, restored.failure, null);
  const { backup, replacedOthers } = restored.value;
  const at = terminalVoice(terminal, null).time(backup.at);
  await say(
    terminal,
    ...words.restoredSection({ profile: displaySafe(profile), at, replacedOthers }),
  );
  return done;
}

async function restoreFile(
  terminal: Terminal,
  app: App,
  backupId: string,
  dryRun: boolean,
): Promise<ExitCode> {
  const restored = await app.api.backups.restoreFile({ backupId, dryRun });
  if (!restored.ok) return tellFailure(terminal, restored.failure, null);
  const at = terminalVoice(terminal, null).time(restored.value.backup.at);
  await say(
    terminal,
    ...words.restoredFile({ restored: displaySafeFacts(restored.value), at, done: !dryRun }),
  );
  return dryRun
    ? tellUsage(terminal, { kind: 'confirmation-needed', flag: '--yes' }, 'restore')
    : done;
}

async function list(terminal: Terminal, app: App): Promise<ExitCode> {
  const backups = await app.api.backups.list({});
  if (!backups.ok) return tellFailure(terminal, backups.failure, null);
  const rows = backups.value.map((backup) => backupRow(terminal, backup));
  await say(
    terminal,
    ...(rows.length === 0 ? [words.noBackups] : table([words.backupColumns, ...rows])),
  );
  return done;
}

function backupRow(terminal: Terminal, backup: Backup): readonly string[] {
  return [
    backup.id,
    words.backupKinds[backup.kind],
    terminalVoice(terminal, null).time(backup.at),
    displaySafe(backup.profile ?? '-'),
    String(backup.bytes),
    displaySafe(backup.path),
  ];
}

async function purge(
  terminal: Terminal,
  app: App,
  dryRun: boolean,
  isGiven: boolean,
): Promise<ExitCode> {
  const rows = (backups: readonly Backup[]): readonly string[] =>
    table([words.backupColumns, ...backups.map((backup) => backupRow(terminal, backup))]);
  if (!isGiven) {
    const planned = await app.api.backups.purge({ dryRun: true });
    if (planned.ok && planned.value.deleted.length > 0) {
      await say(terminal, words.purgeableBackups, ...rows(planned.value.deleted));
    }
  }
  const purged = await app.api.backups.purge({ dryRun });
  if (!purged.ok) return tellFailure(terminal, purged.failure, null);
  const { deleted, kept } = purged.value;
  if (kept.length > 0) await say(terminal, words.keptBackups, ...rows(kept));
  if (dryRun && deleted.length > 0) {
    return tellUsage(terminal, { kind: 'confirmation-needed', flag: '--yes' }, 'restore');
  }
  await say(
    terminal,
    ...(isGiven && deleted.length > 0 ? rows(deleted) : []),
    words.purged(deleted.length),
  );
  return done;
}
