import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { inputOptions, outputOptions } from '../scripts/command-line-bundle.ts';
import { outputOf, type AwsCli } from './processes.ts';
import { sideBySide } from './side-by-side.ts';
import type { Row } from './table.ts';
import type { BenchHome } from './bench-home.ts';

const RAW_SDK = 'a raw script on the SDK';
const RAW_SDK_AS_OURS = 'that script, bundled as the command line is';

/**
 * Measures `rolekeeper assume` as a process, the same task with the AWS CLI, and a minimal script
 * that uses the SDK.
 */
export async function benchAssume(
  benchHome: BenchHome,
  clis: readonly AwsCli[],
  rounds: number,
): Promise<readonly Row[]> {
  const { role, env, stsUrl, home } = benchHome;
  const original = await readFile(home.credentialsFile);
  const raw = {
    [RAW_SDK]: await bundledRawSdk(home.folder),
    [RAW_SDK_AS_OURS]: await rawSdkBundledAsOurs(home.folder),
  };
  await benchHome.rolekeeper('role', 'add', 'bench', ...roleArguments(benchHome));

  const checkWritten = async () => {
    const text = await readFile(home.credentialsFile, 'utf8');
    if (!/aws_session_token *= *\S/.test(text)) throw new Error('no session token was written');
  };
  const byHand = async ({ path }: AwsCli) => {
    const answer = await outputOf(
      path,
      [
        ...['sts', 'assume-role', '--role-arn', role.arn, '--role-session-name', role.sessionName],
        ...['--external-id', role.externalId, '--endpoint-url', stsUrl, '--output', 'json'],
      ],
      env,
    );
    const { Credentials } = JSON.parse(answer) as {
      readonly Credentials: Readonly<Record<string, string>>;
    };
    for (const [key, value] of [
      ['aws_access_key_id', Credentials['AccessKeyId']],
      ['aws_secret_access_key', Credentials['SecretAccessKey']],
      ['aws_session_token', Credentials['SessionToken']],
    ]) {
      await outputOf(
        path,
        ['configure', 'set', String(key), String(value), '--profile', 'by-hand'],
        env,
      );
    }
    await checkWritten();
  };
  const medians = await sideBySide(
    [
      {
        name: 'rolekeeper assume',
        run: () => benchHome.rolekeeper('assume', 'bench').then(checkWritten),
      },
      ...Object.entries(raw).map(([name, script]) => ({
        name,
        run: async () => {
          await outputOf(
            process.execPath,
            [script, role.arn, role.externalId, role.sessionName, 'raw'],
            env,
          );
          await checkWritten();
          // raw-sdk.ts only appends, so the file would grow without this.
          await writeFile(home.credentialsFile, original);
        },
      })),
      ...clis.map((cli) => ({
        name: `by hand, ${cli.version.split(' ', 1)[0] ?? ''}`,
        run: () => byHand(cli),
      })),
    ],
    rounds,
  );
  await benchHome.rolekeeper('release', 'bench');

  const ours = medians['rolekeeper assume'] ?? NaN;
  const limitFor = (name: string): Row['limit'] => {
    if (name === RAW_SDK_AS_OURS) return null;
    return name === RAW_SDK ? { kind: 'times', atMost: 1.2 } : { kind: 'faster', atLeast: 10 };
  };
  return Object.entries(medians)
    .filter(([name]) => name !== 'rolekeeper assume')
    .map(([name, ms]) => ({
      what: '`assume`, from the start of the process to its end',
      ours,
      peer: { name, ms },
      limit: limitFor(name),
    }));
}

/** Returns the arguments of `role add` for the benchmark's role. */
export function roleArguments({ role }: BenchHome): readonly string[] {
  return [
    '--role-arn',
    role.arn,
    '--external-id',
    role.externalId,
    '--session-name',
    role.sessionName,
  ];
}

const rawSdk = { raw: join(import.meta.dirname, 'raw-sdk.ts') };

/** Bundles the raw script with the bundler's default settings. */
async function bundledRawSdk(folder: string): Promise<string> {
  const bundle = await rolldown({ input: rawSdk, platform: 'node' });
  const dir = join(folder, 'raw-sdk');
  await bundle.write({ dir, format: 'esm', entryFileNames: '[name].mjs' });
  await bundle.close();
  // The raw script gets V8's compile cache too.
  const launcher = join(dir, 'launcher.mjs');
  await writeFile(
    launcher,
    `import { enableCompileCache } from 'node:module';\nenableCompileCache(import.meta.dirname + '/cache');\nawait import('./raw.mjs');\n`,
  );
  return launcher;
}

/** Bundles the raw script with the settings of the command line's bundle. */
async function rawSdkBundledAsOurs(folder: string): Promise<string> {
  const bundle = await rolldown({ ...inputOptions, input: rawSdk });
  const dir = join(folder, 'raw-sdk-as-ours');
  await bundle.write({ ...outputOptions, dir, entryFileNames: '[name].cjs' });
  await bundle.close();
  const launcher = join(dir, 'launcher.cjs');
  await writeFile(
    launcher,
    `require('node:module').enableCompileCache(__dirname + '/cache');\nrequire('./raw.cjs');\n`,
  );
  return launcher;
}
