import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { fromHttp } from '@aws-sdk/credential-providers';
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../support/core-harness.ts';
import { botocorePython, programOnPath } from '../support/external-programs.ts';
import { endpointProcess } from './endpoint-process.ts';
import { externalSuite } from './external-suite.ts';
import { servedRole } from './served-role.ts';

// Tests the rows of "Which containers reach it" in docs/guide.md. bwrap isolates a process as
// Docker does, and pasta is the network of Podman.
const TOKEN = '/tmp/aws-token';
const bwrap = programOnPath('bwrap');
const pasta = programOnPath('pasta');
const setpriv = programOnPath('setpriv');
const python = botocorePython();
// Podman starts pasta as an ordinary user. If root starts pasta, it makes another kind of network.
const asUser =
  process.getuid?.() === 0
    ? [setpriv ?? '', '--reuid', '65534', '--regid', '65534', '--clear-groups']
    : [];

/**
 * Returns `program`, or null if the command fails or does not end, for example because the kernel
 * forbids namespaces.
 */
function programIfWorking(program: string | null, command: readonly string[]): string | null {
  const [file = '', ...args] = command;
  const options = { cwd: '/', timeout: 10_000, killSignal: 'SIGKILL' } as const;
  const isWorking = program !== null && spawnSync(file, args, options).status === 0;
  return isWorking ? program : null;
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/**
 * Starts an endpoint that serves one role. The returned `container` is the command that starts a
 * container with the role's token file.
 */
async function containerWith(network: 'host' | 'own') {
  const served = await servedRole();
  ends.push(served.close);
  const program = ['--ro-bind', process.cwd(), process.cwd()];
  const token = ['--ro-bind', served.tokenFile, TOKEN];
  const mounts = ['--ro-bind', '/', '/', '--tmpfs', '/tmp', ...program, ...token];
  const system = ['--dev', '/dev', '--proc', '/proc', '--unshare-all', '--die-with-parent'];
  const container = [
    bwrap ?? '',
    ...mounts,
    ...system,
    ...(network === 'host' ? ['--share-net'] : []),
  ];
  const variables = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: served.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: TOKEN,
  };
  return { ...served, container, variables };
}

/** Runs a program in a container and returns its output. */
async function output(
  container: readonly string[],
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd = process.cwd(),
): Promise<string> {
  const [file = '', ...args] = [...container, ...command];
  const all = {
    PATH: process.env['PATH'],
    HOME: '/tmp/nobody',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'eu-central-1',
    ...env,
  };
  return (await promisify(execFile)(file, args, { env: all, cwd })).stdout;
}

const containers = programIfWorking(bwrap, [
  bwrap ?? '',
  '--ro-bind',
  '/',
  '/',
  '--unshare-all',
  'true',
]);
const forPython = externalSuite('a container with botocore', {
  bwrap: containers,
  botocore: python,
});
describe.skipIf(forPython.skip)(forPython.title, () => {
  it('gets the new credentials after each refresh, if it has the network of the host', async () => {
    const { machine, currentKeyId, container, variables } = await containerWith('host');
    const program = endpointProcess(python ?? '', variables, container);
    try {
      for (let hour = 0; hour < 3; hour += 1) {
        expect(await program.readAt(machine.clock.now())).toMatchObject({
          accessKeyId: currentKeyId(),
        });
        await machine.clock.advance(50 * MINUTE);
      }
    } finally {
      program.close();
    }
  });

  it('gets no credentials if it has a network of its own', async () => {
    const { machine, container, variables } = await containerWith('own');
    const program = endpointProcess(python ?? '', variables, container);
    try {
      expect(await program.readAt(machine.clock.now())).toMatchObject({
        error: expect.stringContaining('Could not connect') as unknown,
      });
    } finally {
      program.close();
    }
  });
});

const forNode = externalSuite('a container with the AWS SDK for JavaScript', { bwrap: containers });
describe.skipIf(forNode.skip)(forNode.title, () => {
  it('gets credentials if it has the network of the host', async () => {
    const { currentKeyId, container, variables } = await containerWith('host');
    const script = `require('@aws-sdk/credential-providers').fromHttp()().then(({ accessKeyId }) => console.log(accessKeyId))`;
    const printed = await output(container, [process.execPath, '-e', script], variables);
    expect(printed.trim()).toBe(currentKeyId());
  });
});

const bash = programOnPath('bash');
const networks = programIfWorking(pasta, [
  ...asUser,
  pasta ?? '',
  '--config-net',
  '--quiet',
  '--',
  'true',
]);
const forPasta = externalSuite('a network of pasta', { pasta: networks, bash, setpriv });
describe.skipIf(forPasta.skip)(forPasta.title, () => {
  const script = `exec 3<>/dev/tcp/127.0.0.1/$PORT
printf 'GET %s HTTP/1.1\\r\\nHost: 127.0.0.1:%s\\r\\nAuthorization: %s\\r\\n\\r\\n' "$TARGET" "$PORT" "$TOKEN" >&3
cat <&3`;

  it('reaches the endpoint only if pasta forwards the port', async () => {
    const { currentKeyId, url, tokenFile } = await containerWith('own');
    const { port, pathname } = new URL(url);
    const env = { PORT: port, TARGET: pathname, TOKEN: readFileSync(tokenFile, 'utf8') };
    const asked = (ports: string): Promise<string> => {
      const network = [...asUser, pasta ?? '', '--config-net', '--quiet', '-T', ports, '--'];
      return output(network, [bash ?? '', '-c', script], env, '/');
    };
    expect(await asked(port)).toContain(currentKeyId());
    await expect(asked('none')).rejects.toThrow('Connection refused');
  });
});

describe('the address by which a container reaches its host', () => {
  const hosts = ['host.docker.internal', 'host.containers.internal', '172.17.0.1', '10.0.2.2'];

  it.each(hosts)('is refused by the AWS SDK for JavaScript in an http:// URL: %s', async (host) => {
    const awsContainerCredentialsFullUri = `http://${host}:4749/4f1c2a9b0d3e`;
    const asked = async () => fromHttp({ awsContainerCredentialsFullUri, maxRetries: 0 })();
    await expect(asked()).rejects.toThrow(/loopback/);
  });

  it.skipIf(forPython.skip).each(hosts)(
    'is refused by botocore in an http:// URL: %s',
    async (host) => {
      const program = endpointProcess(python ?? '', {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${host}:4749/4f1c2a9b0d3e`,
      });
      const answer = await program.readAt(Date.now());
      program.close();
      expect(answer).toMatchObject({
        error: expect.stringContaining("Unsupported host '" + host) as unknown,
      });
    },
  );
});
