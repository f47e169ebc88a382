import type { Preferences } from '../../core/settings/preferences.ts';
import type { SettingsStore, StoredSettings, Environment } from '../../core/ports.ts';
import { preferencesIn } from '../../core/settings/settings.ts';
import type { Problem } from '../../core/contract/app-state.ts';
import { expanded } from '../expanded-path.ts';
import { ignoredRule } from '../trusted-paths.ts';
import { throughProxy } from '../../core/aws-config/proxy.ts';

/** Returns the proxies to try for an origin, in order; null is a direct connection. Answers in 2 s. */
export type SystemProxy = (origin: string) => Promise<readonly (string | null)[]>;

/** The current network settings from the environment and Rolekeeper's settings. */
export interface NetworkSettings {
  /** Contains the proxy of the settings or the environment, and AWS_CA_BUNDLE. */
  readonly env: Environment;
  /** Called for each request for which `env` has no proxy. Absent: the system is not asked. */
  readonly systemProxy?: SystemProxy;
  /** Path of the certificates used if neither AWS_CA_BUNDLE nor a profile's `ca_bundle` is set. */
  readonly caBundle: string | null;
}

export interface NetworkSettingsParts {
  readonly env: Environment;
  readonly place: 'terminal' | 'application';
  readonly settings: SettingsStore;
  /** Rolekeeper's own folder; no path may be inside it. */
  readonly folder: string;
  /** A proxy in the settings or the environment wins over it. */
  readonly systemProxy: SystemProxy | null;
}

/**
 * In the application, settings win over the environment; in a terminal, the environment and the
 * config file win, as in the AWS CLI. The returned store remembers the settings that the core reads
 * before each call, so a call does not read the file again.
 */
export function createNetworkSettings({
  env,
  place,
  settings,
  folder,
  systemProxy,
}: NetworkSettingsParts): {
  readonly networkSettings: () => NetworkSettings;
  /** As last read; null before the first read. */
  readonly preferences: () => Preferences | null;
  readonly settings: SettingsStore;
  /** Settings that Rolekeeper ignores, with the reason. */
  readonly problems: () => readonly Problem[];
} {
  let way = wayBy({ state: 'absent' }, env, place, false, systemProxy);
  let noted: StoredSettings | null = null;
  let problems: readonly Problem[] = [];
  const note = (stored: StoredSettings): void => {
    // An unchanged file yields the same object, so identity is enough.
    if (stored !== noted) {
      problems = ignoredBundle(stored, env, folder);
      way = wayBy(stored, env, place, problems.length > 0, systemProxy);
    }
    noted = stored;
  };
  return {
    networkSettings: () => way,
    preferences: () => (noted === null ? null : preferencesIn(noted)),
    problems: () => problems,
    settings: {
      path: settings.path,
      read: async () => {
        const read = await settings.read();
        if (read.ok) note(read.value);
        return read;
      },
      update: (change) => settings.update(change),
      setAside: () => settings.setAside(),
      watch: (changed) => settings.watch(changed),
    },
  };
}

function wayBy(
  stored: StoredSettings,
  env: Environment,
  place: NetworkSettingsParts['place'],
  isBundleIgnored: boolean,
  systemProxy: SystemProxy | null,
): NetworkSettings {
  const { proxy, caBundle } = preferencesIn(stored);
  const bundle = caBundle === undefined || isBundleIgnored ? null : expanded(caBundle, env);
  if (place === 'terminal') return { env, caBundle: bundle };
  const asked = proxy !== undefined || systemProxy === null ? {} : { systemProxy };
  const proxied = proxy === undefined ? env : throughProxy(env, proxy);
  const trusting = bundle === null ? proxied : { ...proxied, AWS_CA_BUNDLE: bundle };
  return { env: trusting, caBundle: null, ...asked };
}

function ignoredBundle(
  stored: StoredSettings,
  env: Environment,
  folder: string,
): readonly Problem[] {
  const { caBundle } = preferencesIn(stored);
  const rule = caBundle === undefined ? null : ignoredRule(caBundle, env, folder);
  return rule === null ? [] : [{ kind: 'setting-ignored', name: 'caBundle', rule }];
}

/** AWS_CA_BUNDLE, otherwise the profile's `ca_bundle`, otherwise the setting. */
export function caBundleOf(
  { env, caBundle }: NetworkSettings,
  ofProfile: string | null,
): string | null {
  const variable = env['AWS_CA_BUNDLE'] ?? '';
  const named = variable === '' ? ofProfile : variable;
  return named === null ? caBundle : expanded(named, env);
}
