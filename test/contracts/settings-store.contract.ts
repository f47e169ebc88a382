import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredSettings } from '../../src/core/ports/settings-store.ts';
import type { Result } from '../../src/core/result.ts';
import { failed, ok } from '../../src/core/result.ts';
import type { MakeTwoProcesses, TwoProcesses } from './two-processes.ts';

function replaceWith(
  json: unknown,
): (stored: StoredSettings) => Result<{ readonly json: unknown; readonly value: string }> {
  return () => ok({ json, value: 'written' });
}

export function settingsStoreContract(implementation: string, make: MakeTwoProcesses): void {
  describe(`SettingsStore on ${implementation}`, () => {
    let two: TwoProcesses;
    beforeEach(() => {
      two = make();
    });
    afterEach(() => {
      two.close();
    });

    it('distinguishes a missing file, invalid JSON and valid JSON', async () => {
      expect(await two.one.settings.read()).toEqual(ok({ state: 'absent' }));
      for (const text of ['', '{"version": 1, "ro', 'version: 1']) {
        two.writeSettings(text);
        expect(await two.one.settings.read()).toEqual(ok({ state: 'unparsable' }));
      }
      two.writeSettings('{"version": 1}');
      expect(await two.one.settings.read()).toEqual(ok({ state: 'json', json: { version: 1 } }));
    });

    it('passes the current settings to a change, and shows the result to the other process', async () => {
      const seen: StoredSettings[] = [];
      expect(await two.one.settings.update(replaceWith({ version: 1, roles: [] }))).toEqual(
        ok('written'),
      );
      await two.other.settings.update((stored) => {
        seen.push(stored);
        return ok({ json: { version: 1, roles: ['ü'] }, value: null });
      });
      expect(seen).toEqual([{ state: 'json', json: { version: 1, roles: [] } }]);
      expect(await two.one.settings.read()).toEqual(
        ok({ state: 'json', json: { version: 1, roles: ['ü'] } }),
      );
    });

    it('remembers the settings that it read last, even after an update, until the next read', async () => {
      expect(two.one.settings.lastRead()).toBeNull();
      two.writeSettings('{"version": 1}');
      const read = await two.one.settings.read();
      expect(read).toMatchObject({ ok: true });
      await two.one.settings.update(replaceWith({ version: 1, roles: [] }));
      expect(ok(two.one.settings.lastRead())).toEqual(read);
      const after = await two.one.settings.read();
      expect(ok(two.one.settings.lastRead())).toEqual(after);
    });

    it('writes nothing if a change returns a failure, and accepts the next change', async () => {
      await two.one.settings.update(replaceWith({ version: 1 }));
      const refusal = failed({ kind: 'nothing-kept' });
      expect(await two.one.settings.update(() => refusal)).toEqual(refusal);
      expect(await two.other.settings.read()).toEqual(ok({ state: 'json', json: { version: 1 } }));
      expect(await two.other.settings.update(replaceWith({ version: 1, roles: [] }))).toEqual(
        ok('written'),
      );
    });

    it('accepts the next change after a change that throws', async () => {
      await expect(
        two.one.settings.update(() => {
          throw new Error('a bug');
        }),
      ).rejects.toThrow('a bug');
      expect(await two.other.settings.update(replaceWith({ version: 1 }))).toEqual(ok('written'));
    });

    it('sets a file aside under a new name, with its whole content', async () => {
      const names: string[] = [];
      for (const text of ['{"version": 1, "roles": [', 'again']) {
        two.writeSettings(text);
        await two.one.settings.read();
        const movedTo = await two.one.settings.setAside();
        if (!movedTo.ok || movedTo.value === null) throw new Error('not set aside');
        names.push(movedTo.value);
        expect(two.readSetAside(movedTo.value)).toBe(text);
        expect(await two.one.settings.read()).toEqual(ok({ state: 'absent' }));
      }
      expect(new Set(names).size).toBe(2);
    });

    it('does not set aside a file that another process has repaired since this process read it', async () => {
      two.writeSettings('{"version": 1, "roles": [');
      await Promise.all([two.one.settings.read(), two.other.settings.read()]);
      expect(await two.other.settings.setAside()).toMatchObject({ ok: true });
      await two.other.settings.update(replaceWith({ version: 1, roles: [] }));
      expect(await two.one.settings.setAside()).toEqual(ok(null));
      expect(await two.one.settings.read()).toEqual(
        ok({ state: 'json', json: { version: 1, roles: [] } }),
      );
    });

    it("notifies a watcher of the other process's change", async () => {
      let calls = 0;
      const stop = two.one.settings.watch(() => {
        calls += 1;
      });
      await two.other.settings.update(replaceWith({ version: 1 }));
      await two.wait(400);
      expect(calls).toBe(1);
      stop();
      await two.other.settings.update(replaceWith({ version: 1, roles: [] }));
      await two.wait(400);
      expect(calls).toBe(1);
    });
  });
}
