import type * as Electron from 'electron';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { happened, order } from './order.ts';

/**
 * `constant-key`: Chromium on Linux without a keyring, which still reports itself as available.
 * `none`: not available.
 */
type Backend = 'keyring' | 'constant-key' | 'none';

const told = process.argv
  .find((argument) => argument.startsWith('--stand-in-keychain='))
  ?.split('=')[1];

/** The system's keychain, controlled by the test. */
export const keychain: {
  backend: Backend;
  /** After an increase, older ciphertext still decrypts and must be encrypted again. */
  key: number;
  /** Every call rejects, as with a locked keyring. */
  locked: boolean;
  asked: number;
} = { backend: (told ?? 'keyring') as Backend, key: 1, locked: false, asked: 0 };

const keyOf = (name: string): Buffer => createHash('sha256').update(name).digest();

function ask(): void {
  order.after('safeStorage');
  keychain.asked += 1;
  happened('keychain', null);
}

/** Ciphertext like Chromium's: a prefix for the key, then encrypted data. */
export const safeStorage = {
  isAsyncEncryptionAvailable: () => {
    ask();
    return Promise.resolve(keychain.backend !== 'none');
  },
  encryptStringAsync: async (plainText) => {
    ask();
    if (keychain.backend === 'none' || keychain.locked)
      throw new Error('Error while encrypting the text provided');
    const mark = keychain.backend === 'constant-key' ? 'v10' : 'v11';
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyOf(`${mark} ${String(keychain.key)}`), nonce);
    const text = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Promise.resolve(
      Buffer.concat([Buffer.from(mark), Buffer.of(keychain.key), nonce, cipher.getAuthTag(), text]),
    );
  },
  decryptStringAsync: async (encrypted) => {
    ask();
    const mark = encrypted.subarray(0, 3).toString();
    const key = encrypted[3] ?? 0;
    const usable =
      keychain.backend !== 'none' &&
      !keychain.locked &&
      (mark === 'v10' || keychain.backend === 'keyring');
    if (!usable) throw new Error('Error while decrypting the ciphertext provided');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      keyOf(`${mark} ${String(key)}`),
      encrypted.subarray(4, 16),
    );
    decipher.setAuthTag(encrypted.subarray(16, 32));
    const result = Buffer.concat([
      decipher.update(encrypted.subarray(32)),
      decipher.final(),
    ]).toString('utf8');
    return Promise.resolve({ result, shouldReEncrypt: key !== keychain.key });
  },
} satisfies Pick<
  typeof Electron.safeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;
