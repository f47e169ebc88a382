import { statSync, type BigIntStats } from 'node:fs';
import { errorCode } from '../error-code.ts';

/** Returns null if the system refuses. The check that reads the file reports the reason. */
export function statsOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}
