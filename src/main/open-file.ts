import { dirname, extname } from 'node:path';
import { shell } from 'electron';

/**
 * Extensions of text files. The system could run a file with another extension instead of showing
 * it.
 */
const TEXT = ['', '.log', '.txt', '.ini', '.conf'];

/** Opens a text file, or its folder if no program opens the file. */
export async function openFile(path: string): Promise<void> {
  const isOpened =
    TEXT.includes(extname(path).toLowerCase()) && (await shell.openPath(path)) === '';
  if (!isOpened) await shell.openPath(dirname(path));
}
