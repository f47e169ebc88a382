import { statSync, type BigIntStats } from 'node:fs';
import { errorCode } from '../error-code.ts';

/** Null if the system cannot say; the check that reads the file reports the reason. */
export function statsOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}
