import { readProfiles } from '../../core/aws-config/profiles.ts';
import type { AwsConfigFile } from '../../core/ports/aws-config-file.ts';
import type { SignIn } from '../../core/ports/sign-in.ts';
import { failed } from '../../core/result.ts';
import { expand } from '../expanded-path.ts';
import { watchFolder } from '../files/folder-watch.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import type { SignInRun } from './run-sign-in.ts';
import { signInFailed } from './sign-in-failed.ts';

export interface SignInOptions extends Pick<
  SignInRun,
  'clock' | 'platform' | 'files' | 'onTerminal' | 'programEnvironment'
> {
  /** Returns the current network settings. Called once at the start and at each sign-in. */
  readonly networkSettings: () => NetworkSettings;
  /**
   * The config file, which is read at each sign-in. It contains the profile's endpoint and CA
   * bundle, and whether to use FIPS and dual-stack endpoints.
   */
  readonly configFile: Pick<AwsConfigFile, 'read'>;
}

const DEADLINE_MS = 600_000;

/** Creates the sign-in, which runs `runSignIn` with a time limit of ten minutes. */
export function createSignIn({
  networkSettings,
  configFile,
  ...dependencies
}: SignInOptions): SignIn {
  const { env } = networkSettings();
  const { clock } = dependencies;
  const ssoCache = expand('~/.aws/sso/cache', env);
  const loginCache = env['AWS_LOGIN_CACHE_DIRECTORY'] ?? '';
  const caches = [ssoCache, loginCache === '' ? expand('~/.aws/login/cache', env) : loginCache];
  return {
    begin(session, device, onPrompt) {
      const control = new AbortController();
      const { signal } = control;
      let why: 'cancelled' | 'timeout' = 'cancelled';
      const stop = clock.wake(DEADLINE_MS, () => {
        why = 'timeout';
        control.abort();
      });
      const run = async () => {
        // Loaded on demand, so that other commands do not load the SDK's client.
        const { runSignIn } = await import('./run-sign-in.ts');
        const config = await configFile.read();
        const result = await runSignIn(session, {
          ...dependencies,
          network: networkSettings(),
          profiles: readProfiles({ config: config.ok ? config.value : null, credentials: null }),
          ssoCache,
          device,
          signal,
          onPrompt,
        });
        return signal.aborted && !result.ok ? failed(signInFailed(session, why)) : result;
      };
      return { done: run().finally(stop), cancel: () => control.abort() };
    },
    watch(changed) {
      const stops = caches.map((folder) =>
        watchFolder(folder, (name) => name.endsWith('.json'), changed),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
