import {
  fromContainerMetadata,
  fromEnv,
  fromHttp,
  fromInstanceMetadata,
  fromLoginCredentials,
  fromTokenFile,
} from '@aws-sdk/credential-providers';
import { externalDataInterceptor, getHomeDir } from '@smithy/core/config';
import { join } from 'node:path';
import type { Failure } from '../../core/failure.ts';
import type { Credentials } from '../../core/credentials.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { configuredEndpoint } from '../../core/aws-config/configured-endpoint.ts';
import { defaultRegionOf } from '../../core/aws-config/partition.ts';
import type { Profile, Profiles } from '../../core/aws-config/profiles.ts';
import { signInKeyOf } from '../../core/aws-config/sign-in-session.ts';
import { stsVariant, toolRegion } from '../../core/aws-config/sts-settings.ts';
import { expand } from '../expanded-path.ts';
import { thisMachine } from '../machine.ts';
import { FIXED_SETTINGS } from '../sts/fixed-settings.ts';
import { type RequestHandler, withRequestHandler } from '../sts/request-handler.ts';
import { sdkFileRefusal } from './sdk-files.ts';
import { scrub } from '../sts/scrub.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import { ssoCredentials } from './sso-credentials.ts';
import { SignInNeeded, type TokenRefreshes } from './sso-token.ts';

export interface SdkDependencies {
  readonly network: NetworkSettings;
  readonly clock: Clock;
  readonly profiles: Profiles;
  readonly refreshes: TokenRefreshes;
  readonly signal: AbortSignal;
}

type Provider = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}>;

/**
 * Gets a profile's credentials through the SDK's providers. Passes all settings explicitly, so that
 * the SDK does not read the AWS files.
 */
export async function resolveThroughSdk(
  profile: Profile,
  dependencies: SdkDependencies,
): Promise<Result<Credentials>> {
  const { network, clock, signal } = dependencies;
  const refusal = sdkFileRefusal(profile, network.env);
  if (refusal !== null) return failed(refusal);
  try {
    return await withRequestHandler(
      { network, caBundle: profile.caBundle, clock, signal },
      async (handler) => {
        try {
          return ok(await credentialsOf(profile, dependencies, handler));
        } catch (error) {
          return failureOf(profile, error, handler.noAnswerFailure());
        }
      },
    );
  } catch (error) {
    return failureOf(profile, error, null);
  }
}

async function credentialsOf(
  profile: Profile,
  dependencies: SdkDependencies,
  requestHandler: RequestHandler,
): Promise<Credentials> {
  const { network, clock, profiles, refreshes } = dependencies;
  const { name, sso } = profile;
  if (profile.credentialKinds[0] === 'sso') {
    if (sso === null) throw new Error('its Identity Center settings are incomplete');
    return ssoCredentials(sso, {
      clock,
      requestHandler,
      refreshes,
      cacheFolder: expand('~/.aws/sso/cache', network.env),
      endpoints: {
        sso: configuredEndpoint(name, profiles, network.env, 'sso'),
        oidc: configuredEndpoint(name, profiles, network.env, 'sso_oidc'),
      },
      ...stsVariant(name, profiles, network.env),
    });
  }
  const provide = providerFor(profile, dependencies, requestHandler);
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provide();
  return { accessKeyId, secretAccessKey, sessionToken, expiration: expiration?.getTime() };
}

function providerFor(
  profile: Profile,
  { network: { env }, profiles }: SdkDependencies,
  requestHandler: RequestHandler,
): Provider {
  const { name, roleArn, credentialKinds } = profile;
  const region = toolRegion(name, profiles, env);
  const clientConfig = (service: 'sts' | 'signin', fallback: string) => {
    const endpoint = configuredEndpoint(name, profiles, env, service);
    const { useFipsEndpoint, useDualstackEndpoint } = stsVariant(name, profiles, env);
    return {
      ...FIXED_SETTINGS,
      requestHandler,
      region: region ?? fallback,
      ...(endpoint === null ? { useFipsEndpoint, useDualstackEndpoint } : { endpoint }),
    };
  };
  switch (credentialKinds[0]) {
    case 'login_session':
      return fromLoginCredentials({
        ...loginProfile(profile.loginSession ?? '', region),
        clientConfig: clientConfig('signin', 'us-east-1'),
      });
    case 'web_identity':
      return fromTokenFile({
        roleArn: roleArn ?? '',
        webIdentityTokenFile: expand(profile.webIdentityTokenFile ?? '', env),
        ...(profile.roleSessionName === null ? {} : { roleSessionName: profile.roleSessionName }),
        clientConfig: clientConfig('sts', defaultRegionOf(roleArn ?? '')),
      });
    case 'role_arn':
      return credentialSource(profile, env);
    default:
      throw new Error(`no provider is needed for ${credentialKinds[0] ?? 'nothing'}`);
  }
}

