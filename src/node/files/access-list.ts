import { execFile } from 'node:child_process';
import { errorCode } from '../state/sqlite.ts';

/** Never by PATH: what runs here runs with the rights of the person who owns the file. */
const TOOLS = ['/usr/bin/getfacl', '/bin/getfacl', '/usr/local/bin/getfacl'];
const PATIENCE_MS = 5000;

/**
 * Whether one of these files has a POSIX access list, which Node cannot read. True if the
 * system has no getfacl (package acl) to ask. Call it only for a file whose group has rights:
 * a list grants nothing without them, since the mode shows the list's mask as the group's.
 */
export async function mayHaveAccessList(paths: readonly string[]): Promise<boolean> {
  for (const tool of TOOLS) {
    const answer = await outputOf(tool, ['--absolute-names', '--skip-base', '--', ...paths]);
    if (answer !== null) return answer !== '';
  }
  return true;
}

/** Null if there is no such program. What is not an answer counts as a list. */
function outputOf(tool: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { timeout: PATIENCE_MS, env: { LC_ALL: 'C' }, windowsHide: true };
    execFile(tool, args, options, (error, output) => {
      if (error === null) resolve(output.trim());
      else resolve(errorCode(error) === 'ENOENT' ? null : 'unknown');
    });
  });
}
