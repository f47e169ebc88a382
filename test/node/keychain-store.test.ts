import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecretStore } from '../../src/core/secret-store.ts';
import { watchFile } from '../../src/node/files/folder-watch.ts';
import type { Home } from '../../src/node/home.ts';
import { createKeychainStore } from '../../src/node/keychain/keychain-store.ts';
import { createPathLock } from '../../src/node/locks/path-lock.ts';
import type { StateDb } from '../../src/node/state/state-db.ts';
import { secretStoreContract } from '../contracts/secret-store.contract.ts';
import { MemoryKeychain } from '../support/memory-keychain.ts';
import { MemoryLog } from '../support/memory-log.ts';
import { lockDependencies, openedStateDb, temporaryHome } from '../support/rolekeeper-home.ts';
import { expectMode, skippedExceptOn } from '../support/systems.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const life = { since: 1_767_550_000_000, until: 1_767_600_000_000 };
const key = (digit: string): string => digit.repeat(64);

let home: Home;
let file: string;
let db: StateDb;
let log: MemoryLog;
let clock: VirtualClock;
let keychain: MemoryKeychain;

beforeEach(() => {
  home = temporaryHome();
  file = home.secretsFile;
  db = openedStateDb(home);
  log = new MemoryLog();
  clock = new VirtualClock();
  keychain = new MemoryKeychain();
});
afterEach(() => db.close());

/** Opens the store of a Rolekeeper folder, as each process does that uses this folder. */
const openStore = (at = home): SecretStore => {
  const locks = lockDependencies(db);
  const lockOf = (path: string) => createPathLock(at.locksFolder, path, locks);
  const lock = lockOf(at.secretsFile);
  const keyLock = lockOf(`${at.secretsFile} key`);
  return createKeychainStore({ access: keychain.access(), home: at, lock, keyLock, clock, log });
};

secretStoreContract("the system's keychain", () => openStore());

