import type * as crypto from 'node:crypto';
import { sha256 as sha256Bytes } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Hash, Random } from '../core/ports.ts';

export const systemRandom: Random = {
  fraction: () => nodeCrypto().randomInt(2 ** 48 - 1) / (2 ** 48 - 1),
  hex: (bytes) => nodeCrypto().randomBytes(bytes).toString('hex'),
};

/** Of short texts; without node:crypto, which takes longer to load than to read a fresh session. */
export const sha256: Hash = (text) => bytesToHex(sha256Bytes(utf8ToBytes(text)));

/** Loaded when it is needed: it costs 4 ms. */
export function nodeCrypto(): typeof crypto {
  return process.getBuiltinModule('node:crypto');
}
