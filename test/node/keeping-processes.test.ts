import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import type { Home } from '../../src/node/home.ts';
import { steps, versionAfter } from '../../src/node/state/schema.ts';
import type { StateDb } from '../../src/node/state/state-db.ts';
import { finished, run, type Running } from '../support/process.ts';
import { keepingProcesses, openedStateDb, temporaryHome } from '../support/rolekeeper-home.ts';
import { skippedExceptOn } from '../support/systems.ts';

const script = new URL('processes/keep-announced.ts', import.meta.url);
const path = '/home/alice/.aws/credentials';

describe('the record of a process that refreshes roles', () => {
  const running: Running[] = [];
  const dbs: StateDb[] = [];
  const open = (home: Home): StateDb => {
    const db = openedStateDb(home);
    dbs.push(db);
    return db;
  };
  /** Starts a real process that keeps these roles, and waits for its record. */
  const keep = async (home: Home, roleIds = ['a1'], at = path): Promise<Running> => {
    const child = run(script, [home.folder, at, ...roleIds]);
    running.push(child);
    await child.line('announced');
    return child;
  };
  const kill = async (child: Running): Promise<void> => {
    child.child.kill('SIGKILL');
    await child.ended();
  };
  const rowsIn = (db: StateDb): number =>
    Number(
      db.read((sql) => sql('SELECT count(*) AS n FROM keeping_processes').get())?.['n'] ?? NaN,
    );
  const lifeFiles = (home: Home): readonly string[] =>
    readdirSync(home.locksFolder).filter((name) => name.startsWith('life-'));
  afterEach(async () => {
    await Promise.all(running.splice(0).map(kill));
    for (const db of dbs.splice(0)) db.close();
  });

  it('has the process ID and the roles, and is removed when its process ends', async () => {
    const home = temporaryHome();
    const others = keepingProcesses(home, open(home));
    const [first, second] = [await keep(home, ['a1', 'b2']), await keep(home, ['c3'])];
    const byPid = () => others.others().map(({ pid, roleIds }) => ({ pid, roleIds }));
    expect(byPid()).toHaveLength(2);
    expect(byPid()).toEqual(
      expect.arrayContaining([
        { pid: first.pid, roleIds: ['a1', 'b2'] },
        { pid: second.pid, roleIds: ['c3'] },
      ]),
    );
    first.send('end');
    await finished(first);
    expect(byPid()).toEqual([{ pid: second.pid, roleIds: ['c3'] }]);
    expect(lifeFiles(home)).toHaveLength(1);
  });

  it('is ignored after its process was killed, and the next process that starts removes it', async () => {
    const home = temporaryHome();
    const db = open(home);
    const others = keepingProcesses(home, db);
    await kill(await keep(home));
    expect(others.others()).toEqual([]);
    expect([rowsIn(db), lifeFiles(home).length]).toEqual([1, 1]);
    const next = await keep(home);
    expect(others.others().map(({ pid }) => pid)).toEqual([next.pid]);
    expect([rowsIn(db), lifeFiles(home).length]).toEqual([1, 1]);
  });

  it.skipIf(skippedExceptOn('Unix'))('is read even while its process is paused', async () => {
    const home = temporaryHome();
    const others = keepingProcesses(home, open(home));
    const child = await keep(home);
    child.child.kill('SIGSTOP');
    expect(others.others().map(({ pid }) => pid)).toEqual([child.pid]);
  });

  it('is ignored if its process has ended and another process has the same ID', async () => {
    const home = temporaryHome();
    const db = open(home);
    const others = keepingProcesses(home, db);
    await kill(await keep(home));
    // Now the recorded pid belongs to a live process.
    db.write((sql) => sql('UPDATE keeping_processes SET pid = ?').run(process.pid));
    expect(others.others()).toEqual([]);
  });

  it('of another computer is read only while its lock is held, and is removed after 90 days', async () => {
    const home = temporaryHome();
    const db = open(home);
    const child = await keep(home);
    const elsewhere = keepingProcesses(home, db, { host: 'desktop' });
    expect(elsewhere.others()).toMatchObject([{ pid: child.pid, host: 'laptop' }]);
    await kill(child);
    expect(elsewhere.others()).toEqual([]);
    elsewhere.announce({ switchedOn: true, roleIds: [] });
    expect(rowsIn(db)).toBe(2);
    elsewhere.announce(null);
    db.write((sql) => sql('UPDATE keeping_processes SET since = since - 91 * 86400000').run());
    elsewhere.announce({ switchedOn: true, roleIds: [] });
    expect(rowsIn(db)).toBe(1);
    elsewhere.announce(null);
  });

  it('is read only by processes with the same Rolekeeper folder and credentials file', async () => {
    const [home, other] = [temporaryHome(), temporaryHome()];
    await keep(home, ['a1'], '/elsewhere/credentials');
    expect(keepingProcesses(home, open(home)).others()).toEqual([]);
    const child = await keep(home);
    expect(
      keepingProcesses(home, open(home))
        .others()
        .map(({ pid }) => pid),
    ).toEqual([child.pid]);
    expect(keepingProcesses(other, open(other)).others()).toEqual([]);
  });

  it('is written again if it is lost from state.db while the process runs', () => {
    const home = temporaryHome();
    const [db, reading] = [open(home), open(home)];
    const own = keepingProcesses(home, db);
    own.announce({ switchedOn: true, roleIds: ['a1'] });
    db.write((sql) => sql('DELETE FROM keeping_processes').run());
    own.announce({ switchedOn: true, roleIds: ['a1'] });
    expect(keepingProcesses(home, reading).others()).toMatchObject([{ roleIds: ['a1'] }]);
    own.announce(null);
  });

  it('is read with default values if fields are invalid, and is ignored if its ID is invalid', async () => {
    const home = temporaryHome();
    const db = open(home);
    const others = keepingProcesses(home, db);
    await keep(home);
    db.write((sql) => {
      sql("UPDATE keeping_processes SET role_ids = '{', kind = 'else'").run();
      for (const id of ['../../credentials', '', 'ffff'])
        sql('INSERT INTO keeping_processes VALUES (?, 1, ?, ?, ?, 0, 1, ?, 7, NULL)').run(
          id,
          'laptop',
          'keep',
          path,
          '[]',
        );
    });
    writeFileSync(join(home.locksFolder, 'life-ffff.lock'), 'no database', { mode: 0o600 });
    expect(others.others()).toMatchObject([{ kind: 'keep', roleIds: [] }]);
  });

  it.each(steps.slice(0, -1).map((_, n) => n + 1))(
    'can be added to a state.db that has only the first %i schema steps, whose role records stay',
    (applied) => {
      const home = temporaryHome();
      const old = new DatabaseSync(home.stateFile);
      const before = steps.slice(0, applied).join('\n');
      old.exec(`PRAGMA journal_mode = WAL; ${before}
        PRAGMA user_version = ${String(versionAfter(applied))};
        INSERT INTO records (role_id, path, target_profile, kept, generation)
          VALUES ('a1', '${path}', 'client', 1, 7);`);
      old.close();
      const [db, reading] = [open(home), open(home)];
      const own = keepingProcesses(home, db);
      own.announce({ switchedOn: true, roleIds: ['a1'] });
      expect(keepingProcesses(home, reading).others()).toMatchObject([{ roleIds: ['a1'] }]);
      const kept = db.read((sql) => sql('SELECT kept, generation FROM records').all());
      expect(kept).toEqual([{ kept: 1, generation: 7 }]);
      own.announce(null);
    },
  );
});
