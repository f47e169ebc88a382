import type { FileAccess } from '../../core/file-failure.ts';
import { errorCode } from '../error-code.ts';

/**
 * The error for a file or folder that breaks one of Rolekeeper's rules. `errorCode` returns its
 * code, as it does for a system error.
 */
export class FileRefused extends Error {
  readonly code: string;
  /** The owner and mode, if they are the reason. */
  readonly access: FileAccess | undefined;

  constructor(path: string, code: string, access?: FileAccess) {
    super(`${path}: ${code}`);
    this.code = code;
    this.access = access;
  }
}

/**
 * Returns the fields of a failure that explain why a file cannot be used. Rethrows any other error,
 * because that is a bug.
 */
export function refusalIn(error: unknown): {
  readonly code: string;
  readonly access?: FileAccess;
} {
  const code = errorCode(error);
  if (code === null) throw error;
  const access = error instanceof FileRefused ? error.access : undefined;
  return access === undefined ? { code } : { code, access };
}
