import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../src/core/environment.ts';
import type { UserAccount } from './sts/accounts.ts';

/**
 * A home folder in the system's temporary folder, so the demo never reads or writes a real
 * `~/.aws`.
 */
export interface DemoHome {
  readonly folder: string;
  readonly credentialsFile: string;
  /**
   * The variables that make the AWS CLI use this home. They are few enough to paste on one line.
   */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  /** The complete environment for a process that runs in this home. */
  environment(outer: Environment, stsUrl: string): Environment;
  remove(): Promise<void>;
}

export const DEMO_REGION = 'eu-central-1';

/** Creates the home. The config file contains the region of `[default]`, then `furtherConfig`. */
export async function makeDemoHome(user: UserAccount, furtherConfig = ''): Promise<DemoHome> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'rolekeeper-demo-')));
  const credentialsFile = join(folder, '.aws', 'credentials');
  const configFile = join(folder, '.aws', 'config');
  const awsEnvironment = {
    AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
    AWS_CONFIG_FILE: configFile,
  };
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await mkdir(join(folder, '.aws'), { mode: 0o700 });
    await writeFile(credentialsFile, credentialsText(user), { mode: 0o600 });
    await writeFile(configFile, `[default]\nregion = ${DEMO_REGION}\n${furtherConfig}`, {
      mode: 0o600,
    });
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    credentialsFile,
    awsEnvironment,
    environment: (outer, stsUrl) => ({
      ...withoutAws(outer),
      ...awsEnvironment,
      HOME: folder,
      USERPROFILE: folder,
      ROLEKEEPER_HOME: join(folder, 'rolekeeper'),
      ROLEKEEPER_KEYCHAIN: 'off',
      AWS_ENDPOINT_URL_STS: stsUrl,
      AWS_REGION: DEMO_REGION,
      AWS_DEFAULT_REGION: DEMO_REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
      NO_PROXY: '127.0.0.1',
    }),
    remove,
  };
}

/** Contains comments, so that the demo can show that Rolekeeper keeps them. */
function credentialsText(user: UserAccount): string {
  return `# Keys of the demo user; every byte of this part stays as it is.
[default]
aws_access_key_id = ${user.accessKeyId}
aws_secret_access_key = ${user.secretAccessKey}

; an old project, kept for its comments
[old-project]
# aws_access_key_id = AKIAI44QH8DHBEXAMPLE
region=us-east-1
`;
}

/** Returns the environment without the variables of AWS, proxies and Rolekeeper. */
function withoutAws(outer: Environment): Environment {
  return Object.fromEntries(
    Object.entries(outer).filter(
      ([name]) => !/^(AWS_|ROLEKEEPER_|XDG_CONFIG_HOME$|(https?|all|no)_proxy$)/i.test(name),
    ),
  );
}
