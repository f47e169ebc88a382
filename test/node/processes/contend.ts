// Takes one lock repeatedly until a given time, and counts how often another process held the lock
// at the same time. Arguments: HOME PATH UNTIL_EPOCH_MS HOLD_MS
import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createPathLock } from '../../../src/node/locks/path-lock.ts';
import { homeIn, lockDependencies, openedStateDb } from '../../support/rolekeeper-home.ts';

const [folder = '', path = '', until = '0', holdMs = '0'] = process.argv.slice(2);
const home = homeIn(folder);
const db = openedStateDb(home);
const acquire = createPathLock(home.locksFolder, path, lockDependencies(db));
const inside = join(home.folder, 'inside');
let holds = 0;
let overlaps = 0;
let failures = 0;
// Two loops, so that a loop of this process always waits for the lock.
const takeRepeatedly = async (): Promise<void> => {
  while (Date.now() < Number(until)) {
    const lock = await acquire(20_000);
    if (!lock.ok) {
      failures += 1;
      continue;
    }
    try {
      closeSync(openSync(inside, 'wx'));
      await new Promise((resolve) => setTimeout(resolve, Number(holdMs)));
      unlinkSync(inside);
    } catch {
      overlaps += 1;
    }
    holds += 1;
    lock.value.release();
  }
};
await Promise.all([takeRepeatedly(), takeRepeatedly()]);
db.close();
console.log(JSON.stringify({ holds, overlaps, failures }));
