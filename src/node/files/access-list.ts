import { errorCode } from '../error-code.ts';

/** Absolute paths, not PATH: the program runs with the user's rights. */
const TOOLS = ['/usr/bin/getfacl', '/bin/getfacl', '/usr/local/bin/getfacl'];
const PATIENCE_MS = 5000;

/**
 * True if one of these files has a POSIX access list, or if getfacl (package acl) is missing, since
 * Node cannot read access lists. Call it only if the group has permissions: they show the list's
 * mask, so without them a list grants nothing.
 */
export async function mayHaveAccessList(paths: readonly string[]): Promise<boolean> {
  for (const tool of TOOLS) {
    const answer = await outputOf(tool, ['--absolute-names', '--skip-base', '--', ...paths]);
    if (answer !== null) return answer !== '';
  }
  return true;
}

/** Null if the program does not exist. An unexpected answer counts as a list. */
async function outputOf(tool: string, args: readonly string[]): Promise<string | null> {
  // Loaded on demand: it would cost every other command 2 ms.
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    const options = { timeout: PATIENCE_MS, env: { LC_ALL: 'C' }, windowsHide: true };
    execFile(tool, args, options, (error, output) => {
      if (error === null) resolve(output.trim());
      else resolve(errorCode(error) === 'ENOENT' ? null : 'unknown');
    });
  });
}