describe("secrets that a key in the system's keychain encrypts", () => {
  it('outlive the process, encrypted in a file with mode 0600 that does not contain the key', async () => {
    await openStore().keep('one', 'session/token+secret', life);
    expect(await openStore().read('one')).toBe('session/token+secret');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('token');
    expect(text).not.toContain(Buffer.from('session/token').toString('base64').slice(0, 12));
    for (const each of keychain.entries.values()) expect(text).not.toContain(each.slice(0, 12));
    expectMode(file, 0o600);
    expect(openStore().where()).toBeNull();
  });

  it('do not need the keychain before a secret is stored or read, because it can show a prompt', async () => {
    await openStore().keep('one', 'first', life);
    keychain.requestCount = 0;
    const store = openStore();
    expect(store.list()).toEqual([{ name: 'one', ...life }]);
    expect(await store.read('none')).toBeNull();
    await store.forget(['one']);
    expect(keychain.requestCount).toBe(0);
  });

  it('need one request to the keychain for many reads at the same time', async () => {
    await Promise.all(['one', 'two', 'three'].map((name) => openStore().keep(name, name, life)));
    keychain.requestCount = 0;
    const store = openStore();
    const read = await Promise.all(['one', 'two', 'three'].map((name) => store.read(name)));
    expect(read).toEqual(['one', 'two', 'three']);
    expect(keychain.requestCount).toBe(1);
  });

  it('leave no file when the last one is removed', async () => {
    const store = openStore();
    await store.keep('one', 'first', life);
    await store.forget(['one']);
    expect(readdirSync(home.folder)).not.toContain('mfa-sessions.json');
  });

  it('of several processes are stored in one file with one key', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `name-${n}`);
    await Promise.all(names.map((name) => openStore().keep(name, `secret of ${name}`, life)));
    const store = openStore();
    for (const name of names) expect(await store.read(name)).toBe(`secret of ${name}`);
    expect(keychain.entries.size).toBe(1);
  });

  it('of two homes have two keys, so that neither home can read the secrets of the other', async () => {
    const other = temporaryHome();
    await openStore().keep('one', 'first', life);
    await openStore(other).keep('one', 'second', life);
    expect(keychain.entries.size).toBe(2);
    writeFileSync(other.secretsFile, readFileSync(file));
    expect(await openStore(other).read('one')).toBeNull();
    expect(await openStore().read('one')).toBe('first');
  });

  it('cannot be decrypted after someone changed their name or lifetime in the file', async () => {
    await openStore().keep('one', 'first', life);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"one"', '"other"'));
    expect(await openStore().read('other')).toBeNull();
    writeFileSync(file, text.replace(String(life.until), String(life.until + 1)));
    expect(await openStore().read('one')).toBeNull();
  });

  it.each([
    ['is missing', 'missing', 'memory-no-keychain'],
    ['is locked', 'locked', 'memory-denied'],
    ['has a library that crashes', 'crashes', 'memory-no-keychain'],
  ] as const)(
    'are not written if the keychain %s, and are written once it is open',
    async (_title, state, where) => {
      keychain.state = state;
      const store = openStore();
      await store.keep('one', 'first', life);
      expect({ where: store.where(), written: existsSync(file) }).toEqual({
        where,
        written: false,
      });
      keychain.state = 'open';
      await clock.advance(60_000);
      await store.keep('one', 'second', life);
      expect(store.where()).toBe('keychain');
      expect(await openStore().read('one')).toBe('second');
    },
  );

  it('are not written if the keychain does not answer within 1 s, and its process is stopped', async () => {
    keychain.state = 'silent';
    const store = openStore();
    const kept = store.keep('one', 'first', life);
    await clock.advance(999);
    expect(store.where()).toBeNull();
    await clock.advance(2);
    await kept;
    expect(store.where()).toBe('memory-no-answer');
    expect(keychain.running).toBe(0);
  });

  it('are removed without waiting for a keychain that does not answer', async () => {
    await openStore().keep('one', 'first', life);
    keychain.state = 'silent';
    const store = openStore();
    const kept = store.keep('two', 'second', life);
    await store.forget(['one']);
    expect(store.list()).toEqual([]);
    await clock.advance(1001);
    await kept;
  });

  it('are not written for a minute after the keychain refused, because each request may show a prompt', async () => {
    keychain.state = 'locked';
    const store = openStore();
    for (const name of ['one', 'two', 'three']) await store.keep(name, 'secret', life);
    expect(keychain.requestCount).toBe(1);
    await clock.advance(60_000);
    await store.keep('one', 'secret', life);
    expect(keychain.requestCount).toBe(2);
    expect(await store.findWhere()).toBe('memory-denied');
    expect(keychain.requestCount).toBe(3);
  });

  it('stay in the file while the keychain is locked, and are readable once it is open', async () => {
    await openStore().keep('one', 'first', life);
    keychain.state = 'locked';
    const store = openStore();
    expect(await store.read('one')).toBeNull();
    expect(store.where()).toBe('memory-denied');
    keychain.state = 'open';
    await clock.advance(60_000);
    expect(await store.read('one')).toBe('first');
    expect(store.where()).toBe('keychain');
    await store.keep('other', 'second', life);
    expect(await openStore().read('one')).toBe('first');
    expect(JSON.stringify(log.lines)).not.toContain('first');
  });

  it.each([
    ['removed the key', null],
    ['replaced the key with garbage', 'garbage'],
    ['replaced the key with another key', key('a')],
  ])(
    'are not readable after another tool has %s, but secrets stored later are',
    async (_title, value) => {
      await openStore().keep('one', 'first', life);
      const [name = ''] = keychain.entries.keys();
      if (value === null) keychain.entries.delete(name);
      else keychain.entries.set(name, value);
      const store = openStore();
      expect(await store.read('one')).toBeNull();
      await store.keep('one', 'second', life);
      expect(await openStore().read('one')).toBe('second');
    },
  );

  it('are readable after another process stored them with a new key', async () => {
    const store = openStore();
    await store.keep('one', 'first', life);
    keychain.entries.clear();
    await openStore().keep('one', 'second', { ...life, since: life.since + 1 });
    expect(await store.read('one')).toBe('second');
  });

  it.each(['', '[]', '{"version":3,"secrets":{}}', '{"version":2,"secrets":{"a":1}}'])(
    'are discarded if the file contains %j, and this is logged once',
    async (text) => {
      writeFileSync(file, text);
      const store = openStore();
      expect(store.list()).toEqual([]);
      expect(store.list()).toEqual([]);
      expect(log.lines).toHaveLength(1);
      await store.keep('one', 'first', life);
      expect(await openStore().read('one')).toBe('first');
    },
  );

  it('are reported to the other processes when a process adds or removes them, but not to itself', async () => {
    const [here, there] = [openStore(), openStore()];
    let reports = 0;
    const stop = here.watch(() => (reports += 1));
    let events = 0;
    const stopEvents = watchFile(file, () => (events += 1));
    await here.keep('mine', 'first', life);
    await expect.poll(() => events).toBeGreaterThan(0);
    expect(reports).toBe(0);
    stopEvents();
    await there.keep('one', 'first', life);
    await expect.poll(() => reports).toBe(1);
    await there.forget(['one']);
    await expect.poll(() => reports).toBe(2);
    stop();
  });

  it('of version 0.1.0 are removed, because only that version could decrypt them', async () => {
    writeFileSync(file, '{"version":1,"secrets":{"a":{"until":1,"ciphertext":"djEx"}}}');
    const store = openStore();
    expect(store.list()).toEqual([]);
    await store.idle();
    expect(existsSync(file)).toBe(false);
    expect(log.lines).toEqual([]);
  });

  it.skipIf(skippedExceptOn('Unix')).each([
    ['link', (outside: string) => symlinkSync(outside, file)],
    ['pipe', () => execFileSync('mkfifo', [file])],
  ])('are written to a new file that replaces a %s at its path', async (_title, plant) => {
    const outside = join(home.folder, 'outside');
    writeFileSync(outside, 'mine');
    plant(outside);
    const store = openStore();
    expect(store.list()).toEqual([]);
    await store.keep('one', 'first', life);
    expect(await openStore().read('one')).toBe('first');
    expect(readFileSync(outside, 'utf8')).toBe('mine');
    expect(lstatSync(file).isFile()).toBe(true);
  });

  it('stay in memory if the file cannot be written', async () => {
    mkdirSync(file);
    const store = openStore();
    await store.keep('one', 'first', life);
    expect(store.where()).toBe('memory-not-written');
    expect(JSON.stringify(log.lines)).not.toContain('first');
  });
});
