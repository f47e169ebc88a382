import { app, dialog, type BrowserWindow } from 'electron';
import { extname, join } from 'node:path';
import { replaceFile } from '../node/files/replace-file.ts';
import { errorCode } from '../node/error-code.ts';
import { failed, ok, type Result } from '../core/result.ts';

/**
 * Asks the user where to save, then writes the file in one step, with mode 0600. Resolves to false
 * if the user cancels.
 */
export async function saveAs(
  window: BrowserWindow,
  name: string,
  text: string,
): Promise<Result<boolean>> {
  const extension = extname(name).slice(1);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('downloads'), name),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  if (canceled || filePath === '') return ok(false);
  try {
    await replaceFile(filePath, text);
    return ok(true);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return failed({ kind: 'file-unwritable', file: filePath, code });
  }
}
