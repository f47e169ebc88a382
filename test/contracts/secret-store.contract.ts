import { describe, expect, it } from 'vitest';
import type { SecretStore } from '../../src/core/secret-store.ts';

const until = 1_767_600_000_000;
const lifetime = { since: until - 43_200_000, until };
const laterLifetime = { since: lifetime.since + 1, until: until + 1 };

export function secretStoreContract(implementation: string, make: () => SecretStore): void {
  describe(`SecretStore on ${implementation}`, () => {
    it('returns each secret under its name', async () => {
      const store = make();
      await Promise.all([
        store.keep('one', 'first', lifetime),
        store.keep('other', '{"token":"🔑 ü\\n"}', laterLifetime),
      ]);
      expect(await store.read('one')).toBe('first');
      expect(await store.read('other')).toBe('{"token":"🔑 ü\\n"}');
      expect(await store.read('none')).toBeNull();
    });

    it('lists the names and lifetimes of secrets, but no secrets', async () => {
      const store = make();
      expect(store.list()).toEqual([]);
      await store.keep('one', 'first', lifetime);
      await store.keep('other', 'second', laterLifetime);
      expect(store.list()).toEqual([
        { name: 'one', ...lifetime },
        { name: 'other', ...laterLifetime },
      ]);
    });

    it('replaces a secret with a newer secret of the same name', async () => {
      const store = make();
      await store.keep('one', 'first', lifetime);
      await store.keep('one', 'second', laterLifetime);
      expect(await store.read('one')).toBe('second');
      expect(store.list()).toEqual([{ name: 'one', ...laterLifetime }]);
    });

    it('keeps the stored secret if the new one is older', async () => {
      const store = make();
      await store.keep('one', 'later', laterLifetime);
      await store.keep('one', 'earlier', lifetime);
      expect(await store.read('one')).toBe('later');
      expect(store.list()).toEqual([{ name: 'one', ...laterLifetime }]);
    });

    it('removes a secret, and ignores the name of a secret that was never stored', async () => {
      const store = make();
      await store.keep('one', 'first', lifetime);
      await store.forget(['one']);
      await store.forget(['none', 'other']);
      expect(await store.read('one')).toBeNull();
      expect(store.list()).toEqual([]);
    });

    it('makes changes in the order of the calls', async () => {
      const store = make();
      await Promise.all([
        store.keep('one', 'first', lifetime),
        store.forget(['one']),
        store.keep('other', 'first', lifetime),
        store.keep('other', 'second', lifetime),
      ]);
      expect(await store.read('one')).toBeNull();
      expect(await store.read('other')).toBe('second');
    });

    it('waits in `idle` until every change has ended', async () => {
      const store = make();
      void store.keep('one', 'first', lifetime);
      void store.forget(['one']);
      void store.keep('other', 'second', lifetime);
      await store.idle();
      expect(store.list()).toEqual([{ name: 'other', ...lifetime }]);
    });

    it('finds where it keeps secrets without storing one, and remembers this place', async () => {
      const store = make();
      const where = await store.findWhere();
      expect(store.where()).toBe(where);
      expect(store.list()).toEqual([]);
    });
  });
}
