import type { Environment } from '../../core/environment.ts';
import type { SettingsStore, StoredSettings } from '../../core/ports/settings-store.ts';
import { preferencesIn } from '../../core/settings/settings.ts';
import type { Problem } from '../../core/contract/app-state.ts';
import { expand } from '../expanded-path.ts';
import { brokenRule } from '../path-checks.ts';
import { throughProxy } from '../../core/aws-config/proxy.ts';
import type { RunsIn } from '../runs-in.ts';

/**
 * Returns the proxies to try for an origin, in this order, after at most 2 s. Null means a direct
 * connection.
 */
export type SystemProxy = (origin: string) => Promise<readonly (string | null)[]>;

/** The current network settings from the environment and Rolekeeper's settings. */
export interface NetworkSettings {
  /** The environment variables, with the proxy and the AWS_CA_BUNDLE that Rolekeeper uses. */
  readonly env: Environment;
  /**
   * Returns the system's proxies. Called only if `env` names no proxy. Undefined if the system's
   * proxies are not used.
   */
  readonly systemProxy?: SystemProxy;
  /**
   * The path of the certificates to use if neither AWS_CA_BUNDLE nor a profile's `ca_bundle` is
   * set.
   */
  readonly caBundle: string | null;
}

export interface NetworkSettingsDeps {
  readonly env: Environment;
  readonly runsIn: RunsIn;
  readonly settings: Pick<SettingsStore, 'lastRead'>;
  /** Rolekeeper's own folder. A configured path must not be inside it. */
  readonly folder: string;
  /** Returns the system's proxies. Not used if the settings or the environment name a proxy. */
  readonly systemProxy: SystemProxy | null;
}

/**
 * Creates the network settings from the environment and the settings that were read last. The
 * environment and the config file win in a terminal, as in the AWS CLI, and Rolekeeper's settings
 * win in the application.
 */
export function createNetworkSettings({
  env,
  runsIn,
  settings,
  folder,
  systemProxy,
}: NetworkSettingsDeps): {
  readonly networkSettings: () => NetworkSettings;
  /** Returns the settings that Rolekeeper ignores, with the reasons. */
  readonly problems: () => readonly Problem[];
} {
  const networkFor = (stored: StoredSettings | null) => {
    const read = stored ?? { state: 'absent' };
    const problems = ignoredBundle(read, env, folder);
    return {
      stored,
      problems,
      effective: effectiveSettings(read, { env, runsIn, systemProxy }, problems.length > 0),
    };
  };
  let known = networkFor(null);
  const current = () => {
    const stored = settings.lastRead();
    // The store returns the same object unless the file changed.
    if (stored !== known.stored) known = networkFor(stored);
    return known;
  };
  return { networkSettings: () => current().effective, problems: () => current().problems };
}

function effectiveSettings(
  stored: StoredSettings,
  { env, runsIn, systemProxy }: Pick<NetworkSettingsDeps, 'env' | 'runsIn' | 'systemProxy'>,
  isBundleIgnored: boolean,
): NetworkSettings {
  const { proxy, caBundle } = preferencesIn(stored);
  const bundle = caBundle === undefined || isBundleIgnored ? null : expand(caBundle, env);
  if (runsIn === 'terminal') return { env, caBundle: bundle };
  const ofSystem = proxy !== undefined || systemProxy === null ? {} : { systemProxy };
  const proxied = proxy === undefined ? env : throughProxy(env, proxy);
  const withBundle = bundle === null ? proxied : { ...proxied, AWS_CA_BUNDLE: bundle };
  return { env: withBundle, caBundle: null, ...ofSystem };
}

function ignoredBundle(
  stored: StoredSettings,
  env: Environment,
  folder: string,
): readonly Problem[] {
  const { caBundle } = preferencesIn(stored);
  const rule = caBundle === undefined ? null : brokenRule(caBundle, env, folder);
  return rule === null ? [] : [{ kind: 'setting-ignored', name: 'caBundle', rule }];
}

/**
 * Returns the path in AWS_CA_BUNDLE, otherwise the profile's `ca_bundle`, otherwise the setting.
 */
export function caBundleOf(
  { env, caBundle }: NetworkSettings,
  ofProfile: string | null,
): string | null {
  const variable = env['AWS_CA_BUNDLE'] ?? '';
  const chosen = variable === '' ? ofProfile : variable;
  return chosen === null ? caBundle : expand(chosen, env);
}
