import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFileLog } from '../../src/node/log/log.ts';

it('the log continues in its full file if the system refuses to rename the file', () => {
  const root = mkdtempSync(join(tmpdir(), 'rk-log-'));
  const [logsFolder, locksFolder] = [join(root, 'logs'), join(root, 'locks')];
  // No system renames a file to the name of a folder.
  mkdirSync(join(logsFolder, 'rolekeeper.1.log'), { recursive: true, mode: 0o700 });
  const log = createFileLog({ logsFolder, locksFolder, now: () => 0, pid: 1, fullAt: 1, files: 2 });
  log.write('info', 'first');
  log.write('info', 'second');
  const lines = readFileSync(join(logsFolder, 'rolekeeper.log'), 'utf8');
  expect(lines).toContain('first');
  expect(lines).toContain('second');
});
