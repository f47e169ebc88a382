// Changes to another user, then uses Rolekeeper's folder. Arguments: HOME UID
import { ensureHome } from '../../../src/node/home.ts';
import { tryLockFile } from '../../../src/node/locks/lock-file.ts';
import { createRecords } from '../../../src/node/state/records.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { openedStateDb } from '../../support/rolekeeper-home.ts';

const [folder = '', uid = ''] = process.argv.slice(2);
// All modules are loaded before this change, because the other user may not be able to read them.
process.setgid?.(Number(uid));
process.setuid?.(Number(uid));
const home = ensureHome(folder);
if (home.ok) {
  const db = openedStateDb(home.value);
  createRecords(db, systemClock).change('role', '/c', (record) => ({ ...record, generation: 1 }));
  db.close();
  tryLockFile(`${home.value.locksFolder}/role.lock`)?.release();
}
console.log(JSON.stringify(home));
