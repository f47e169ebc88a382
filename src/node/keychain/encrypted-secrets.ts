import { lstatSync, unlinkSync } from 'node:fs';
import * as z from 'zod/mini';
import type { SecretLifetime } from '../../core/secret-store.ts';
import { errorCode } from '../error-code.ts';
import { MAX_BYTES, readRegular } from '../files/open-regular.ts';
import { replaceFile } from '../files/replace-file.ts';
import { nodeCrypto } from '../hash-and-random.ts';

/** A secret as it is stored in the file. */
export interface EncryptedSecret extends SecretLifetime {
  /** Identifies the key that encrypted the secret. */
  readonly keyId: string;
  /** The nonce (12 bytes), tag (16 bytes) and ciphertext of AES-256-GCM, in Base64. */
  readonly encrypted: string;
}

export type EncryptedSecrets = ReadonlyMap<string, EncryptedSecret>;

/** Returns an ID of a key that does not reveal the key. */
export function keyIdOf(key: Buffer): string {
  return nodeCrypto()
    .createHash('sha256')
    .update('rolekeeper key id')
    .update(key)
    .digest('hex')
    .slice(0, 16);
}

export function encrypt(
  key: Buffer,
  name: string,
  secret: string,
  { since, until }: SecretLifetime,
): EncryptedSecret {
  const { createCipheriv, randomBytes } = nodeCrypto();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(authenticatedData(name, { since, until }));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const encrypted = Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  return { since, until, keyId: keyIdOf(key), encrypted };
}

/**
 * Decrypts a secret. Returns null if another key encrypted the secret, or if the entry was changed
 * since.
 */
export function decrypt(key: Buffer, name: string, entry: EncryptedSecret): string | null {
  const bytes = Buffer.from(entry.encrypted, 'base64');
  try {
    const decipher = nodeCrypto().createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAAD(authenticatedData(name, entry));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/**
 * Returns the secrets in the file, or none if there is no file. Returns `damaged` if the file
 * cannot be read or has an unknown form, and `outdated` for a file of version 0.1.0, whose key only
 * that version can read.
 */
export function readEncrypted(file: string): EncryptedSecrets | 'damaged' | 'outdated' {
  let text: string;
  try {
    text = readRegular(file, { links: 'refused', maxBytes: MAX_BYTES.small }).toString('utf8');
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? new Map() : 'damaged';
  }
  try {
    const entry = z.object({
      since: z.number(),
      until: z.number(),
      keyId: z.string(),
      encrypted: z.string(),
    });
    const schema = z.object({ version: z.literal(2), secrets: z.record(z.string(), entry) });
    const json: unknown = JSON.parse(text);
    if (z.safeParse(z.object({ version: z.literal(1) }), json).success) return 'outdated';
    return new Map(Object.entries(z.parse(schema, json).secrets));
  } catch {
    return 'damaged';
  }
}

/**
 * Replaces the file in one step, or removes the file if there are no secrets. Throws the system's
 * errors.
 */
export async function writeEncrypted(file: string, secrets: EncryptedSecrets): Promise<void> {
  // A link or a pipe is not from Rolekeeper and is removed, so that nothing is written through it.
  const isOurs = lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
  if (secrets.size === 0 || !isOurs) removeFile(file);
  if (secrets.size === 0) return;
  const json = { version: 2, secrets: Object.fromEntries(secrets) };
  await replaceFile(file, `${JSON.stringify(json)}\n`);
}

function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

function authenticatedData(name: string, { since, until }: SecretLifetime): Buffer {
  return Buffer.from(JSON.stringify([name, since, until]));
}
