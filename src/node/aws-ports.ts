import type { CorePorts } from '../core/app/core-ports.ts';
import type { CredentialsStore } from '../core/credentials-file/credentials-store.ts';
import type { Environment } from '../core/environment.ts';
import type { AwsConfigFile } from '../core/ports/aws-config-file.ts';
import type { AppContext } from './app-context.ts';
import { thisMachine } from './machine.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import type { CachedSsoToken } from './sign-in/sso-token-cache.ts';
import { createAccessPortal } from './sources/access-portal.ts';
import type { createShellPath } from './sources/child-environment.ts';
import { createSourceCredentials } from './sources/source-credentials.ts';
import type { TokenRefreshes } from './sources/sso-token.ts';
import type { NetworkSettings } from './sts/network-settings.ts';
import { environmentWithProxy } from './sts/proxies-to.ts';
import { createSts } from './sts/sts-client.ts';
import { systemClock } from './system-clock.ts';

export interface AwsPortsDeps {
  readonly networkSettings: () => NetworkSettings;
  readonly store: CredentialsStore;
  readonly config: AwsConfigFile;
  /** Null if the process already has the PATH of the user's shell. */
  readonly shellPath: ReturnType<typeof createShellPath> | null;
}

/** Creates the ports that call AWS, or start programs that do. */
export function createAwsPorts(
  { options, runsIn, env }: AppContext,
  { networkSettings, store, config, shellPath }: AwsPortsDeps,
): Pick<CorePorts, 'sts' | 'source' | 'signIn' | 'portal'> {
  const programEnvironment = async (): Promise<Environment> => {
    const proxied = await environmentWithProxy(networkSettings());
    return shellPath === null ? proxied : shellPath.addTo(proxied);
  };
  const refreshes: TokenRefreshes = new Map<string, Promise<CachedSsoToken>>();
  const shared = { networkSettings, clock: systemClock, configFile: config, refreshes };
  return {
    sts: createSts({
      env,
      networkSettings,
      clock: systemClock,
      configFile: config,
      honourConfiguredEndpoints: runsIn === 'terminal',
    }),
    source: createSourceCredentials({ ...shared, programEnvironment, credentialsFile: store }),
    signIn: createSignIn({
      ...shared,
      programEnvironment,
      platform: thisMachine.system,
      files: { credentials: store.path, config: config.path },
      onTerminal: runsIn === 'terminal' && options.refresh === 'nothing',
    }),
    portal: createAccessPortal(shared),
  };
}
