import { clipboard } from 'electron';
import { rolesIn, type PastedRoles } from '../core/roles/pasted/pasted.ts';

/** Returns the roles in the clipboard's text. The text itself does not leave the main process. */
export async function clipboardRoles(): Promise<PastedRoles> {
  return rolesIn(await clipboard.readText());
}
