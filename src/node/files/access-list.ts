import { errorCode } from '../error-code.ts';
import type { Machine } from '../machine.ts';

/** Absolute paths, not PATH: the program runs with the user's rights. */
const TOOLS = ['/usr/bin/getfacl', '/bin/getfacl', '/usr/local/bin/getfacl'];

/**
 * True if one of these files has a POSIX access list, or if getfacl (package acl) is missing, since
 * Node cannot read access lists. Call it only if the group has permissions: they show the list's
 * mask, so without them a list grants nothing.
 */
export async function mayHaveAccessList(
  paths: readonly string[],
  machine: Machine,
): Promise<boolean> {
  for (const tool of TOOLS) {
    try {
      const args = ['--absolute-names', '--skip-base', '--', ...paths];
      return (await machine.run(tool, args)).trim() !== '';
    } catch (error) {
      // An unexpected answer counts as a list.
      if (errorCode(error) !== 'ENOENT') return true;
    }
  }
  return true;
}
