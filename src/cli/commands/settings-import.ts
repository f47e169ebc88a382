import type { SettingsImport } from '../../core/contract/api.ts';
import type { App } from '../../core/contract/app.ts';
import { isTrustSetting, TRUST_SETTINGS } from '../../core/consent-question.ts';
import { printableJson } from '../../core/printable.ts';
import { importReview, type ImportReview } from '../../views/transfer/import-review.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { givenDocument } from '../given-document.ts';
import { reportingChangedCredentials } from '../output/changed-credentials.ts';
import { roleJson } from '../output/role-json.ts';
import { reportFailure, reportNote, reportUsage } from '../output/reports.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import { SUCCESS, FAILURE, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** Imports roles and settings from an export. Returns 1 if a role or a setting was not imported. */
export async function settingsImport(
  { flags, names }: ArgumentsOf<'settings import'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const preferences = flags['allow-preference'] ?? [];
  if (!preferences.every(isTrustSetting)) {
    const rule = { kind: 'one-of', options: TRUST_SETTINGS } as const;
    const field = 'allow-preference';
    return reportFailure(terminal, { kind: 'field-invalid', field, rule }, null);
  }
  const given = await givenDocument(terminal, 'FILE', names[0]);
  if (given.kind !== 'text') return reportUsage(terminal, given, 'settings import');
  const consent = { endpoints: flags['allow-endpoint'] ?? [], preferences };
  const dryRun = flags['dry-run'] === true;
  const importInto = async (app: App): Promise<ExitCode> => {
    const imported = await reportingChangedCredentials(terminal, app, () =>
      app.api.settings.import({ document: given.text ?? '', dryRun }),
    );
    if (!imported.ok) return reportFailure(terminal, imported.failure, null);
    const review = importReview(imported.value, en, (roleName) =>
      terminalFormat(terminal, roleName),
    );
    if (flags.json) await writeOut(terminal, printableJson(importJson(imported.value, dryRun)));
    else await writeOut(terminal, ...reviewLines(review, dryRun));
    for (const line of review.refused) await reportNote(terminal, line);
    const isLeftOut = review.groups.some(({ group }) => group === 'left-out');
    return isLeftOut || review.refused.length > 0 ? FAILURE : SUCCESS;
  };
  return withApp(terminal, 'nothing', importInto, consent);
}

function importJson({ roles, preferences }: SettingsImport, dryRun: boolean): object {
  return {
    dryRun,
    roles: roles.map(({ role, outcome, fields, obstacle, warnings }) => ({
      role: roleJson(role),
      is: outcome,
      fields,
      obstacle: obstacle?.kind ?? null,
      warnings: warnings.map(({ kind }) => kind),
    })),
    settings: preferences.map(({ name, value, present, rule, isUnallowed }) => ({
      name,
      value,
      present,
      isLeftOut: rule !== null || isUnallowed,
    })),
  };
}

function reviewLines(review: ImportReview, dryRun: boolean): readonly string[] {
  const { groups, same, counts, refused } = review;
  const isNothing = counts.roles === 0 && counts.settings === 0;
  const lines = groups.flatMap(({ title, lines: each }) => [
    `${title}:`,
    ...each.flatMap((line) => [
      `  ${line.title}`,
      ...[...line.facts, ...line.notes].map((text) => `    ${text}`),
    ]),
  ]);
  const outcome = dryRun ? en.commandLine.dryRun : en.transfer.imported(counts);
  const isAllRefused = isNothing && refused.length > 0;
  return [
    ...lines,
    ...(same === null ? [] : [same]),
    ...(isAllRefused ? [] : [isNothing ? en.transfer.nothing : outcome]),
  ];
}
