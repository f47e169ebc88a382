import { errorCode } from '../error-code.ts';
import type { Machine } from '../machine.ts';

/**
 * The paths are absolute, so that PATH cannot name another program. The program runs with the
 * user's rights.
 */
const TOOLS = ['/usr/bin/getfacl', '/bin/getfacl', '/usr/local/bin/getfacl'];

/**
 * Returns true if one of these files has a POSIX access list, or if getfacl (package acl) is
 * missing, because Node cannot read access lists. Call it only if the mode has group permissions,
 * because an access list grants nothing without them.
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
      // If getfacl fails, the files may have an access list.
      if (errorCode(error) !== 'ENOENT') return true;
    }
  }
  return true;
}
