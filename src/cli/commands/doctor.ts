import type { Check } from '../../core/contract/check.ts';
import { printableJson } from '../../core/printable.ts';
import { checkText } from '../../views/check-text.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { reportFailure } from '../output/reports.ts';
import { terminalVoice } from '../output/voice.ts';
import { SUCCESS, FAILURE, writeOut } from '../terminal.ts';
import type { ExitCode, Line, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

const COLOURS = { good: 'green', look: 'yellow', bad: 'red', skipped: undefined } as const;
const LEVEL_WIDTH = Math.max(...Object.values(en.commandLine.levels).map(({ length }) => length));

/** Prints a line for each check, and what to do. Returns 1 if anything is bad. */
export async function doctor(
  { flags }: ArgumentsOf<'doctor'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { json, offline } = flags;
  return withApp(terminal, 'nothing', async (app) => {
    const checks = await app.api.doctor.run({ offline });
    if (!checks.ok) return reportFailure(terminal, checks.failure, null);
    if (json) {
      const shown = checks.value.map((check) => checkJson(terminal, check));
      await writeOut(terminal, printableJson({ checks: shown }));
    } else
      await writeOut(terminal, ...checks.value.flatMap((check) => checkLines(terminal, check)));
    return checks.value.some(({ level }) => level === 'bad') ? FAILURE : SUCCESS;
  });
}

function checkLines(terminal: Terminal, check: Check): readonly Line[] {
  const { title, detail, remedy } = wordsOf(terminal, check);
  const level = en.commandLine.levels[check.level].padEnd(LEVEL_WIDTH);
  const colour = COLOURS[check.level];
  const [first = '', ...more] = detail.split('\n');
  const indent = ' '.repeat(LEVEL_WIDTH + 1);
  return [
    [
      colour === undefined ? level : { text: level, colour },
      ` ${title}${first === '' ? '' : `: ${first}`}`,
    ],
    ...more.map((line) => `${indent}${line}`),
    ...(remedy === null ? [] : [`${indent}${en.commandLine.toDo}: ${remedy}`]),
  ];
}

/** A check in `doctor --json`, with the level and texts of the line. */
function checkJson(terminal: Terminal, check: Check): object {
  const { title, detail, remedy } = wordsOf(terminal, check);
  return {
    check: check.check,
    level: check.level,
    facts: check.facts,
    failure: check.failure?.kind ?? check.problem?.kind ?? null,
    title,
    detail,
    remedy,
  };
}

function wordsOf(terminal: Terminal, check: Check): ReturnType<typeof checkText> {
  const { role } = check.facts;
  return checkText(en, check, terminalVoice(terminal, typeof role === 'string' ? role : null));
}
