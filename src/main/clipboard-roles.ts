import { clipboard } from 'electron';
import { foundInText, type FoundInText } from '../core/roles/pasted/found-in-text.ts';

/** Returns the roles in the clipboard's text. The text itself does not leave the main process. */
export async function clipboardRoles(): Promise<FoundInText> {
  return foundInText(await clipboard.readText());
}
