import type { FileAccess } from '../../core/failure.ts';
import { errorCode } from '../state/sqlite.ts';

/** A file or folder that breaks a rule of ours. `errorCode` returns its code, as for a system error. */
export class FileRefused extends Error {
  readonly code: string;
  /** Whose it is, if that is why. */
  readonly access: FileAccess | undefined;

  constructor(path: string, code: string, access?: FileAccess) {
    super(`${path}: ${code}`);
    this.code = code;
    this.access = access;
  }
}

/** The fields of a failure that say why a file cannot be used. Throws an error of another kind: a bug. */
export function refusalIn(error: unknown): {
  readonly code: string;
  readonly access?: FileAccess;
} {
  const code = errorCode(error);
  if (code === null) throw error;
  const access = error instanceof FileRefused ? error.access : undefined;
  return access === undefined ? { code } : { code, access };
}
