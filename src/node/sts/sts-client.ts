import type { Environment } from '../../core/environment.ts';
import type { AwsConfigFile } from '../../core/ports/aws-config-file.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Caller, Sts } from '../../core/ports/sts.ts';
import { selectedProfile } from '../../core/aws-config/configured-endpoint.ts';
import { readProfiles } from '../../core/aws-config/profiles.ts';
import type { Calls } from './sts-call.ts';
import type { CallSettings } from './sts-sender.ts';
import type { NetworkSettings } from './network-settings.ts';

export interface StsOptions {
  readonly env: Environment;
  /** Returns the current network settings. Called for each request. */
  readonly networkSettings: () => NetworkSettings;
  readonly clock: Clock;
  /**
   * The config file, which is read for each call. It contains settings of STS such as
   * `endpoint_url` and `ca_bundle`.
   */
  readonly configFile: Pick<AwsConfigFile, 'read'>;
  /**
   * True to use AWS_ENDPOINT_URL(_STS) and `endpoint_url`, as the AWS CLI does. False in the
   * application, so that a file cannot redirect MFA codes.
   */
  readonly honourConfiguredEndpoints: boolean;
}

/**
 * Creates a client of STS that sends each call once and waits at most 15 s for the answer. Loads
 * the AWS SDK for JavaScript on the first call.
 */
export function createSts(options: StsOptions): Sts {
  const { env, networkSettings, clock, configFile, honourConfiguredEndpoints } = options;
  let loading: Promise<Calls> | null = null;
  let loaded: Calls | null = null;

  async function load(): Promise<Calls> {
    const { createCalls } = await import('./sts-call.ts');
    loaded = createCalls(clock);
    return loaded;
  }

  async function prepare(caller: Caller): Promise<readonly [Calls, CallSettings]> {
    loading ??= load();
    const [calls, config] = await Promise.all([loading, configFile.read()]);
    const profiles = readProfiles({ config: config.ok ? config.value : null, credentials: null });
    return [
      calls,
      {
        profile: caller.profile ?? selectedProfile(env),
        roleProfile: caller.roleProfile ?? caller.profile ?? selectedProfile(env),
        profiles,
        network: networkSettings(),
        honourConfiguredEndpoints,
      },
    ];
  }

  return {
    async assumeRole(caller, request) {
      const [calls, callSettings] = await prepare(caller);
      return calls.assumeRole(caller, request, callSettings);
    },
    async getSessionToken(caller, request) {
      const [calls, callSettings] = await prepare(caller);
      return calls.getSessionToken(caller, request, callSettings);
    },
    async getCallerIdentity(caller) {
      const [calls, callSettings] = await prepare(caller);
      return calls.getCallerIdentity(caller, callSettings);
    },
    reset: () => loaded?.reset(),
  };
}
