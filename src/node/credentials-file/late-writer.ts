import { isUtf8 } from 'node:buffer';
import { firstViolation } from '../../core/credentials-file/botocore-rules.ts';
import type { Clock } from '../../core/ports.ts';
import { MAX_BYTES } from '../files/open-regular.ts';
import { hasSameBytes } from './opened-file.ts';
import type { OpenedFile } from './opened-file.ts';
import { pause } from './replace-file.ts';

const longestMs = 2000;
/** A text that did not change for so long is taken for whole. */
export const stillMs = 50;
/** One that became shorter may be half of what is being written by a process that has to wait for its turn. */
export const cutStillMs = 500;
const stepMs = 10;

/**
 * What another tool wrote into the old file while the new one took its place. The AWS CLI truncates the file and writes it anew (awscli
 * customizations/configure/writer.py); if it opened the old one before our rename, its text ends in a file that has no name any more and only our open
 * descriptor still shows. Null where the old file is as it was read, or comes to no readable text within two seconds. Costs one stat where all is well.
 */
export async function lateText(old: OpenedFile | null, clock: Clock): Promise<string | null> {
  if (old === null || process.platform === 'win32') return null;
  let seen = old.descriptor.stat();
  if (hasSameBytes(seen, old.stat)) return null;
  const until = clock.monotonic() + longestMs;
  let stillSince = clock.monotonic();
  while (clock.monotonic() < until) {
    await pause(clock, stepMs);
    const now = old.descriptor.stat();
    if (!hasSameBytes(now, seen)) {
      seen = now;
      stillSince = clock.monotonic();
      continue;
    }
    const wantedMs = now.size < old.stat.size ? cutStillMs : stillMs;
    if (now.size === 0n || clock.monotonic() - stillSince < wantedMs) continue;
    const bytes = old.descriptor.bytes(Number(now.size), MAX_BYTES.awsFile);
    const text = bytes !== null && isUtf8(bytes) ? bytes.toString('utf8') : null;
    if (text !== null && firstViolation(text) === null) return text;
  }
  return null;
}
