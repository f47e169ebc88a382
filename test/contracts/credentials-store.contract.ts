import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSection } from '../../src/core/credentials-file/section.ts';
import type { CredentialsStore } from '../../src/core/credentials-file/credentials-store.ts';
import { failed, ok } from '../../src/core/result.ts';
import { valueOrThrow, release, write } from '../support/credentials-folder.ts';
import { sessionOf } from '../support/credentials-texts.ts';
import { testOwner } from '../support/owner.ts';

/** A credentials file and two processes that use it. */
export interface TwoStores {
  readonly one: CredentialsStore;
  readonly other: CredentialsStore;
  /** The file's text; null if there is no file. */
  text(): string | null;
  /** Writes the file, or removes it for null, like a tool that does not use the lock. */
  put(text: string | null): void;
  close(): void;
}

export function credentialsStoreContract(implementation: string, make: () => TwoStores): void {
  describe(`CredentialsStore on ${implementation}`, () => {
    let two: TwoStores;
    beforeEach(() => {
      two = make();
    });
    afterEach(() => {
      two.close();
    });

    it('reads null if there is no file, and otherwise the exact text of the file', async () => {
      expect(await two.one.read()).toEqual(ok(null));
      two.put('# ü\r\n[a]\r\nk = v');
      expect(await two.one.read()).toEqual(ok('# ü\r\n[a]\r\nk = v'));
    });

    it('returns the text of a file that botocore would refuse, and refuses to edit the file', async () => {
      two.put('[a]\nk = v\n[a]\n');
      expect(await two.one.read()).toEqual(ok('[a]\nk = v\n[a]\n'));
      const refused = await two.one.update((present) =>
        ok({ text: `${present.text}[b]\n`, sections: [{ profile: 'b', keys: {} }], value: 1 }),
      );
      expect(refused).toEqual(
        failed({ kind: 'file-broken', file: two.one.path, line: 3, rule: 'duplicate-section' }),
      );
      expect(two.text()).toBe('[a]\nk = v\n[a]\n');
    });

    it('passes an empty text to an edit if there is no file, and creates the file', async () => {
      const seen: string[] = [];
      const made = '[a]\naws_access_key_id = ASIA\n';
      const result = await two.one.update((present) => {
        seen.push(present.text);
        return ok({
          text: made,
          sections: [{ profile: 'a', keys: { aws_access_key_id: 'ASIA' } }],
          value: 'made',
        });
      });
      expect(valueOrThrow(result)).toEqual({ value: 'made', inPlace: false });
      expect(seen).toEqual(['']);
      expect(two.text()).toBe(made);
    });

    it('writes nothing and does not call `written` if an edit returns null or a failure', async () => {
      two.put('[a]\n');
      const called: string[] = [];
      const none = await two.one.update<string>(
        () => ok(null),
        (value) => called.push(value),
      );
      const failure = failed({ kind: 'released-meanwhile' });
      const refused = await two.one.update<string>(
        () => failure,
        (value) => called.push(value),
      );
      expect(none).toEqual(ok(null));
      expect(refused).toEqual(failure);
      expect([called, two.text()]).toEqual([[], '[a]\n']);
    });

    it('calls `written` after the file is written, while the next update waits for the lock', async () => {
      const order: string[] = [];
      const first = two.one.update(
        ({ text }) =>
          ok({ text: `${text}[a]\n`, sections: [{ profile: 'a', keys: {} }], value: null }),
        () => order.push(`written: ${two.text() ?? 'nothing'}`),
      );
      const second = two.other.update<null>((present) => {
        order.push(`next: ${present.text}`);
        return ok(null);
      });
      await Promise.all([first, second]);
      expect(order).toEqual(['written: [a]\n', 'next: [a]\n']);
    });

    it('loses no update when twelve updates run at the same time', async () => {
      const profiles = Array.from({ length: 12 }, (_, n) => `role-${n}`);
      await Promise.all(
        profiles.map(async (profile, n) =>
          valueOrThrow(await write(n % 2 === 0 ? two.one : two.other, profile, sessionOf())),
        ),
      );
      const text = two.text() ?? '';
      expect(profiles.filter((profile) => readSection(text, profile, testOwner).owned)).toEqual(
        profiles,
      );
    });

    it('restores the file byte for byte when a written session is released', async () => {
      const before = '; mine\n[default]\naws_access_key_id = AKIA\n  # inside\ns3 =\n  a = b';
      two.put(before);
      valueOrThrow(await write(two.one, 'client', sessionOf({ region: 'eu-west-1' })));
      valueOrThrow(
        await write(
          two.other,
          'client',
          sessionOf({ region: 'eu-west-1', accessKeyId: 'ASIASECOND' }),
        ),
      );
      valueOrThrow(await release(two.one, 'client'));
      expect(two.text()).toBe(before);
    });

    it('refuses an edit that changes bytes of other tools, and leaves the file unchanged', async () => {
      two.put('[a]\nk = v\n');
      const meddling = two.one.update(() =>
        ok({ text: '[a]\nk = w\n[b]\n', sections: [{ profile: 'b', keys: {} }], value: null }),
      );
      await expect(meddling).rejects.toThrow('bytes outside of our keys');
      expect(two.text()).toBe('[a]\nk = v\n');
    });
  });
}
