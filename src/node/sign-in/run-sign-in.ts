import type { Profiles } from '../../core/aws-config/profiles.ts';
import { isProfileOf } from '../../core/aws-config/configured-endpoint.ts';
import type { Environment } from '../../core/environment.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SignInPrompt } from '../../core/ports/sign-in.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import type { SignInSession, SsoSession } from '../../core/sign-in-session.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import { type AwsCli, findAwsCli, isAtLeast, runAwsCli } from './aws-cli.ts';
import { signInByDevice } from './device-sign-in.ts';
import { hasLocalBrowser } from './local-browser.ts';
import { signInFailed } from './sign-in-failed.ts';

export interface SignInRun {
  readonly network: NetworkSettings;
  /** Returns the environment for finding and running the AWS CLI. */
  readonly programEnvironment: () => Promise<Environment>;
  /** The profiles that the config file contains now. */
  readonly profiles: Profiles;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly files: { readonly credentials: string; readonly config: string };
  /** The folder of the tokens of Identity Center. */
  readonly ssoCache: string;
  /** True if the user sees this process's terminal. */
  readonly onTerminal: boolean;
  /** True if the user wants to sign in with a code, which works in a browser on any machine. */
  readonly device: boolean;
  readonly signal: AbortSignal;
  readonly onPrompt: (prompt: SignInPrompt | 'aws-cli') => void;
}

/** The first version of the AWS CLI that has `aws login`. */
const LOGIN_SINCE = '2.32.0';
/**
 * The first version of the AWS CLI whose `aws sso login` uses an authorization code with PKCE,
 * which prevents phishing. Older versions use the device flow.
 */
const PKCE_SINCE = '2.22.0';

/**
 * Signs the user in with `aws login` of the AWS CLI for a `login` session. For Identity Center,
 * uses `aws sso login` if this machine has a browser and a suitable AWS CLI, otherwise the device
 * flow (ADR 0020).
 */
export async function runSignIn(session: SignInSession, run: SignInRun): Promise<Result<null>> {
  const { env } = run.network;
  const hasBrowser = !run.device && hasLocalBrowser(env, run.platform);
  if (session.kind === 'login') {
    const cli = await findAwsCli(await run.programEnvironment(), run.platform);
    const { profile } = session;
    const args = hasBrowser ? ['login'] : ['login', '--remote'];
    if (cli !== null && isAtLeast(cli.version, LOGIN_SINCE))
      return signInWithCli(session, cli, [...args, `--profile=${profile}`], run);
    const { version: found = null, path: program = null } = cli ?? {};
    return failed({ kind: 'sign-in-tool-missing', profile, needed: LOGIN_SINCE, found, program });
  }
  const option = cliOption(session, run.profiles);
  const canUseCli = hasBrowser && option !== null;
  const cli = canUseCli ? await findAwsCli(await run.programEnvironment(), run.platform) : null;
  if (cli !== null && option !== null && isAtLeast(cli.version, PKCE_SINCE))
    return signInWithCli(session, cli, ['sso', 'login', option], run);
  return signInByDevice(session, run);
}

/**
 * Returns the option that tells the AWS CLI where to sign in. Returns null if the config file has
 * no section for the sign-in, because no option can then name it.
 */
function cliOption(session: SsoSession, profiles: Profiles): string | null {
  const { profile, name } = session;
  if (isProfileOf(session, profiles)) return `--profile=${profile}`;
  return name === null ? null : `--sso-session=${name}`;
}

async function signInWithCli(
  session: SignInSession,
  cli: AwsCli,
  args: readonly string[],
  { programEnvironment, files, signal, onTerminal, onPrompt }: SignInRun,
): Promise<Result<null>> {
  onPrompt('aws-cli');
  const fileVariables = {
    AWS_CONFIG_FILE: files.config,
    AWS_SHARED_CREDENTIALS_FILE: files.credentials,
  };
  const env = { ...(await programEnvironment()), ...fileVariables };
  const message = await runAwsCli(cli, args, {
    env,
    signal,
    onTerminal,
  });
  return message === null ? ok(null) : failed(signInFailed(session, 'refused', message));
}
