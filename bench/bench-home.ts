import { join, resolve } from 'node:path';
import { makeDemoHome, type DemoHome } from '../demo/demo-home.ts';
import { startEmbeddedSts } from '../demo/sts/embedded-sts.ts';
import { DEMO_USER, sampleRoles } from '../demo/sample-roles.ts';
import { outputOf, type Environment } from './processes.ts';

/** The output of `npm run build`. */
export const builtRolekeeper = resolve(import.meta.dirname, '../dist/cli/rolekeeper.cjs');

/** A home with the keys of one user, an STS on loopback that knows the user, and one role. */
export interface BenchHome {
  readonly home: DemoHome;
  readonly stsUrl: string;
  readonly role: {
    readonly arn: string;
    readonly externalId: string;
    readonly sessionName: string;
  };
  readonly env: Environment;
  rolekeeper(...args: readonly string[]): Promise<string>;
  end(): Promise<void>;
}

export async function makeBenchHome(): Promise<BenchHome> {
  const roles = sampleRoles(3600);
  const sts = await startEmbeddedSts({
    users: [DEMO_USER],
    roles: roles.map(({ account }) => account),
  });
  const home = await makeDemoHome(DEMO_USER);
  const [client] = roles;
  if (client === undefined) throw new Error('the demo has no roles');
  const env = { ...home.environment(process.env, sts.url), PYENV_ROOT: pyenvRoot() };
  return {
    home,
    stsUrl: sts.url,
    role: {
      arn: client.account.roleArn,
      externalId: client.account.externalId ?? '',
      sessionName: 'FirstSession',
    },
    env,
    rolekeeper: (...args) => outputOf(process.execPath, [builtRolekeeper, ...args], env),
    end: async () => {
      await sts.close();
      await home.remove();
    },
  };
}

/** Returns the folder of pyenv. Its default is in HOME, and the benchmark's HOME has no Python. */
function pyenvRoot(): string {
  return process.env['PYENV_ROOT'] ?? join(process.env['HOME'] ?? '', '.pyenv');
}
