import { roleArguments } from './assume.ts';
import { output, type AwsCli } from './processes.ts';
import { sideBySide, type Contender } from './side-by-side.ts';
import type { Row } from './table.ts';
import type { BenchHome } from './world.ts';

/**
 * `rolekeeper credentials` with a valid session, Node alone, and AWS CLI 2 exporting the same
 * profile, if it is installed.
 */
export async function benchCredentials(
  world: BenchHome,
  cli: AwsCli | undefined,
  rounds: number,
): Promise<readonly Row[]> {
  await world.rolekeeper('role', 'add', 'fresh', ...roleArguments(world));
  await world.rolekeeper('assume', 'fresh');
  const expect = (json: string) => {
    const { SessionToken } = JSON.parse(json) as { readonly SessionToken?: string };
    if (SessionToken === undefined) throw new Error('no session token was printed');
  };
  const theirs = `${cli?.version.split(' ', 1)[0] ?? ''} configure export-credentials`;
  const exported = (path: string): Contender => ({
    name: theirs,
    run: () =>
      output(path, ['configure', 'export-credentials', '--profile', 'fresh'], world.env).then(
        expect,
      ),
  });
  const medians = await sideBySide(
    [
      {
        name: 'rolekeeper credentials',
        run: () => world.rolekeeper('credentials', 'fresh').then(expect),
      },
      ...(cli === undefined ? [] : [exported(cli.path)]),
      {
        name: 'node -e 0',
        run: () => output(process.execPath, ['-e', '0'], world.env).then(() => undefined),
      },
    ],
    rounds,
  );
  await world.rolekeeper('release', 'fresh');

  const what = '`credentials` with a fresh session, a whole process';
  const ours = medians['rolekeeper credentials'] ?? NaN;
  const peer = (name: string): Row['peer'] => ({ name, ms: medians[name] ?? NaN });
  const alone: Row = { what, ours, peer: peer('node -e 0'), limit: { kind: 'ms', atMost: 40 } };
  if (cli === undefined) return [alone];
  return [alone, { what, ours, peer: peer(theirs), limit: { kind: 'faster', atLeast: 8 } }];
}
