import { mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseIni } from '../../src/core/credentials-file/ini-document.ts';
import { readMarks } from '../../src/core/credentials-file/section.ts';
import type { RefreshingProcess } from '../../src/core/ports/keeping-processes.ts';
import { createCredentialsFileStore } from '../../src/node/credentials-file/credentials-file-store.ts';
import { tryLockFile } from '../../src/node/locks/lock-file.ts';
import { createPathLock } from '../../src/node/locks/path-lock.ts';
import { createRoleLocks } from '../../src/node/locks/role-locks.ts';
import { createLockHolders } from '../../src/node/state/lock-holders.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { enFileFailures } from '../../src/views/words/en-failures-files.ts';
import { credentialsFolder, valueOrThrow, write } from '../support/credentials-folder.ts';
import { sessionOf } from '../support/credentials-texts.ts';
import { machineOf, interceptedFileSystem } from '../support/machines.ts';
import { testOwner } from '../support/owner.ts';
import {
  keepingProcesses,
  lockDependencies,
  openedStateDb,
  temporaryHome,
} from '../support/rolekeeper-home.ts';

const role = '0123456789ab';
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Uses this machine's files, but reports that they are on NFS. */
const onNfs = machineOf('linux', {
  fs: interceptedFileSystem(
    () => null,
    ({ name, path }, result) =>
      name === 'statfsSync' ? Object.assign(statfsSync(path ?? ''), { type: 0x6969 }) : result,
  ),
});

function open() {
  const home = temporaryHome();
  const db = openedStateDb(home);
  ends.push(() => {
    db.close();
  });
  return { home, db };
}

describe('a lock that a process of another computer holds', () => {
  it('causes no lock-cycle, even if the process ID of its holder is that of an ancestor of this process', async () => {
    const { home, db } = open();
    const otherLock = tryLockFile(join(home.locksFolder, `${role}.lock`));
    createLockHolders(db, 'desktop').register(role, 4711);
    const locks = createRoleLocks(home.locksFolder, lockDependencies(db, [4711], 'laptop'));
    const refused = await locks.acquire(role, 0);
    expect(refused).toMatchObject({
      failure: { kind: 'lock-held', holderPid: 4711, holderHost: 'desktop' },
    });
    otherLock?.release();
    const here = createRoleLocks(home.locksFolder, lockDependencies(db, [4711], 'desktop'));
    const again = tryLockFile(join(home.locksFolder, `${role}.lock`));
    expect(await here.acquire(role, 0)).toMatchObject({ failure: { kind: 'lock-cycle' } });
    again?.release();
  });

  it('is reported with the name of the computer', () => {
    const failure = {
      kind: 'lock-held',
      what: 'file',
      holderPid: 4711,
      holderHost: 'desktop',
      waitedMs: 90_000,
    } as const;
    const format = { call: () => null, roleName: null } as never;
    const { title } = enFileFailures['lock-held'](failure, format);
    expect(title).toBe('Process 4711 on desktop holds the lock of the credentials file');
  });
});

describe('a process of another computer whose lock this computer does not see', () => {
  const seenFrom = (
    machine: ReturnType<typeof machineOf>,
  ): readonly (RefreshingProcess & { isVisible: boolean })[] => {
    const { home, db } = open();
    db.write((sql) =>
      sql('INSERT INTO keeping_processes VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)').run(
        'abcd',
        4711,
        'desktop',
        'keep',
        '/home/alice/.aws/credentials',
        Date.now(),
        1,
        '[]',
      ),
    );
    return keepingProcesses(home, db, { machine }).others();
  };

  it('is listed, because it may still run, if the folder is on a network file system', () => {
    expect(seenFrom(onNfs)).toMatchObject([{ pid: 4711, host: 'desktop', isVisible: false }]);
  });

  it('is not listed, because it has ended, if the folder is on a local disk', () => {
    expect(seenFrom(machineOf('linux'))).toEqual([]);
  });
});

it('two computers whose locks do not exclude each other keep the text of other tools', async () => {
  const testFolder = credentialsFolder();
  ends.push(() => {
    testFolder.close();
  });
  const first = '# mine\n[default]\naws_access_key_id = AKIA\n';
  mkdirSync(dirname(testFolder.file), { recursive: true });
  writeFileSync(testFolder.file, first, { mode: 0o600 });
  const storeOn = (host: string) => {
    const { home, db } = open();
    return createCredentialsFileStore({
      path: testFolder.file,
      home: testFolder.home,
      lock: createPathLock(home.locksFolder, testFolder.file, lockDependencies(db)),
      backups: testFolder.backups,
      owner: testOwner,
      clock: systemClock,
      machine: machineOf(process.platform, { host }),
    });
  };
  const writes = ['laptop', 'desktop'].map(async (host) => {
    const store = storeOn(host);
    for (let n = 0; n < 20; n += 1) {
      valueOrThrow(await write(store, `${host}-${String(n)}`, sessionOf()));
      const text = readFileSync(testFolder.file, 'utf8');
      expect(text.startsWith(first)).toBe(true);
      expect(parseIni(text).section('default')).not.toBeNull();
    }
  });
  await Promise.all(writes);
  expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner).length).toBeGreaterThanOrEqual(
    20,
  );
});
