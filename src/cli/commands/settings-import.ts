import { importReview } from '../../views/transfer/import-review.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import type { ArgumentSpec } from '../arguments.ts';
import { givenDocument } from '../given-document.ts';
import { tellFailure, tellUsage } from '../output/telling.ts';
import { terminalVoice } from '../output/voice.ts';
import { done, failure, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

const spec = {
  flags: { 'dry-run': 'switch', 'allow-endpoint': 'values' },
  names: 'one',
} as const satisfies ArgumentSpec;

/** `settings import FILE|- [--dry-run] [--allow-endpoint URL]`: 1 where something of it had to be left out. */
export async function settingsImport(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, spec);
  if (!read.ok) return tellUsage(terminal, read.problem, 'settings import');
  const { flags, names } = read.value;
  const given = await givenDocument(terminal, 'FILE', names[0]);
  if ('problem' in given) return tellUsage(terminal, given, 'settings import');
  return withApp(terminal, 'nothing', async (app) => {
    const dryRun = flags['dry-run'] === true;
    const endpoints = flags['allow-endpoint'] ?? [];
    const imported = await app.api.settings.import({ document: given.text ?? '', endpoints, dryRun });
    if (!imported.ok) return tellFailure(terminal, imported.failure, null);
    const review = importReview(imported.value, en, (roleName) => terminalVoice(terminal, roleName));
    const isNothing = review.counts.roles === 0 && review.counts.settings === 0;
    await say(
      terminal,
      ...review.groups.flatMap(({ title, lines }) => [
        `${title}:`,
        ...lines.flatMap((line) => [`  ${line.title}`, ...[...line.facts, ...line.notes].map((text) => `    ${text}`)]),
      ]),
      ...(review.same === null ? [] : [review.same]),
      isNothing ? en.transfer.nothing : dryRun ? en.commandLine.dryRun : en.transfer.imported(review.counts),
    );
    return review.groups.some(({ group }) => group === 'left-out') ? failure : done;
  });
}
