import { clipboard } from 'electron';
import { rolesIn, type PastedRoles } from '../core/roles/pasted/pasted.ts';

/** The roles that the text on the clipboard gives. The text itself stays here, whatever it is. */
export async function clipboardRoles(): Promise<PastedRoles> {
  return rolesIn(await clipboard.readText());
}
