import { describe, expect, it } from 'vitest';
import type { SecretStore } from '../../src/core/secret-store.ts';

const until = 1_767_600_000_000;
const life = { since: until - 43_200_000, until };
const longer = { since: life.since + 1, until: until + 1 };

export function secretStoreContract(implementation: string, make: () => SecretStore): void {
  describe(`SecretStore on ${implementation}`, () => {
    it('returns each secret under its name', async () => {
      const store = make();
      await Promise.all([
        store.keep('one', 'first', life),
        store.keep('other', '{"token":"🔑 ü\\n"}', longer),
      ]);
      expect(await store.read('one')).toBe('first');
      expect(await store.read('other')).toBe('{"token":"🔑 ü\\n"}');
      expect(await store.read('none')).toBeNull();
    });

    it('lists names and expirations, but no secrets', async () => {
      const store = make();
      expect(store.list()).toEqual([]);
      await store.keep('one', 'first', life);
      await store.keep('other', 'second', longer);
      expect(store.list()).toEqual([
        { name: 'one', ...life },
        { name: 'other', ...longer },
      ]);
    });

    it('keeps the last secret of a name', async () => {
      const store = make();
      await store.keep('one', 'first', life);
      await store.keep('one', 'second', longer);
      expect(await store.read('one')).toBe('second');
      expect(store.list()).toEqual([{ name: 'one', ...longer }]);
    });

    it('keeps a secret that is newer than the one to store', async () => {
      const store = make();
      await store.keep('one', 'later', longer);
      await store.keep('one', 'earlier', life);
      expect(await store.read('one')).toBe('later');
      expect(store.list()).toEqual([{ name: 'one', ...longer }]);
    });

    it('removes a secret, even one that was never stored', async () => {
      const store = make();
      await store.keep('one', 'first', life);
      await store.forget(['one']);
      await store.forget(['none', 'other']);
      expect(await store.read('one')).toBeNull();
      expect(store.list()).toEqual([]);
    });

    it('makes changes in the order of the calls', async () => {
      const store = make();
      await Promise.all([
        store.keep('one', 'first', life),
        store.forget(['one']),
        store.keep('other', 'first', life),
        store.keep('other', 'second', life),
      ]);
      expect(await store.read('one')).toBeNull();
      expect(await store.read('other')).toBe('second');
    });

    it('is idle when every change has ended', async () => {
      const store = make();
      void store.keep('one', 'first', life);
      void store.forget(['one']);
      void store.keep('other', 'second', life);
      await store.idle();
      expect(store.list()).toEqual([{ name: 'other', ...life }]);
    });

    it('knows where it keeps secrets after a search for the keychain', async () => {
      const store = make();
      const where = await store.find();
      expect(store.where()).toBe(where);
      expect(store.list()).toEqual([]);
    });
  });
}
