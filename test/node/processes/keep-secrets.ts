// Stores secrets with increasing numbers, in turn under the names `even` and `odd`, and prints each
// stored number. Arguments: HOME KEY FIRST
import { createKeychainStore } from '../../../src/node/keychain/keychain-store.ts';
import { createPathLock } from '../../../src/node/locks/path-lock.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { MemoryLog } from '../../support/memory-log.ts';
import { homeIn, lockDependencies, openedStateDb } from '../../support/rolekeeper-home.ts';

const [folder = '', key = '', first = '0'] = process.argv.slice(2);
const home = homeIn(folder);
const locks = lockDependencies(openedStateDb(home));
const store = createKeychainStore({
  access: new MemoryKeychain(key).access(),
  home,
  lock: createPathLock(home.locksFolder, home.secretsFile, locks),
  keyLock: createPathLock(home.locksFolder, 'key', locks),
  clock: systemClock,
  log: new MemoryLog(),
});
for (let n = Number(first); ; n += 1) {
  const life = { since: n, until: Number.MAX_SAFE_INTEGER };
  await store.keep(n % 2 === 0 ? 'even' : 'odd', `secret ${String(n)}`, life);
  console.log(`stored ${String(n)}`);
}
