import type { Check } from '../../core/contract/api.ts';
import { displaySafeFacts } from '../../views/display-safe.ts';
import { en } from '../../views/words/en.ts';
import { readArguments } from '../arguments.ts';
import { tellFailure, tellUsage } from '../output/telling.ts';
import { done, failure, say } from '../terminal.ts';
import type { ExitCode, Line, Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

const colours = { good: 'green', warning: 'yellow', bad: 'red' } as const;

/** `doctor`: a line a check, and what to do; 1 where something is bad. */
export async function doctor(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, { flags: {}, names: 'none' });
  if (!read.ok) return tellUsage(terminal, read.problem, 'doctor');
  return withApp(terminal, 'nothing', async (app) => {
    const checks = await app.api.doctor.run({});
    if (!checks.ok) return tellFailure(terminal, checks.failure, null);
    await say(terminal, ...checks.value.flatMap(checkLines));
    return checks.value.some(({ verdict }) => verdict === 'bad') ? failure : done;
  });
}

function checkLines(check: Check): readonly Line[] {
  const { verdict } = check;
  const text = en.checks[check.check]({ verdict, facts: displaySafeFacts(check.facts) });
  const mark = { text: en.commandLine.verdicts[verdict].padEnd(5), colour: colours[verdict] };
  return [
    [mark, ` ${text.title}${text.detail === '' ? '' : `: ${text.detail}`}`],
    ...(text.remedy === null ? [] : [`      ${en.commandLine.toDo}: ${text.remedy}`]),
  ];
}
