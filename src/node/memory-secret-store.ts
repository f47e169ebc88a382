import type { SecretStore } from '../core/ports.ts';

/** Secrets that end with the process, for the command line. */
export function createMemorySecretStore(): SecretStore {
  const secrets = new Map<string, { readonly secret: string; readonly until: number }>();
  return {
    list: () => [...secrets].map(([name, { until }]) => ({ name, until })),
    read: (name) => Promise.resolve(secrets.get(name)?.secret ?? null),
    keep: (name, secret, until) => {
      secrets.set(name, { secret, until });
      return Promise.resolve();
    },
    forget: (name) => {
      secrets.delete(name);
      return Promise.resolve();
    },
    where: () => 'process',
    look: () => Promise.resolve('process'),
  };
}
