// `npm run bench`: compares Rolekeeper's durations with those of other tools, on this machine, in
// the same run. Exits with 1 if a required ratio is missed.
import { benchAssume } from './assume.ts';
import { benchCredentials } from './credentials.ts';
import { benchClickToFile } from './click-to-file.ts';
import { benchMainStart } from './main-start.ts';
import { withinLimit } from './limit.ts';
import { awsClis } from './processes.ts';
import { benchManyRoles } from './many-roles.ts';
import { benchPanel } from './panel.ts';
import { benchTrayView } from './tray-view.ts';
import { holds, verdictLine, type Verdict } from './verdict.ts';
import { makeWorld } from './world.ts';

const rounds = Number(process.argv[2] ?? 9);
const world = await makeWorld();
const verdicts: Verdict[] = [];
try {
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}, medians of ${rounds} rounds\n`,
  );
  const clis = await withinLimit('the AWS CLIs', () => awsClis(world.env));
  if (clis.length === 0) console.log('No AWS CLI is installed: nothing to compare with.\n');
  const part = async (
    name: string,
    run: () => Promise<readonly Verdict[]> | readonly Verdict[],
  ): Promise<void> => {
    verdicts.push(...(await withinLimit(name, run)));
  };
  await part('assume', () => benchAssume(world, clis, rounds));
  const second = clis.find(({ major }) => major === 2);
  if (second === undefined)
    console.log('No AWS CLI 2 is installed: `export-credentials` is not compared.');
  else await part('credentials', () => benchCredentials(world, second, rounds));
  await part('click to file', () => benchClickToFile(world, 2 * rounds + 1));
  await part('many roles', () => benchManyRoles(world));
  await part('start', () => benchMainStart(world, 2 * rounds + 1));
  await part('tray', () => benchTrayView(2 * rounds + 1));
  await part('panel', () => benchPanel(rounds));
} catch (error) {
  console.error(error);
  await world.end();
  // A part that timed out must not keep the process alive.
  process.exit(1);
}
await world.end();

console.log(`\n${verdicts.map(verdictLine).join('\n')}`);
process.exitCode = verdicts.every(holds) ? 0 : 1;
