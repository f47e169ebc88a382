import { statSync, type BigIntStats } from 'node:fs';
import { errorCode } from '../error-code.ts';

/**
 * Returns the state of a file, or null if the system refuses. Another check reads the file and
 * reports the reason.
 */
export function statsOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}
