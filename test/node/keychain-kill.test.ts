import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readEncrypted, decrypt } from '../../src/node/keychain/encrypted-secrets.ts';
import { run } from '../support/process.ts';
import { temporaryHome } from '../support/rolekeeper-home.ts';

const key = 'a1'.repeat(32);

describe('a process that stores MFA sessions', () => {
  it('leaves either the old or the new sessions complete when it is killed', async () => {
    const home = temporaryHome();
    const script = new URL('processes/keep-secrets.ts', import.meta.url);
    let next = 0;
    for (let kill = 0; kill < 8; kill += 1) {
      const child = run(script, [home.folder, key, String(next)]);
      await child.line(`stored ${String(next)}`);
      // Each round kills its process a little later than the previous round.
      await delay(kill * 1.3);
      child.child.kill('SIGKILL');
      await child.ended();
      const last = next + child.lines.length - 1;
      const secrets = readEncrypted(home.secretsFile);
      if (typeof secrets === 'string') throw new Error(secrets);
      const found = [...secrets].map(([name, entry]) => {
        expect(decrypt(Buffer.from(key, 'hex'), name, entry)).toBe(`secret ${String(entry.since)}`);
        return entry.since;
      });
      // The process may have been killed after a write and before it printed its number.
      const newest = Math.max(...found);
      expect([last, last + 1]).toContain(newest);
      expect(found.toSorted()).toEqual([newest - 1, newest].filter((n) => n >= 0).toSorted());
      next = newest + 1;
    }
  });
});
