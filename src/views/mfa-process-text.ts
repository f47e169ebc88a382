import type { MfaRequest } from '../core/mfa/mfa-request.ts';
import { displaySafe } from './display-safe.ts';
import type { Words } from './words/words.ts';

/** Returns why the `mfa_process` gave no usable code; null if it has not failed. */
export function mfaProcessText(
  { panel, causes }: Words,
  { sourceProfile, processFailure }: MfaRequest,
): string | null {
  if (processFailure === null) return null;
  const cause =
    processFailure.kind === 'source-failed'
      ? displaySafe(processFailure.message)
      : causes[processFailure.kind];
  return panel.mfa.processFailed({ sourceProfile: displaySafe(sourceProfile), cause });
}
