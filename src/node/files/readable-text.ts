import { MAX_BYTES, readRegular } from './open-regular.ts';

/**
 * Returns the text of an AWS file, or an empty one if it cannot be read. For callers that report no
 * problems.
 */
export function readableText(path: string): string {
  try {
    return readRegular(path, { links: 'followed', maxBytes: MAX_BYTES.awsFile }).toString('utf8');
  } catch {
    return '';
  }
}
