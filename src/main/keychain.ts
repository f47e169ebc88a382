import { safeStorage } from 'electron';
import { unlinkSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Log, SecretStore, SecretsKept } from '../core/ports.ts';
import { MAX_BYTES, readRegular } from '../node/files/open-regular.ts';
import { replaceFile } from '../node/files/replace-file.ts';
import { errorCode } from '../node/error-code.ts';

interface Kept {
  readonly until: number;
  readonly ciphertext: string;
}

/**
 * The prefix Chromium on Linux gives to data it encrypts with a key from its source code, if there
 * is no keyring (posix_key_provider.cc).
 */
const constantKey = 'v10';

export interface KeychainParts {
  /** Encrypted, 0600. Only the one running application writes it. */
  readonly file: string;
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}

/**
 * Secrets encrypted with a key in the system's keychain, which is used only on demand because it
 * can prompt the user. Writes nothing that the keychain cannot protect, and keeps what it cannot
 * decrypt, because the keychain can be locked.
 */
export function createKeychain({ file, platform, log }: KeychainParts): SecretStore {
  const secrets = storedIn(file, log);
  let where: SecretsKept | null = null;
  let lastChange: Promise<void> = Promise.resolve();

  const encrypt = async (text: string): Promise<Buffer | null> => {
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) throw new Error('not available');
      const ciphertext = await safeStorage.encryptStringAsync(text);
      const isConstant =
        platform === 'linux' &&
        ciphertext.subarray(0, constantKey.length).toString() === constantKey;
      where = isConstant ? 'memory-constant-key' : 'keychain';
      return isConstant ? null : ciphertext;
    } catch {
      where = 'memory-no-keychain';
      return null;
    }
  };

  const write = async (): Promise<void> => {
    try {
      if (secrets.size > 0) {
        await replaceFile(
          file,
          `${JSON.stringify({ version: 1, secrets: Object.fromEntries(secrets) })}\n`,
        );
      } else unlinkSync(file);
    } catch (error) {
      const code = errorCode(error);
      if (code === null) throw error;
      if (code === 'ENOENT' && secrets.size === 0) return;
      where = 'memory-not-written';
      log.write('warn', 'the file of encrypted MFA sessions cannot be written', { code });
    }
  };

  /**
   * Changes run in order, so that a secret that was stored and then forgotten does not stay, even
   * if the keychain is slow.
   */
  const inOrder = (change: () => Promise<void>): Promise<void> => {
    const changed = lastChange.then(change);
    lastChange = changed.catch(() => undefined);
    return changed;
  };

  const keep = async (name: string, secret: string, until: number): Promise<void> => {
    const ciphertext = await encrypt(secret);
    if (ciphertext === null) return;
    secrets.set(name, { until, ciphertext: ciphertext.toString('base64') });
    await write();
  };

  return {
    list: () => [...secrets].map(([name, { until }]) => ({ name, until })),
    read: async (name) => {
      const kept = secrets.get(name);
      if (kept === undefined) return null;
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
          Buffer.from(kept.ciphertext, 'base64'),
        );
        where ??= 'keychain';
        // The key has changed. Writes the secret again unless it was replaced or forgotten
        // meanwhile.
        if (shouldReEncrypt) {
          await inOrder(async () => {
            if (secrets.get(name) === kept) await keep(name, result, kept.until);
          });
        }
        return result;
      } catch {
        log.write('warn', 'an MFA session could not be decrypted and stays', {});
        return null;
      }
    },
    keep: (name, secret, until) => inOrder(() => keep(name, secret, until)),
    forget: (name) =>
      inOrder(async () => {
        if (secrets.delete(name)) await write();
      }),
    where: () => where,
    look: async () => {
      await encrypt('probe');
      return where ?? 'memory-no-keychain';
    },
  };
}

function storedIn(file: string, log: Log): Map<string, Kept> {
  try {
    const text = readRegular(file, { links: 'refused', maxBytes: MAX_BYTES.small }).toString(
      'utf8',
    );
    // Built on demand, if there is a file to read.
    const schema = z.object({
      version: z.literal(1),
      secrets: z.record(z.string(), z.object({ until: z.number(), ciphertext: z.string() })),
    });
    return new Map(Object.entries(z.parse(schema, JSON.parse(text)).secrets));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT')
      log.write('warn', 'the file of encrypted MFA sessions cannot be read', {});
    return new Map();
  }
}
