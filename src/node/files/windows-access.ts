import { win32 } from 'node:path';
import type { Environment } from '../../core/ports.ts';
import type { Machine } from '../machine.ts';
import { folded } from './spelling.ts';

/**
 * True if two files of Windows have the same access list, as icacls prints it; false also if it
 * cannot be asked. Node reads no access lists, and icacls takes 50 ms, PowerShell 500.
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
 * `PATH ACCOUNT:(I)(F)`, more accounts indented under the first one, an empty line, and a summary
 * in the system's language. Accounts stay as printed: they are compared, never read.
 */
async function accessListOf(path: string, machine: Machine): Promise<readonly string[]> {
  const output = await machine.run(systemProgram(machine.env, 'icacls.exe'), [path]);
  const [list = ''] = output.split(/\r?\n\r?\n/);
  const lines = list.split(/\r?\n/);
  return lines.map((line, at) => (at === 0 ? line.slice(path.length) : line).trim());
}

/**
 * Lets only this user and the system into a folder outside of the user's profile, and into what is
 * made in it. The profile's own list already does that for folders inside. Best effort: the doctor
 * says who can read the folder.
 */
export async function restrictToUser(folder: string, env: Environment, machine: Machine) {
  // Below the root of a drive is more than ours.
  if (machine.user !== null || win32.dirname(folder) === folder) return;
  const profile = env['USERPROFILE'] ?? '';
  if (profile !== '' && folded(`${folder}\\`).startsWith(folded(`${profile}\\`))) return;
  try {
    const user = await userOf(machine);
    const grants = [user, 'S-1-5-18'].map((sid) => `*${sid}:(OI)(CI)F`);
    const args = [folder, '/inheritance:r', '/grant:r', ...grants, '/q'];
    await machine.run(systemProgram(env, 'icacls.exe'), args);
  } catch {
    // The doctor reports it.
  }
}

/** `"desktop-1\ann","S-1-5-21-…-1001"`. Names depend on the language, numbers do not. */
async function userOf(machine: Machine): Promise<string> {
  const program = systemProgram(machine.env, 'whoami.exe');
  const output = await machine.run(program, ['/user', '/fo', 'csv', '/nh']);
  const sid = /"(S-1-[0-9-]+)"\s*$/.exec(output)?.[1];
  if (sid === undefined) throw new Error('whoami prints no SID');
  return sid;
}

/** By its full path, not by PATH: the program runs with the user's rights. */
export function systemProgram(env: Environment, name: string): string {
  return `${env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\${name}`;
}
