import type { SettingsStore, StoredSettings } from '../../core/ports.ts';
import { preferencesIn } from '../../core/settings.ts';
import { fromHome } from '../aws-files.ts';
import { throughProxy } from './proxy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The way to AWS as environment and settings have it now. */
export interface WayOut {
  /** With the proxy to take, and AWS_CA_BUNDLE. */
  readonly env: Environment;
  /** Path of certificates to believe in where neither AWS_CA_BUNDLE nor a profile's `ca_bundle` names any. */
  readonly caBundle: string | null;
}

export interface WayOutParts {
  readonly env: Environment;
  readonly place: 'terminal' | 'application';
  readonly settings: SettingsStore;
}

/**
 * In the application the settings win over the environment, which there says little. In a terminal the environment and the config file speak as the
 * AWS CLI reads them, and the setting names the certificates where those do not. The core reads the settings before each call: through the store
 * given back, which notes them, so that a call reads no file again.
 */
export function createWayOut({ env, place, settings }: WayOutParts): {
  readonly wayOut: () => WayOut;
  readonly settings: SettingsStore;
} {
  let way: WayOut = { env, caBundle: null };
  let noted: StoredSettings | null = null;
  const note = (stored: StoredSettings): void => {
    // A store that finds the file unchanged gives the very same value.
    if (stored !== noted) way = wayBy(stored, env, place);
    noted = stored;
  };
  return {
    wayOut: () => way,
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

function wayBy(stored: StoredSettings, env: Environment, place: WayOutParts['place']): WayOut {
  const { proxy, caBundle } = preferencesIn(stored);
  const bundle = caBundle === undefined ? null : fromHome(caBundle, env);
  if (place === 'terminal') return { env, caBundle: bundle };
  const proxied = proxy === undefined ? env : throughProxy(env, proxy);
  return { env: bundle === null ? proxied : { ...proxied, AWS_CA_BUNDLE: bundle }, caBundle: null };
}

export function caBundleOf({ env, caBundle }: WayOut, ofProfile: string | null): string | null {
  const variable = env['AWS_CA_BUNDLE'] ?? '';
  return variable === '' ? (ofProfile ?? caBundle) : variable;
}
