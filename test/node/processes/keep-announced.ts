// Announces that it refreshes these roles, and prints a line. Ends when it gets a line. Arguments:
// HOME PATH ROLE…
import { homeIn, keepingProcesses, openedStateDb } from '../../support/rolekeeper-home.ts';

const [folder = '', path = '', ...roleIds] = process.argv.slice(2);
const home = homeIn(folder);
const db = openedStateDb(home);
const keeping = keepingProcesses(home, db, { path });
keeping.announce({ switchedOn: false, roleIds });
console.log('announced');
process.stdin.once('data', () => {
  process.stdin.destroy();
  keeping.announce(null);
  db.close();
});
