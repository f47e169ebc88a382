import type { SecretLifetime, SecretStore } from '../core/secret-store.ts';

/** Creates a store that keeps secrets in memory, so that they are lost when the process ends. */
export function createMemorySecretStore(): SecretStore {
  const secrets = new Map<string, SecretLifetime & { readonly secret: string }>();
  return {
    list: () => [...secrets].map(([name, { since, until }]) => ({ name, since, until })),
    read: (name) => Promise.resolve(secrets.get(name)?.secret ?? null),
    keep: (name, secret, { since, until }) => {
      const isLater = (secrets.get(name)?.since ?? since) > since;
      if (!isLater) secrets.set(name, { secret, since, until });
      return Promise.resolve();
    },
    forget: (names) => {
      for (const name of names) secrets.delete(name);
      return Promise.resolve();
    },
    where: () => 'process',
    findWhere: () => Promise.resolve('process'),
    watch: () => () => undefined,
    idle: () => Promise.resolve(),
  };
}
