import type { Preferences } from '../../core/settings/preferences.ts';
import type { SettingsStore, StoredSettings } from '../../core/ports.ts';
import { preferencesIn } from '../../core/settings/settings.ts';
import type { Problem } from '../../core/contract/app-state.ts';
import { expanded } from '../expanded-path.ts';
import { ignoredRule } from '../trusted-paths.ts';
import { throughProxy } from '../../core/aws-config/proxy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The way to AWS as environment and settings have it now. */
export interface NetworkSettings {
  /** With the proxy to take, and AWS_CA_BUNDLE. */
  readonly env: Environment;
  /** Path of certificates to believe in where neither AWS_CA_BUNDLE nor a profile's `ca_bundle` names any. */
  readonly caBundle: string | null;
}

export interface NetworkSettingsParts {
  readonly env: Environment;
  readonly place: 'terminal' | 'application';
  readonly settings: SettingsStore;
  /** Rolekeeper's own, which no path may lead into. */
  readonly folder: string;
  /** The proxy that the system names. It gives way to one of the settings or the environment. */
  readonly systemProxy: () => Promise<string | null>;
}

/**
 * In the application the settings win over the environment, which there says little. In a terminal the environment and the config file speak as the
 * AWS CLI reads them, and the setting names the certificates where those do not. The core reads the settings before each call: through the store
 * given back, which notes them, so that a call reads no file again.
 */
export function createNetworkSettings({
  env: own,
  place,
  settings,
  folder,
  systemProxy,
}: NetworkSettingsParts): {
  readonly networkSettings: () => NetworkSettings;
  /** As they were read last. */
  readonly preferences: () => Preferences | null;
  readonly settings: SettingsStore;
  /** Settings that are ignored. */
  readonly problems: () => readonly Problem[];
} {
  const namesProxy = Object.keys(own).some((name) => /^https_proxy$/i.test(name));
  let env = own;
  let through: string | null = null;
  let way: NetworkSettings = { env, caBundle: null };
  let noted: StoredSettings | null = null;
  let problems: readonly Problem[] = [];
  const note = (stored: StoredSettings, proxy: string | null): void => {
    // A store that finds the file unchanged gives the very same value.
    if (stored !== noted || proxy !== through) {
      env = proxy === null ? own : throughProxy(own, proxy);
      problems = ignoredBundle(stored, env, folder);
      way = wayBy(stored, env, place, problems.length > 0);
    }
    noted = stored;
    through = proxy;
  };
  return {
    networkSettings: () => way,
    preferences: () => (noted === null ? null : preferencesIn(noted)),
    problems: () => problems,
    settings: {
      path: settings.path,
      read: async () => {
        const [read, proxy] = await Promise.all([
          settings.read(),
          namesProxy ? null : systemProxy(),
        ]);
        if (read.ok) note(read.value, proxy);
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
): NetworkSettings {
  const { proxy, caBundle } = preferencesIn(stored);
  const bundle = caBundle === undefined || isBundleIgnored ? null : expanded(caBundle, env);
  if (place === 'terminal') return { env, caBundle: bundle };
  const proxied = proxy === undefined ? env : throughProxy(env, proxy);
  return { env: bundle === null ? proxied : { ...proxied, AWS_CA_BUNDLE: bundle }, caBundle: null };
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

/** AWS_CA_BUNDLE, else the profile's `ca_bundle`, else the setting. */
export function caBundleOf(
  { env, caBundle }: NetworkSettings,
  ofProfile: string | null,
): string | null {
  const variable = env['AWS_CA_BUNDLE'] ?? '';
  const named = variable === '' ? ofProfile : variable;
  return named === null ? caBundle : expanded(named, env);
}
