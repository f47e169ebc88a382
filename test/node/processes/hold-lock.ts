// Takes a role's lock, reports it, and holds it until it gets a line or is killed. Arguments: HOME
// ROLE WAIT_MS
import { createInterface } from 'node:readline';
import { inheritedPids } from '../../../src/node/locks/inherited-pids.ts';
import { createRoleLocks } from '../../../src/node/locks/role-locks.ts';
import { homeIn, lockDependencies, openedStateDb } from '../../support/rolekeeper-home.ts';

const [folder = '', roleId = '', waitMs = '0'] = process.argv.slice(2);
const home = homeIn(folder);
const db = openedStateDb(home);
const locks = createRoleLocks(home.locksFolder, lockDependencies(db, inheritedPids(process.env)));
console.log('trying');
const began = performance.now();
const lock = await locks.acquire(roleId, Number(waitMs));
const tookMs = Math.round(performance.now() - began);
if (!lock.ok) {
  console.log(`failed ${JSON.stringify({ ...lock.failure, tookMs })}`);
  db.close();
} else {
  console.log(`held ${JSON.stringify({ tookMs })}`);
  const input = createInterface({ input: process.stdin });
  for await (const line of input) if (line === 'let go') break;
  input.close();
  lock.value.release();
  db.close();
  console.log('let go');
  process.stdin.destroy();
}
