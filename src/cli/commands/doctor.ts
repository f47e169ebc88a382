import type { Check } from '../../core/contract/check.ts';
import { printableJson } from '../../core/printable.ts';
import { checkText } from '../../views/check-text.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { remedyLine } from '../../views/failure-text.ts';
import type { FactFormat } from '../../views/words/fact-format.ts';
import {
  type DoctorRow,
  doctorRows,
  offeredSources,
  roleOf,
  type RowRemedy,
  addNeedsYouChecks,
} from '../../views/doctor-rows.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { reportFailure } from '../output/reports.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import { SUCCESS, FAILURE, writeOut } from '../terminal.ts';
import type { ExitCode, Line, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

const COLOURS = { good: 'green', warning: 'yellow', bad: 'red', skipped: undefined } as const;
const LEVEL_WIDTH = Math.max(...Object.values(en.commandLine.levels).map(({ length }) => length));

/**
 * Prints the results, one row for each cause, and what the user can do. Returns 1 if a check is
 * bad.
 */
export async function doctor(
  { flags }: ArgumentsOf<'doctor'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { json, offline } = flags;
  return withApp(terminal, 'nothing', async (app) => {
    const found = await app.api.doctor.run({ offline });
    if (!found.ok) return reportFailure(terminal, found.failure, null);
    const checks = addNeedsYouChecks(found.value, app.state());
    const listed = await app.api.role.sources({});
    const sources = listed.ok ? offeredSources(listed.value) : [];
    const formatOf = (role: string | null): FactFormat => ({
      ...terminalFormat(terminal, role),
      sources,
    });
    if (json) {
      const shown = checks.map((check) => checkJson(check, formatOf));
      await writeOut(terminal, printableJson({ checks: shown }));
    } else {
      const rows = doctorRows(en, checks, formatOf);
      await writeOut(terminal, ...rows.flatMap(rowLines));
    }
    return checks.some(({ level }) => level === 'bad') ? FAILURE : SUCCESS;
  });
}

function rowLines({ checks: [{ level }], text, roles, remedy }: DoctorRow): readonly Line[] {
  const { title, detail } = text;
  const { levels, toDo, roles: rolesLabel } = en.commandLine;
  const label = levels[level].padEnd(LEVEL_WIDTH);
  const colour = COLOURS[level];
  const [first = '', ...more] = detail.split('\n');
  const indent = ' '.repeat(LEVEL_WIDTH + 1);
  return [
    [
      colour === undefined ? label : { text: label, colour },
      ` ${title}${first === '' ? '' : `: ${first}`}`,
    ],
    ...more.map((line) => `${indent}${line}`),
    ...(roles.length === 0 ? [] : [`${indent}${rolesLabel}: ${roles.map(displaySafe).join(', ')}`]),
    ...(remedy === null ? [] : remedyLines(remedy).map((line) => `${indent}${line}`)),
  ];

  function remedyLines({ label, commands }: RowRemedy): readonly string[] {
    const [command, another] = commands;
    if (another !== undefined)
      return [`${toDo}: ${label}:`, ...commands.map((each) => `  ${each}`)];
    return [`${toDo}: ${command === undefined ? label : `${label}: ${command}`}`];
  }
}

/** Returns a check for `doctor --json`, with the same texts as in the terminal. */
function checkJson(check: Check, formatOf: (role: string | null) => FactFormat): object {
  const text = checkText(en, check, formatOf(roleOf(check)));
  const { title, detail } = text;
  return {
    check: check.check,
    level: check.level,
    facts: check.facts,
    failure: check.failure?.kind ?? check.problem?.kind ?? null,
    title,
    detail,
    remedy: remedyLine(text),
  };
}
