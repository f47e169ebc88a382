import { MAX_BYTES, readRegular } from '../node/files/open-regular.ts';
import { errorCode } from '../node/error-code.ts';
import { documentEncoding } from '../views/document-encoding.ts';
import { displaySafe } from '../views/display-safe.ts';
import type { UsageProblem } from '../views/words/usage-problem.ts';
import { readInput } from './terminal.ts';
import type { Terminal } from './terminal.ts';

type Unreadable = Extract<UsageProblem, { kind: 'file-unreadable' }>;

export type GivenDocument = { readonly kind: 'text'; readonly text: string | null } | Unreadable;

/**
 * Reads the file that an option or an argument names, or standard input for `-`. The text is null
 * if no file is given.
 */
export async function givenDocument(
  terminal: Terminal,
  flag: string,
  file: string | undefined,
): Promise<GivenDocument> {
  if (file === undefined || file === '') return { kind: 'text', text: null };
  try {
    const maxBytes = MAX_BYTES.document;
    const bytes =
      file === '-'
        ? await readInput(terminal, maxBytes)
        : readRegular(file, { links: 'followed', maxBytes });
    return { kind: 'text', text: new TextDecoder(documentEncoding(bytes)).decode(bytes) };
  } catch (error) {
    const code = errorCode(error) ?? String(error);
    return { kind: 'file-unreadable', flag, file: displaySafe(file), code };
  }
}
