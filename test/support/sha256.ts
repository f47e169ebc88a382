import { hash } from 'node:crypto';
import type { Hash } from '../../src/core/ports/hash.ts';

export const sha256: Hash = (text) => hash('sha256', text);