/**
 * Returns the settings for the provider of `aws login`, which accepts a session only from a config
 * file. The provider gets a generated text under a file name that does not exist, so that it does
 * not parse the user's config file.
 */
function loginProfile(
  session: string,
  region: string | null,
): { readonly profile: string; readonly filepath: string; readonly configFilepath: string } {
  const lines = [`login_session = ${session}`, ...(region === null ? [] : [`region = ${region}`])];
  const configFilepath = `rolekeeper:${session}`;
  externalDataInterceptor.interceptFile(configFilepath, `[profile login]\n${lines.join('\n')}\n`);
  externalDataInterceptor.interceptFile(NO_FILE, '');
  return { profile: 'login', filepath: NO_FILE, configFilepath };
}

const NO_FILE = 'rolekeeper:none';

/**
 * Replaces the AWS files in the SDK's memory with a generated text, which contains only the
 * profile's metadata settings. The metadata provider would otherwise parse the user's files.
 */
function hideAwsFiles({ metadataSettings }: Profile): void {
  const lines = metadataSettings.map(([key, value]) => `${key} = ${value.replace(/\s+/g, ' ')}\n`);
  const names = ['default', `profile ${thisMachine.env['AWS_PROFILE'] ?? 'default'}`];
  const text = names.map((name) => `[${name}]\n${lines.join('')}`).join('');
  externalDataInterceptor.interceptFile(sdkPath('AWS_CONFIG_FILE', 'config'), text);
  externalDataInterceptor.interceptFile(sdkPath('AWS_SHARED_CREDENTIALS_FILE', 'credentials'), '');
}

/** Returns the path from which the SDK reads a file. Like the SDK, it expands only `~`. */
function sdkPath(variable: string, name: string): string {
  const home = getHomeDir();
  const named = thisMachine.env[variable] ?? '';
  if (named === '') return join(home, '.aws', name);
  return named.startsWith('~/') ? join(home, named.slice(2)) : named;
}

/**
 * Returns the provider that `credential_source` names. The core uses the provider's credentials to
 * assume the profile's `role_arn`.
 */
function credentialSource(profile: Profile, env: NetworkSettings['env']): Provider {
  switch (profile.credentialSource) {
    case 'Environment':
      return fromEnv();
    case 'Ec2InstanceMetadata':
      if (env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true') {
        return () => Promise.reject(new Error('AWS_EC2_METADATA_DISABLED is true'));
      }
      hideAwsFiles(profile);
      return fromInstanceMetadata();
    case 'EcsContainer':
      return async () => {
        try {
          return await fromHttp()();
        } catch {
          return fromContainerMetadata()();
        }
      };
    default:
      return () =>
        Promise.reject(
          new Error(
            'its credential_source is none of Environment, Ec2InstanceMetadata, EcsContainer',
          ),
        );
  }
}

function failureOf(profile: Profile, error: unknown, noAnswer: Failure | null): Result<never> {
  if (noAnswer !== null) return failed(noAnswer);
  const [kind] = profile.credentialKinds;
  const message = scrub(error instanceof Error ? error.message : String(error), []);
  const signIn = profile.signIn === null ? {} : { signIn: signInKeyOf(profile.signIn) };
  if (error instanceof SignInNeeded)
    return failed({ kind: 'sign-in-needed', profile: profile.name, how: 'sso', ...signIn });
  if (kind === 'login_session' && LOGIN_SIGN_IN.test(message)) {
    return failed({ kind: 'sign-in-needed', profile: profile.name, how: 'login', ...signIn });
  }
  return failed({ kind: 'source-failed', profile: profile.name, message });
}

/** Messages of @aws-sdk/credential-provider-login that mean that the user must sign in again. */
const LOGIN_SIGN_IN = /re-?authenticate|aws login|Failed to load (?:a )?token|expired/i;
