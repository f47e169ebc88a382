import { win32 } from 'node:path';
import type { Environment } from '../../core/environment.ts';
import type { Machine } from '../machine.ts';
import { foldCase } from './spelling.ts';

/**
 * Returns true if icacls prints the same access list for both files, and false if the lists differ
 * or icacls fails. Node cannot read access lists, and PowerShell takes 500 ms instead of 50 ms.
 */
export async function haveSameAccess(one: string, other: string, machine: Machine) {
  try {
    const lists = await Promise.all([one, other].map((path) => accessListOf(path, machine)));
    return JSON.stringify(lists[0]) === JSON.stringify(lists[1]);
  } catch {
    return false;
  }
}

/**
 * Reads the access list of a file from icacls, which prints `PATH ACCOUNT:(I)(F)`, more accounts on
 * indented lines, an empty line, and a summary in the system's language. This format was not
 * checked on a real Windows.
 */
async function accessListOf(path: string, machine: Machine): Promise<readonly string[]> {
  const output = await machine.run(systemProgram(machine.env, 'icacls.exe'), [path]);
  const [list = ''] = output.split(/\r?\n\r?\n/);
  const lines = list.split(/\r?\n/);
  return lines.map((line, at) => (at === 0 ? line.slice(path.length) : line).trim());
}

/**
 * Gives a folder outside of the user's profile an access list for only this user and the system,
 * which new files in the folder inherit. Ignores failures, because the doctor reports who can read
 * the folder.
 */
export async function restrictToUser(folder: string, env: Environment, machine: Machine) {
  // The root of a drive also contains files of other users, so it is not changed.
  if (machine.user !== null || win32.dirname(folder) === folder) return;
  const profile = env['USERPROFILE'] ?? '';
  if (profile !== '' && foldCase(`${folder}\\`).startsWith(foldCase(`${profile}\\`))) return;
  try {
    const user = await sidOfUser(machine);
    const grants = [user, 'S-1-5-18'].map((sid) => `*${sid}:(OI)(CI)F`);
    const args = [folder, '/inheritance:r', '/grant:r', ...grants, '/q'];
    await machine.run(systemProgram(env, 'icacls.exe'), args);
  } catch {
    // The doctor reports who can read the folder.
  }
}

/**
 * Returns the user's SID from whoami, which prints `"desktop-1\ann","S-1-5-21-…-1001"`. An SID does
 * not depend on the system's language, unlike a name.
 */
async function sidOfUser(machine: Machine): Promise<string> {
  const program = systemProgram(machine.env, 'whoami.exe');
  const output = await machine.run(program, ['/user', '/fo', 'csv', '/nh']);
  const sid = /"(S-1-[0-9-]+)"\s*$/.exec(output)?.[1];
  if (sid === undefined) throw new Error('whoami prints no SID');
  return sid;
}

/** Returns the full path of a system program, so that PATH cannot name another program. */
export function systemProgram(env: Environment, name: string): string {
  return `${env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\${name}`;
}
