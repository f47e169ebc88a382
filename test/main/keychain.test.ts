import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SecretStore } from '../../src/core/ports.ts';
import { secretStoreContract } from '../contracts/secret-store.contract.ts';
import { order } from '../support/electron-stand-in/order.ts';
import { keychain } from '../support/electron-stand-in/safe-storage.ts';
import { MemoryLog } from '../support/memory-log.ts';
import { expectMode } from '../support/systems.ts';

vi.mock('electron', () => import('../support/electron-stand-in/safe-storage.ts'));
const { createKeychain } = await import('../../src/main/keychain.ts');

const until = 1_767_600_000_000;
const folder = mkdtempSync(join(tmpdir(), 'rk-keychain-'));
let file: string;
let log: MemoryLog;
let count = 0;

beforeEach(() => {
  count += 1;
  mkdirSync(join(folder, String(count)));
  file = join(folder, String(count), 'mfa-sessions.json');
  log = new MemoryLog();
  Object.assign(keychain, { backend: 'keyring', key: 1, locked: false, asked: 0 });
  order.entryHasRun();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const opened = (platform: NodeJS.Platform = 'linux'): SecretStore =>
  createKeychain({ file, platform, log });

secretStoreContract("the system's keychain", opened);

describe("secrets in the system's keychain", () => {
  it('outlive the process as ciphertext in a file with mode 0600', async () => {
    await opened().keep('one', 'session/token+secret', until);
    expect(await opened().read('one')).toBe('session/token+secret');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('token');
    expect(text).not.toContain(Buffer.from('session/token').toString('base64').slice(0, 12));
    expectMode(file, 0o600);
    expect(opened().where()).toBeNull();
  });

  it('do not touch the keychain before one is kept or read, because it can ask a person', async () => {
    await opened().keep('one', 'first', until);
    keychain.asked = 0;
    const store = opened();
    expect(store.list()).toEqual([{ name: 'one', until }]);
    expect(await store.read('none')).toBeNull();
    await store.forget('one');
    expect(keychain.asked).toBe(0);
  });

  it('leave no file when the last one is forgotten', async () => {
    const store = opened();
    await store.keep('one', 'first', until);
    await store.forget('one');
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  it("are not written if Linux uses the key from Chromium's source", async () => {
    keychain.backend = 'constant-key';
    const store = opened();
    await store.keep('one', 'first', until);
    expect(existsSync(file)).toBe(false);
    expect(store.list()).toEqual([]);
    expect(store.where()).toBe('memory-constant-key');
    expect(await store.look()).toBe('memory-constant-key');
  });

  it('are written on other systems despite that prefix', async () => {
    keychain.backend = 'constant-key';
    const store = opened('darwin');
    await store.keep('one', 'first', until);
    expect(await opened('darwin').read('one')).toBe('first');
    expect(store.where()).toBe('keychain');
  });

  it.each([
    ['is none', { backend: 'none' }],
    ['is locked', { locked: true }],
  ] as const)(
    'are not written if there %s, and are written once there is a keychain',
    async (_title, state) => {
      Object.assign(keychain, state);
      const store = opened();
      await store.keep('one', 'first', until);
      expect({ where: store.where(), written: existsSync(file) }).toEqual({
        where: 'memory-no-keychain',
        written: false,
      });
      Object.assign(keychain, { backend: 'keyring', locked: false });
      await store.keep('one', 'second', until);
      expect(store.where()).toBe('keychain');
      expect(await opened().read('one')).toBe('second');
    },
  );

  it('stay if they cannot be decrypted now, also when others are kept', async () => {
    await opened().keep('one', 'first', until);
    keychain.locked = true;
    const store = opened();
    expect(await store.read('one')).toBeNull();
    keychain.locked = false;
    await store.keep('other', 'second', until);
    expect(await opened().read('one')).toBe('first');
    expect(JSON.stringify(log.lines)).not.toContain('first');
  });

  it('are encrypted again if the key has changed', async () => {
    await opened().keep('one', 'first', until);
    const before = readFileSync(file, 'utf8');
    keychain.key = 2;
    expect(await opened().read('one')).toBe('first');
    const after = readFileSync(file, 'utf8');
    expect(after).not.toBe(before);
    expect(await opened().read('one')).toBe('first');
    expect(readFileSync(file, 'utf8')).toBe(after);
  });

  it.each(['', '[]', '{"version":2,"secrets":{}}', '{"version":1,"secrets":{"a":1}}'])(
    'start empty if the file contains %j, and this is logged',
    async (text) => {
      writeFileSync(file, text);
      const store = opened();
      expect(store.list()).toEqual([]);
      expect(log.lines).toHaveLength(1);
      await store.keep('one', 'first', until);
      expect(await opened().read('one')).toBe('first');
    },
  );

  it('are reported as not kept if the file cannot be written', async () => {
    mkdirSync(file);
    const store = opened();
    await store.keep('one', 'first', until);
    expect(store.where()).toBe('memory-not-written');
    expect(JSON.stringify(log.lines)).not.toContain('first');
  });
});
