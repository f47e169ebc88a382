import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureHome, homeAt } from '../../../src/node/home.ts';
import { openStateDb } from '../../../src/node/state/state-db.ts';
import { errorCode } from '../../../src/node/error-code.ts';
import { expectMode, skippedExceptOn } from '../../support/systems.ts';

const attacker = 61_234;

/** Starts a process that becomes another user and repeats `fs` calls in a folder at full speed. */
function attack(folder: string, calls: string): ChildProcess {
  const script = `
    const fs = require('node:fs');
    const [folder, victim] = process.argv.slice(1);
    process.chdir(folder);
    process.setgroups([]); process.setgid(${String(attacker)}); process.setuid(${String(attacker)});
    const attempt = (call) => { try { call(); } catch {} };
    fs.writeFileSync('started', '');
    for (;;) { ${calls} }`;
  return spawn(process.execPath, ['-e', script, folder, join(folder, '..', 'victim')], {
    stdio: 'ignore',
  });
}

let root: string;
let place: string;
let child: ChildProcess;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rk-hostile-'));
  chmodSync(root, 0o755);
  place = join(root, 'place');
  mkdirSync(place);
  mkdirSync(join(root, 'victim'), { mode: 0o755 });
  writeFileSync(join(root, 'victim', 'file'), 'of root', { mode: 0o644 });
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

function expectVictimUntouched(): void {
  const victim = join(root, 'victim');
  expectMode(victim, 0o755);
  expect(readdirSync(victim)).toEqual(['file']);
  const file = statSync(join(victim, 'file'));
  expect([file.uid, file.mode & 0o777, file.size]).toEqual([0, 0o644, 7]);
}

/** Node's own recursive listing would follow the attacker's link to the victim's folder. */
function namesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => [
    entry.name,
    ...(entry.isDirectory()
      ? namesBelow(join(folder, entry.name)).map((name) => join(entry.name, name))
      : []),
  ]);
}

/** Creates and opens Rolekeeper's folder as root, and returns `used` or the code of the failure. */
function useFolder(folder: string): string {
  const home = ensureHome(folder);
  if (!home.ok) return home.failure.kind === 'state-unavailable' ? home.failure.code : 'other';
  const db = openStateDb(home.value.stateFile, { now: Date.now, report: () => undefined });
  if (!db.ok) return 'state';
  db.value.close();
  return 'used';
}

describe.skipIf(skippedExceptOn('Unix as root'))(
  'a user who swaps folders and links while root uses Rolekeeper',
  () => {
    it('cannot make root create a file in a folder of theirs, or change a file elsewhere', async () => {
      chownSync(place, attacker, attacker);
      child = attack(
        place,
        `attempt(() => fs.mkdirSync('rolekeeper', 0o700));
       attempt(() => fs.symlinkSync(victim + '/file', 'rolekeeper/state.db'));
       attempt(() => fs.unlinkSync('rolekeeper/state.db'));
       attempt(() => fs.renameSync('rolekeeper', 'away'));
       attempt(() => fs.symlinkSync(victim, 'rolekeeper'));
       attempt(() => fs.unlinkSync('rolekeeper'));
       attempt(() => fs.renameSync('away', 'rolekeeper'));`,
      );
      await untilStarted(place);
      const results = new Set<string>();
      for (let n = 0; n < 300; n += 1) results.add(useFolder(join(place, 'rolekeeper')));
      expect([...results]).toEqual(['foreign-owner']);
      expectVictimUntouched();
      child.kill('SIGKILL');
      await new Promise((resolve) => child.on('close', resolve));
      for (const name of namesBelow(place)) expect(lstatSync(join(place, name)).uid).toBe(attacker);
    });

    it('cannot make root write outside of a sticky folder such as /tmp', async () => {
      chmodSync(place, 0o1777);
      const folder = join(place, 'rolekeeper');
      child = attack(
        place,
        `attempt(() => fs.symlinkSync(victim, 'rolekeeper'));
       attempt(() => fs.unlinkSync('rolekeeper'));
       attempt(() => fs.mkdirSync('rolekeeper', 0o777));
       attempt(() => fs.symlinkSync(victim + '/file', 'rolekeeper/state.db'));
       attempt(() => fs.rmSync('rolekeeper', { recursive: true }));`,
      );
      await untilStarted(place);
      const results = new Set<string>();
      for (let n = 0; n < 60; n += 1) {
        const result = useFolder(folder);
        results.add(result);
        expectVictimUntouched();
        if (result === 'used') {
          expect(statSync(homeAt(folder).stateFile).uid).toBe(0);
          removeOwn(folder);
        }
      }
      expect(results.size).toBeGreaterThan(0);
    });
  },
);

async function untilStarted(folder: string): Promise<void> {
  while (!existsSync(join(folder, 'started'))) await new Promise(setImmediate);
}

function removeOwn(folder: string): void {
  try {
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}
