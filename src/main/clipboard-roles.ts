import { clipboard } from 'electron';
import type { PastedRole } from '../core/roles/pasted/pasted-role.ts';
import { rolesIn } from '../core/roles/pasted/pasted.ts';

/** The roles that the text on the clipboard gives. The text itself stays here, whatever it is. */
export async function clipboardRoles(): Promise<readonly PastedRole[]> {
  return rolesIn(await clipboard.readText());
}
