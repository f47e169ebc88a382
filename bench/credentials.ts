import { roleArguments } from './assume.ts';
import { outputOf, type AwsCli } from './processes.ts';
import { sideBySide, type Contender } from './side-by-side.ts';
import type { Row } from './table.ts';
import type { BenchHome } from './bench-home.ts';

/**
 * Measures `rolekeeper credentials` with a valid session, Node alone, and the export of the same
 * profile by AWS CLI 2, if that is installed.
 */
export async function benchCredentials(
  benchHome: BenchHome,
  cli: AwsCli | undefined,
  rounds: number,
): Promise<readonly Row[]> {
  await benchHome.rolekeeper('role', 'add', 'fresh', ...roleArguments(benchHome));
  await benchHome.rolekeeper('assume', 'fresh');
  const expect = (json: string) => {
    const { SessionToken } = JSON.parse(json) as { readonly SessionToken?: string };
    if (SessionToken === undefined) throw new Error('no session token was printed');
  };
  const peerName = `${cli?.version.split(' ', 1)[0] ?? ''} configure export-credentials`;
  const exported = (path: string): Contender => ({
    name: peerName,
    run: () =>
      outputOf(path, ['configure', 'export-credentials', '--profile', 'fresh'], benchHome.env).then(
        expect,
      ),
  });
  const medians = await sideBySide(
    [
      {
        name: 'rolekeeper credentials',
        run: () => benchHome.rolekeeper('credentials', 'fresh').then(expect),
      },
      ...(cli === undefined ? [] : [exported(cli.path)]),
      {
        name: 'node -e 0',
        run: () => outputOf(process.execPath, ['-e', '0'], benchHome.env).then(() => undefined),
      },
    ],
    rounds,
  );
  await benchHome.rolekeeper('release', 'fresh');

  const what = '`credentials` with a fresh session, from the start of the process to its end';
  const ours = medians['rolekeeper credentials'] ?? NaN;
  const peer = (name: string): Row['peer'] => ({ name, ms: medians[name] ?? NaN });
  const alone: Row = { what, ours, peer: peer('node -e 0'), limit: { kind: 'ms', atMost: 40 } };
  if (cli === undefined) return [alone];
  return [alone, { what, ours, peer: peer(peerName), limit: { kind: 'faster', atLeast: 8 } }];
}
