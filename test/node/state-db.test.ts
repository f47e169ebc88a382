import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/contract/app-state.ts';
import type { SessionRecord } from '../../src/core/ports/records.ts';
import { tryLockFile } from '../../src/node/locks/lock-file.ts';
import { createActivity } from '../../src/node/state/activity.ts';
import { createRecords } from '../../src/node/state/records.ts';
import { steps } from '../../src/node/state/schema.ts';
import { openStateDb } from '../../src/node/state/state-db.ts';
import { StateUnavailable } from '../../src/node/state/state-unavailable.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { valueOrThrow } from '../support/credentials-folder.ts';
import { machineOf, interceptedFileSystem } from '../support/machines.ts';
import { finished, run } from '../support/process.ts';
import { openedStateDb, temporaryHome } from '../support/rolekeeper-home.ts';
import { sized } from '../support/run-length.ts';
import { skippedExceptOn } from '../support/systems.ts';

const openState = new URL('processes/open-state.ts', import.meta.url);
const raise = (record: SessionRecord): SessionRecord => ({
  ...record,
  generation: record.generation + 1,
});
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

const count = sized(20, 75);

describe('state.db', () => {
  it(`loses no change of ${count} processes that create it at the same time`, async () => {
    const home = temporaryHome();
    const many = Array.from({ length: count }, (_, n) =>
      run(openState, [home.folder, `role-${String(n)}`]),
    );
    const outputs = await Promise.all(many.map((each) => finished(each)));
    expect(outputs.filter((lines) => lines[0] !== '{"problems":[]}')).toEqual([]);
    const db = openedStateDb(home);
    const all = createRecords(db, systemClock).all();
    db.close();
    expect(all.find((record) => record.roleId === 'shared')?.generation).toBe(count);
    expect(all.filter((record) => record.generation === 2)).toHaveLength(count);
  });

  it.each([
    { kind: 'mfa-needed', serial: 'phone', sourceProfile: 'default', requestId: 'an-old-name' },
    { kind: 'access-denied', action: 'sts:AssumeRole', roleArn: 'x', message: '', requestId: null },
    { kind: 'field-invalid', field: 'caBundle', rule: { rule: 'ca-bundle' } },
  ])(
    'gives no failure of a role if this version cannot read the stored failure: $kind',
    (failure) => {
      const home = temporaryHome();
      const db = openedStateDb(home);
      const records = createRecords(db, systemClock);
      records.change('role', '/file', raise);
      db.write((sql) => sql('UPDATE records SET failure = ?').run(JSON.stringify(failure)));
      expect(records.get('role', '/file')).toMatchObject({ generation: 1, failure: null });
      db.close();
    },
  );

  it.skipIf(skippedExceptOn('Unix')).each(['022', '077', '000'])(
    'is readable by its owner alone, with all files beside it, under umask %s',
    async (octal) => {
      const umask = Number.parseInt(octal, 8);
      const home = temporaryHome();
      for (const folder of [home.locksFolder, home.backupsFolder, home.logsFolder, home.folder]) {
        rmSync(folder, { recursive: true });
      }
      const child = run(openState, [home.folder, 'role', 'stay'], { umask });
      await child.line('open');
      const files = readdirSync(home.folder).sort();
      expect(files).toEqual([
        'backups',
        'locks',
        'logs',
        'state.db',
        'state.db-shm',
        'state.db-wal',
      ]);
      expect(files.map((file) => modeOf(join(home.folder, file)))).toEqual([
        '700',
        '700',
        '700',
        '600',
        '600',
        '600',
      ]);
      expect(modeOf(home.folder)).toBe('700');
      child.send('end');
      await finished(child);
    },
  );

  it('opens in less than 50 ms of processor time and prints nothing', () => {
    const home = temporaryHome();
    openedStateDb(home).close();
    const script = `
      import { openStateDb } from ${JSON.stringify(new URL('../../src/node/state/state-db.ts', import.meta.url).href)};
      const before = process.cpuUsage();
      const db = openStateDb(process.argv[1], { now: Date.now, report: () => undefined });
      db.value.read((sql) => sql('SELECT count(*) FROM records').get());
      const { user, system } = process.cpuUsage(before);
      console.log((user + system) / 1000);`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module-typescript', '-e', script, home.stateFile],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('');
    expect(Number(stdout)).toBeLessThan(50);
  });

  it('is set aside once, with its content, if it is not a database and eight processes find it', async () => {
    const home = temporaryHome();
    const garbage = `not a database ${'x'.repeat(5000)}`;
    writeFileSync(home.stateFile, garbage);
    const outputs = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        finished(run(openState, [home.folder, `role-${String(n)}`])),
      ),
    );
    const reported = outputs.flatMap(
      (lines) => (JSON.parse(lines[0] ?? '') as { problems: Problem[] }).problems,
    );
    expect(reported).toHaveLength(1);
    const problem = reported[0];
    if (problem?.kind !== 'state-set-aside') throw new Error('another problem');
    expect(problem.movedTo).toMatch(/state\.corrupt-\d{8}T\d{6}Z\.db$/);
    expect(readFileSync(problem.movedTo, 'utf8')).toBe(garbage);
    const db = openedStateDb(home);
    expect(createRecords(db, systemClock).get('shared', '/c')?.generation).toBe(8);
    db.close();
  });

  it('is not set aside by a process that finds it damaged and waits for the lock, if it is repaired meanwhile', async () => {
    const home = temporaryHome();
    writeFileSync(home.stateFile, 'not a database'.repeat(500));
    const turn = tryLockFile(join(home.locksFolder, 'state.lock'));
    const child = run(openState, [home.folder, 'role']);
    await setTimeout(800);
    expect(child.lines).toEqual([]);
    const mended = temporaryHome();
    openedStateDb(mended).close();
    renameSync(mended.stateFile, home.stateFile);
    const db = openedStateDb(home);
    createRecords(db, systemClock).change('role', '/c', raise);
    turn?.release();
    expect(await finished(child)).toEqual(['{"problems":[]}']);
    expect(createRecords(db, systemClock).get('role', '/c')).toMatchObject({ generation: 3 });
    db.close();
  });

  it('is set aside by a process that finds it damaged while it runs, and the process continues', () => {
    const home = temporaryHome();
    const problems: Problem[] = [];
    const before = openedStateDb(home);
    const filler = createRecords(before, systemClock);
    for (let n = 0; n < 300; n += 1) filler.change(`role-${String(n)}`, '/c', raise);
    before.close();
    const bytes = readFileSync(home.stateFile);
    bytes.fill(0xff, 4096);
    writeFileSync(home.stateFile, bytes);
    const db = openedStateDb(home, (problem) => problems.push(problem));
    const records = createRecords(db, systemClock);
    expect(records.change('role-7', '/c', raise)).toMatchObject({ generation: 1 });
    expect(problems).toMatchObject([{ kind: 'state-set-aside' }]);
    expect(records.get('role-7', '/c')).toMatchObject({ generation: 1 });
    db.close();
  });

  it('of version 0.1.0 loses the failures that contain texts of other programs', () => {
    const home = temporaryHome();
    const [first = ''] = steps;
    const old = new DatabaseSync(home.stateFile);
    old.exec(`PRAGMA journal_mode = WAL; ${first}; PRAGMA user_version = 101`);
    const insert = old.prepare(
      'INSERT INTO records (role_id, path, target_profile, kept, generation, failure) VALUES (?, ?, ?, 1, 4, ?)',
    );
    insert.run(
      'said',
      '/c',
      'a',
      '{"kind":"source-failed","profile":"p","message":"pass hunter2-canary"}',
    );
    insert.run('own', '/c', 'b', '{"kind":"timeout","host":"h","afterMs":1}');
    old.close();
    const db = openedStateDb(home);
    const records = createRecords(db, systemClock);
    expect(records.get('said', '/c')).toMatchObject({
      targetProfile: 'a',
      kept: true,
      generation: 4,
      failure: null,
    });
    expect(records.get('own', '/c')).toMatchObject({ failure: { kind: 'timeout' } });
    db.close();
    const files = readdirSync(home.folder).filter((name) => name.startsWith('state.db'));
    const bytes = files.map((name) => readFileSync(join(home.folder, name), 'latin1')).join('');
    expect(bytes).not.toContain('hunter2-canary');
  });

  it('gives an empty role name for the activity if the stored name is the ID of the role', () => {
    const activity = createActivity(openedStateDb(temporaryHome()));
    const entry = {
      event: 'removed',
      expiration: null,
      failureKind: null,
      requestId: null,
    } as const;
    const roleId = '0123456789ab';
    const at = Date.now();
    activity.append([
      { ...entry, at, roleId, roleName: roleId },
      { ...entry, at, roleId: 'ba9876543210', roleName: roleId },
    ]);
    expect(activity.list(2).map(({ roleName }) => roleName)).toEqual([roleId, '']);
  });

  it('of an incompatible newer version is refused and left alone', () => {
    const home = temporaryHome();
    openedStateDb(home).close();
    const newer = new DatabaseSync(home.stateFile);
    newer.exec('PRAGMA user_version = 200');
    newer.close();
    const opened = openStateDb(home.stateFile, { now: () => Date.now(), report: () => undefined });
    expect(opened).toEqual({
      ok: false,
      failure: { kind: 'state-unavailable', file: home.stateFile, code: 'newer-version' },
    });
    const same = new DatabaseSync(home.stateFile);
    expect(same.prepare('PRAGMA user_version').get()).toEqual({ user_version: 200 });
    same.close();
  });

  it('of a compatible newer version is used, and its additional columns stay', () => {
    const home = temporaryHome();
    openedStateDb(home).close();
    const later = new DatabaseSync(home.stateFile);
    later.exec("ALTER TABLE records ADD COLUMN later TEXT DEFAULT 'x'; PRAGMA user_version = 142");
    later.close();
    const db = openedStateDb(home);
    expect(createRecords(db, systemClock).change('role', '/c', raise)).toMatchObject({
      generation: 1,
    });
    expect(db.read((sql) => sql('PRAGMA user_version').get())).toEqual({ user_version: 142 });
    expect(db.read((sql) => sql('SELECT later FROM records').get())).toEqual({ later: 'x' });
    db.close();
  });

  it('is opened again if it is moved or deleted while a process runs', () => {
    const home = temporaryHome();
    const db = openedStateDb(home);
    const records = createRecords(db, systemClock);
    records.change('role', '/c', raise);
    for (const name of readdirSync(home.folder)) {
      if (name.startsWith('state.db'))
        renameSync(join(home.folder, name), join(home.folder, `moved-${name}`));
    }
    expect(records.get('role', '/c')).toBeNull();
    rmSync(home.folder, { recursive: true });
    expect(records.change('role', '/c', raise)).toMatchObject({ generation: 1 });
    db.close();
  });

  it('is opened again if another process replaces it during the opening', () => {
    const home = temporaryHome();
    openedStateDb(home).close();
    const other = temporaryHome();
    const made = openedStateDb(other);
    createRecords(made, systemClock).change('role', '/c', raise);
    made.close();
    let isReplaced = false;
    // The type of the file system is read between the opening and the first write.
    const replacing = interceptedFileSystem(({ name }) => {
      if (name === 'statfsSync' && !isReplaced) {
        isReplaced = true;
        renameSync(other.stateFile, home.stateFile);
      }
      return null;
    });
    const machine = machineOf('linux', { fs: replacing });
    const db = valueOrThrow(
      openStateDb(home.stateFile, { now: () => 0, report: () => undefined }, machine),
    );
    expect(createRecords(db, systemClock).get('role', '/c')).toMatchObject({ generation: 1 });
    db.close();
  });

  it('reports a failure if it cannot be opened', () => {
    const home = temporaryHome();
    rmSync(home.stateFile, { force: true });
    writeFileSync(join(home.folder, 'elsewhere'), '');
    const at = join(home.folder, 'elsewhere', 'state.db');
    expect(openStateDb(at, { now: () => 0, report: () => undefined })).toMatchObject({
      ok: false,
      failure: { kind: 'state-unavailable', file: at },
    });
  });

  it('is reported as unavailable if another process writes to it for two seconds', () => {
    const home = temporaryHome();
    const db = openedStateDb(home);
    const stuck = new DatabaseSync(home.stateFile);
    stuck.exec('BEGIN IMMEDIATE');
    const began = performance.now();
    expect(() => createRecords(db, systemClock).change('role', '/c', raise)).toThrow(
      StateUnavailable,
    );
    expect(performance.now() - began).toBeGreaterThan(1500);
    stuck.close();
    expect(createRecords(db, systemClock).change('role', '/c', raise)).toMatchObject({
      generation: 1,
    });
    db.close();
  });
});

