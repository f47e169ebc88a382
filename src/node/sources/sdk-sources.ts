import {
  fromContainerMetadata,
  fromEnv,
  fromHttp,
  fromInstanceMetadata,
  fromLoginCredentials,
  fromSSO,
  fromTokenFile,
} from '@aws-sdk/credential-providers';
import type { Failure } from '../../core/failures/failure.ts';
import type { Credentials } from '../../core/ports.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Profile } from '../../core/aws-config/profiles.ts';
import { defaultRegionOf } from '../../core/aws-config/partition.ts';
import { type RequestHandler, withRequestHandler } from '../sts/request-handler.ts';
import { scrub } from '../sts/scrub.ts';
import type { WayOut } from '../sts/way-out.ts';

export interface SdkSurroundings {
  readonly way: WayOut;
  readonly files: { readonly filepath: string; readonly configFilepath: string };
  readonly signal: AbortSignal;
}

type Provider = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}>;

/** What a profile holds, by the provider of the SDK for it; `ignoreCache`, since the SDK else keeps both files for the life of the process. */
export async function resolveThroughSdk(profile: Profile, around: SdkSurroundings): Promise<Result<Credentials>> {
  const { way, signal } = around;
  try {
    return await withRequestHandler({ way, caBundle: profile.caBundle, signal }, async (handler) => {
      try {
        const { accessKeyId, secretAccessKey, sessionToken, expiration } = await providerFor(
          profile,
          around,
          handler,
        )();
        return ok({ accessKeyId, secretAccessKey, sessionToken, expiration: expiration?.getTime() });
      } catch (error) {
        return failureOf(profile, error, handler.noAnswer());
      }
    });
  } catch (error) {
    return failureOf(profile, error, null);
  }
}

function providerFor(
  profile: Profile,
  { way: { env }, files }: SdkSurroundings,
  requestHandler: RequestHandler,
): Provider {
  const [held] = profile.holds;
  const init = {
    profile: profile.name,
    ignoreCache: true,
    ...files,
    clientConfig: { requestHandler, maxAttempts: 1 },
  };
  switch (held) {
    case 'sso':
      return fromSSO(init);
    case 'login_session':
      return fromLoginCredentials(init);
    case 'web_identity': {
      const roleArn = profile.roleArn ?? '';
      const region = profile.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? defaultRegionOf(roleArn);
      return fromTokenFile({
        roleArn,
        ...(profile.webIdentityTokenFile === null ? {} : { webIdentityTokenFile: profile.webIdentityTokenFile }),
        ...(profile.roleSessionName === null ? {} : { roleSessionName: profile.roleSessionName }),
        clientConfig: { ...init.clientConfig, region },
      });
    }
    case 'role_arn':
      return credentialSource(profile.credentialSource ?? '');
    default:
      throw new Error(`no provider is needed for ${held ?? 'nothing'}`);
  }
}

/** The credentials that a `credential_source` names; the profile's `role_arn` is assumed from them by the core. */
function credentialSource(source: string): Provider {
  switch (source) {
    case 'Environment':
      return fromEnv();
    case 'Ec2InstanceMetadata':
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
        Promise.reject(new Error('its credential_source is none of Environment, Ec2InstanceMetadata, EcsContainer'));
  }
}

function failureOf(profile: Profile, error: unknown, noAnswer: Failure | null): Result<never> {
  if (noAnswer !== null) return failed(noAnswer);
  const [held] = profile.holds;
  const message = scrub(error instanceof Error ? error.message : String(error), []);
  if (held === 'sso' && SSO_SIGN_IN.test(message))
    return failed({ kind: 'sign-in-needed', profile: profile.name, how: 'sso' });
  if (held === 'login_session' && LOGIN_SIGN_IN.test(message)) {
    return failed({ kind: 'sign-in-needed', profile: profile.name, how: 'login' });
  }
  return failed({ kind: 'source-failed', profile: profile.name, message });
}

/** The providers tell a missing, invalid or expired token by words only (@aws-sdk/token-providers, @aws-sdk/credential-provider-sso). */
const SSO_SIGN_IN =
  /aws sso login|UnauthorizedException|Session token not found or invalid|SSO session|token (?:is|has) expired/i;
/** @aws-sdk/credential-provider-login */
const LOGIN_SIGN_IN = /re-?authenticate|aws login|Failed to load (?:a )?token|expired/i;
