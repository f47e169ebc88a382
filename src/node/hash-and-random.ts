import type * as crypto from 'node:crypto';
import { sha256 as sha256Bytes } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Hash } from '../core/ports/hash.ts';
import type { Random } from '../core/ports/random.ts';

export const systemRandom: Random = {
  fraction: () => nodeCrypto().randomInt(2 ** 48 - 1) / (2 ** 48 - 1),
  hex: (bytes) => nodeCrypto().randomBytes(bytes).toString('hex'),
};

/**
 * Hashes a short text. Does not use node:crypto, because loading it takes longer than reading a
 * valid session.
 */
export const sha256: Hash = (text) => bytesToHex(sha256Bytes(utf8ToBytes(text)));

/**
 * Hashes a text with node:crypto. Use it in a process that hashes often, or that calls AWS, because
 * the AWS SDK loads node:crypto anyway.
 */
export const nodeSha256: Hash = (text) => nodeCrypto().hash('sha256', text);

/** Returns node:crypto. Loads it on demand, because loading takes 4 ms. */
export function nodeCrypto(): typeof crypto {
  return process.getBuiltinModule('node:crypto');
}
