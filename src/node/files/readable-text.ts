import { MAX_BYTES, readRegular } from './open-regular.ts';

/**
 * Returns the text of an AWS file, or an empty text if it cannot be read. Use it if another part of
 * the app already reports why the file cannot be read.
 */
export function readableText(path: string): string {
  try {
    return readRegular(path, { links: 'followed', maxBytes: MAX_BYTES.awsFile }).toString('utf8');
  } catch {
    return '';
  }
}
