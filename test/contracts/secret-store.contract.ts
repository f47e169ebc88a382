import { describe, expect, it } from 'vitest';
import type { SecretStore } from '../../src/core/ports.ts';

const until = 1_767_600_000_000;

export function secretStoreContract(implementation: string, make: () => SecretStore): void {
  describe(`SecretStore on ${implementation}`, () => {
    it('returns each secret under its name', async () => {
      const store = make();
      await Promise.all([
        store.keep('one', 'first', until),
        store.keep('other', '{"token":"🔑 ü\\n"}', until + 1),
      ]);
      expect(await store.read('one')).toBe('first');
      expect(await store.read('other')).toBe('{"token":"🔑 ü\\n"}');
      expect(await store.read('none')).toBeNull();
    });

    it('lists names and expirations, but no secrets', async () => {
      const store = make();
      expect(store.list()).toEqual([]);
      await store.keep('one', 'first', until);
      await store.keep('other', 'second', until + 1);
      expect(store.list()).toEqual([
        { name: 'one', until },
        { name: 'other', until: until + 1 },
      ]);
    });

    it('keeps the last secret of a name', async () => {
      const store = make();
      await store.keep('one', 'first', until);
      await store.keep('one', 'second', until + 5);
      expect(await store.read('one')).toBe('second');
      expect(store.list()).toEqual([{ name: 'one', until: until + 5 }]);
    });

    it('removes a secret, even one that was never stored', async () => {
      const store = make();
      await store.keep('one', 'first', until);
      await store.forget('one');
      await store.forget('none');
      expect(await store.read('one')).toBeNull();
      expect(store.list()).toEqual([]);
    });

    it('makes changes in the order of the calls', async () => {
      const store = make();
      await Promise.all([
        store.keep('one', 'first', until),
        store.forget('one'),
        store.keep('other', 'first', until),
        store.keep('other', 'second', until),
      ]);
      expect(await store.read('one')).toBeNull();
      expect(await store.read('other')).toBe('second');
    });

    it('knows where it keeps secrets after it has looked', async () => {
      const store = make();
      const where = await store.look();
      expect(store.where()).toBe(where);
      expect(store.list()).toEqual([]);
    });
  });
}
