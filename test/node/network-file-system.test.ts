import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { stateFileCheck } from '../../src/node/doctor/inspect-machine.ts';
import { networkFileSystemOf } from '../../src/node/files/network-file-system.ts';
import type { Machine } from '../../src/node/machine.ts';
import { openStateDb } from '../../src/node/state/state-db.ts';
import { checkText } from '../../src/views/check-text.ts';
import { en } from '../../src/views/words/en.ts';
import { valueOrThrow } from '../support/credentials-folder.ts';
import { machineOf, interceptedFileSystem, windowsPaths } from '../support/machines.ts';
import { openedStateDb, temporaryHome } from '../support/rolekeeper-home.ts';

const quiet = () => null;
const onType = (type: number): Machine =>
  machineOf('linux', {
    fs: interceptedFileSystem(quiet, ({ name, path }, result) =>
      name === 'statfsSync' ? Object.assign(statfsSync(path ?? ''), { type }) : result,
    ),
  });

function journalModeOf(file: string): unknown {
  const db = new DatabaseSync(file);
  const mode = db.prepare('PRAGMA journal_mode').get()?.['journal_mode'];
  db.close();
  return mode;
}

it.each([
  ['NFS', 0x6969],
  ['CIFS', 0xff534d42],
  ['CIFS', 0xff534d42 | 0],
  ['SMB2', 0xfe534d42],
  ['9p', 0x01021997],
  ['FUSE', 0x65735546],
])(
  'state.db uses no WAL on %s (%i), and the doctor warns about the file system',
  async (name, type) => {
    const home = temporaryHome();
    const options = { now: () => 0, report: () => undefined };
    // An earlier version, which did not check the file system, created the database.
    openedStateDb(home).close();
    const machine = onType(type);
    const db = valueOrThrow(openStateDb(home.stateFile, options, machine));
    db.write((sql) => sql('SELECT 1').get());
    db.close();
    expect(journalModeOf(home.stateFile)).toBe('delete');
    const check = await stateFileCheck(home.stateFile, machine);
    expect(check).toMatchObject({ level: 'warning', facts: { fileSystem: name } });
    const format = { roleName: null, field: String, time: String, moment: String };
    const { detail, remedy } = checkText(en, check, format);
    expect(detail).toContain(name);
    expect(remedy?.label).toContain('network file system');
  },
);

it('a local or unknown file system is no network file system, but a share of another computer is', () => {
  const file = join(temporaryHome().folder, 'x');
  writeFileSync(file, '');
  const refused = interceptedFileSystem(({ name }) => (name === 'statfsSync' ? 'ENOSYS' : null));
  expect(networkFileSystemOf(file, onType(0xef53))).toBe(null);
  expect(networkFileSystemOf(file, machineOf('linux', { fs: refused }))).toBe(null);
  expect(networkFileSystemOf(file, machineOf('darwin'))).toBe(null);
  expect(networkFileSystemOf('C:\\Users\\me', windowsPaths)).toBe(null);
  expect(networkFileSystemOf('\\\\?\\C:\\Users\\me', windowsPaths)).toBe(null);
  expect(networkFileSystemOf('\\\\server\\home\\me', windowsPaths)).toBe('SMB');
});
