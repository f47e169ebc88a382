import { FailureThrown } from '../../core/failure-thrown.ts';
import type { FileAccess } from '../../core/file-failure.ts';

/**
 * The error if `state.db` or the key file cannot be used, for example because of the disk, another
 * user or a newer version. Its failure is `state-unavailable`.
 */
export class StateUnavailable extends FailureThrown {
  constructor(file: string, refusal: { readonly code: string; readonly access?: FileAccess }) {
    super(`${file}: ${refusal.code}`, { kind: 'state-unavailable', file, ...refusal });
  }
}
