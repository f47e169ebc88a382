import { isUtf8 } from 'node:buffer';
import { firstViolation } from '../../core/credentials-file/botocore-rules.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { codeOrThrow } from '../error-code.ts';
import { MAX_BYTES } from '../files/open-regular.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { hasSameBytes } from './opened-file.ts';
import type { OpenedFile } from './opened-file.ts';
import { pause } from './pause.ts';

/** How long the old file is watched until the text of another tool is complete. */
const MAX_WATCH_MS = 2000;
/** A text that did not change for this long counts as complete. */
export const UNCHANGED_MS = 50;
/**
 * A text that became shorter counts as complete if it did not change for this long. A slow process
 * may have written only the first part of its text.
 */
export const TRUNCATED_UNCHANGED_MS = 500;
/** The pause between two checks of the file. */
const STEP_MS = 10;

/**
 * Returns the text that another tool wrote to the old file after Rolekeeper's rename, or null. The
 * AWS CLI can still have the old file open while it writes (awscli
 * customizations/configure/writer.py), and only a descriptor from before the rename can read that
 * text.
 */
export async function lateText(
  old: OpenedFile | null,
  clock: Clock,
  { system }: Pick<Machine, 'system'> = thisMachine,
): Promise<string | null> {
  // On Windows the descriptor was closed before the rename.
  if (old === null || system === 'win32') return null;
  let seen = nullIfRefused(() => old.descriptor.stat());
  const until = clock.monotonic() + MAX_WATCH_MS;
  let stillSince = clock.monotonic();
  while (seen === null || !hasSameBytes(seen, old.stat)) {
    if (clock.monotonic() >= until) return null;
    await pause(clock, STEP_MS);
    const now = nullIfRefused(() => old.descriptor.stat());
    if (now === null || seen === null || !hasSameBytes(now, seen)) {
      seen = now;
      stillSince = clock.monotonic();
      continue;
    }
    const wantedMs = now.size < old.stat.size ? TRUNCATED_UNCHANGED_MS : UNCHANGED_MS;
    if (now.size === 0n || clock.monotonic() - stillSince < wantedMs) continue;
    const size = Number(now.size);
    const bytes = nullIfRefused(() => old.descriptor.bytes(size, MAX_BYTES.awsFile));
    const text = bytes !== null && isUtf8(bytes) ? bytes.toString('utf8') : null;
    if (text !== null && firstViolation(text) === null) return text;
  }
  return null;
}

/**
 * Returns null if the system refuses the call. A network file system can refuse calls for a moment.
 */
function nullIfRefused<T>(call: () => T): T | null {
  try {
    return call();
  } catch (error) {
    codeOrThrow(error);
    return null;
  }
}
