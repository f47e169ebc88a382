import { roleArguments } from './assume.ts';
import { output, type AwsCli } from './processes.ts';
import { sideBySide } from './side-by-side.ts';
import { timeLine, type Verdict } from './verdict.ts';
import type { AwsSnapshot } from './world.ts';

/** `rolekeeper credentials` with a valid session, and AWS CLI 2 exporting the same profile. */
export async function benchCredentials(
  world: AwsSnapshot,
  cli: AwsCli,
  rounds: number,
): Promise<readonly Verdict[]> {
  await world.rolekeeper('role', 'add', 'fresh', ...roleArguments(world));
  await world.rolekeeper('assume', 'fresh');
  const expect = (json: string) => {
    const { SessionToken } = JSON.parse(json) as { readonly SessionToken?: string };
    if (SessionToken === undefined) throw new Error('no session token was printed');
  };
  const theirs = `${cli.version.split(' ', 1)[0] ?? ''} configure export-credentials`;
  const medians = await sideBySide(
    [
      {
        name: 'rolekeeper credentials',
        run: () => world.rolekeeper('credentials', 'fresh').then(expect),
      },
      {
        name: theirs,
        run: () =>
          output(
            cli.path,
            ['configure', 'export-credentials', '--profile', 'fresh'],
            world.env,
          ).then(expect),
      },
      {
        name: 'rolekeeper --version',
        run: () => world.rolekeeper('--version').then(() => undefined),
      },
      {
        name: 'node -e 0',
        run: () => output(process.execPath, ['-e', '0'], world.env).then(() => undefined),
      },
    ],
    rounds,
  );
  await world.rolekeeper('release', 'fresh');

  console.log('\ncredentials with a fresh session, a whole process');
  for (const [name, ms] of Object.entries(medians)) console.log(timeLine(name, ms));
  const ratio = (medians[theirs] ?? NaN) / (medians['rolekeeper credentials'] ?? NaN);
  return [{ what: `credentials is faster than ${theirs}`, ratio, wanted: { atLeast: 8 } }];
}
