import { dirname, extname } from 'node:path';
import { shell } from 'electron';

/** The extensions of text files. The system could run a file that has another extension. */
const TEXT = ['', '.log', '.txt', '.ini', '.conf'];

/**
 * Opens a text file in the user's usual program. Opens the folder instead if the file is not a text
 * file, or if no program opens it.
 */
export async function openFile(path: string): Promise<void> {
  const isOpened =
    TEXT.includes(extname(path).toLowerCase()) && (await shell.openPath(path)) === '';
  if (!isOpened) await shell.openPath(dirname(path));
}
