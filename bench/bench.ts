// Compares Rolekeeper's durations with those of other tools, on this machine, in the same run. `npm
// run bench` runs this script.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber, withHelp } from '../demo/with-help.ts';
import { benchAssume } from './assume.ts';
import { benchCredentials } from './credentials.ts';
import { benchClickToFile } from './click-to-file.ts';
import { benchMainStart } from './main-start.ts';
import { withinLimit } from './limit.ts';
import { awsClis } from './processes.ts';
import { benchManyRoles } from './many-roles.ts';
import { benchPanel } from './panel.ts';
import { isWithinLimit, markdownTable, type Row } from './table.ts';
import { benchShell } from './shell.ts';
import { benchTrayView } from './tray-view.ts';
import { makeBenchHome } from './bench-home.ts';

const rounds = withHelp(
  [
    'Usage: npm run bench [-- --rounds N]',
    '',
    'Builds Rolekeeper, compares its durations with those of other tools, and prints the table of',
    'docs/performance.md. Ends with 1 if a limit is missed.',
    '',
    '  --rounds N  how often the tools run in turn (default: 9)',
  ],
  () => {
    const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });
    return wholeNumber(values.rounds, '--rounds', 1);
  },
);
const root = resolve(import.meta.dirname, '..');
const builds = [['scripts/build.ts'], ['node_modules/electron-vite/bin/electron-vite.js', 'build']];
for (const args of builds)
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
const benchHome = await makeBenchHome();
const rows: Row[] = [];
let isComplete = true;

const part = async <T>(name: string, limitS: number, run: () => Promise<T> | T): Promise<T> => {
  const began = performance.now();
  const result = await withinLimit(name, limitS * 1000, run);
  console.error(`${name}: measured in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
};

try {
  const clis = await part('AWS CLIs', 10, () => awsClis(benchHome.env));
  const second = clis.find(({ major }) => major === 2);
  if (second === undefined) console.error('AWS CLI 2 is not installed, so it is not compared.');
  // The limits, in seconds, add up to 5.5 min. On two idle cores the parts take about half of that.
  rows.push(...(await part('assume', 80, () => benchAssume(benchHome, clis, rounds))));
  rows.push(...(await part('credentials', 30, () => benchCredentials(benchHome, second, rounds))));
  rows.push(...(await part('shell', 20, () => benchShell(benchHome, rounds))));
  rows.push(
    ...(await part('click to file', 30, () => benchClickToFile(benchHome, 2 * rounds + 1))),
  );
  rows.push(...(await part('many roles', 40, () => benchManyRoles(benchHome))));
  rows.push(...(await part('start', 30, () => benchMainStart(benchHome, rounds))));
  rows.push(...(await part('tray', 10, () => benchTrayView(2 * rounds + 1))));
  rows.push(...(await part('panel', 80, () => benchPanel(Math.ceil(rounds / 2)))));
} catch (error) {
  // Stops here, because this part can still be running and would affect the next parts.
  isComplete = false;
  console.error(error instanceof Error ? error.message : error);
}
await benchHome.end();

console.error(
  `\nNode ${process.version}, ${process.platform} ${process.arch}, medians of ${rounds} rounds\n`,
);
console.log(markdownTable(rows));
// A part that did not end in time must not keep the process alive.
process.exit(isComplete && rows.every(isWithinLimit) ? 0 : 1);
