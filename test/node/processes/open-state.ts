// Opens state.db, changes its own record twice, and prints the problems it received. Arguments:
// HOME ROLE [stay]
import { createRecords } from '../../../src/node/state/records.ts';
import { openStateDb } from '../../../src/node/state/state-db.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { homeIn } from '../../support/rolekeeper-home.ts';

const [folder = '', roleId = ''] = process.argv.slice(2);
const home = homeIn(folder);
const problems: unknown[] = [];
const db = openStateDb(home.stateFile, {
  now: () => Date.now(),
  report: (problem) => problems.push(problem),
});
if (!db.ok) {
  console.log(JSON.stringify({ failure: db.failure }));
} else {
  const records = createRecords(db.value, systemClock);
  for (let n = 0; n < 2; n += 1)
    records.change(roleId, '/c', (record) => ({ ...record, generation: record.generation + 1 }));
  records.change('shared', '/c', (record) => ({ ...record, generation: record.generation + 1 }));
  console.log(JSON.stringify({ problems }));
  if (process.argv[4] === 'stay') {
    console.log('open');
    process.stdin.once('data', () => {
      process.stdin.destroy();
      db.value.close();
    });
  } else db.value.close();
}
