// Writes lines to the log. Arguments: HOME WRITER_NAME COUNT FULL_AT_BYTES FILES
import { createFileLog } from '../../../src/node/log/log.ts';
import { homeIn } from '../../support/rolekeeper-home.ts';

const [folder = '', writer = '', count = '0', fullAt = '0', files = '0'] = process.argv.slice(2);
const { logsFolder, locksFolder } = homeIn(folder);
const log = createFileLog({
  logsFolder,
  locksFolder,
  now: () => Date.now(),
  pid: process.pid,
  fullAt: Number(fullAt),
  files: Number(files),
});
for (let n = 0; n < Number(count); n += 1)
  log.write('info', `writer ${writer} line ${String(n)} ${'.'.repeat(60)}`);