describe('a watcher of the role records', () => {
  it('is not notified of its own reads and locks, or of those of another watcher', async () => {
    const home = temporaryHome();
    const dbs = [openedStateDb(home), openedStateDb(home)];
    const calls = [0, 0];
    const stops = dbs.map((db, n) => {
      const records = createRecords(db, systemClock);
      return records.watch(() => {
        calls[n] = (calls[n] ?? 0) + 1;
        records.all();
        // What a process does after a change: reads, then takes and releases a lock, which writes
        // to the same database.
        db.write((sql) =>
          sql('INSERT OR REPLACE INTO lock_holders (lock, pid) VALUES (?, ?)').run('lock', n),
        );
        db.write((sql) => sql('DELETE FROM lock_holders').run());
      });
    });
    await finished(run(openState, [home.folder, 'role']));
    await setTimeout(1500);
    expect(Math.max(...calls)).toBeLessThanOrEqual(2);
    expect(Math.min(...calls)).toBeGreaterThanOrEqual(1);
    const [first = 0, second = 0] = calls;
    await setTimeout(500);
    expect(calls).toEqual([first, second]);
    for (const stop of stops) stop();
    for (const db of dbs) db.close();
  });

  it('is not notified if a write changes nothing', async () => {
    const home = temporaryHome();
    const [watching, writing] = [openedStateDb(home), openedStateDb(home)];
    const records = createRecords(writing, systemClock);
    records.change('role', '/c', (record) => ({ ...record, kept: true }));
    let calls = 0;
    const stop = createRecords(watching, systemClock).watch(() => {
      calls += 1;
    });
    records.change('role', '/c', (record) => ({ ...record, kept: true }));
    await setTimeout(400);
    expect(calls).toBe(0);
    stop();
    watching.close();
    writing.close();
  });
});
