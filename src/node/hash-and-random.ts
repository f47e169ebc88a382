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
 * For short texts. Does not use node:crypto, which takes longer to load than reading a valid
 * session takes.
 */
export const sha256: Hash = (text) => bytesToHex(sha256Bytes(utf8ToBytes(text)));

/** For a process that hashes often or calls AWS, whose SDK loads node:crypto anyway. */
export const nodeSha256: Hash = (text) => nodeCrypto().hash('sha256', text);

/** Loaded on demand: it costs 4 ms. */
export function nodeCrypto(): typeof crypto {
  return process.getBuiltinModule('node:crypto');
}
