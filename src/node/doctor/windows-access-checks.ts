import type { Check } from '../../core/contract/check.ts';
import type { Machine } from '../machine.ts';
import { systemProgram } from '../files/windows-access.ts';

export interface PathToCheck {
  readonly path: string;
  readonly isFolder: boolean;
}

/**
 * Checks which accounts can read these existing files and folders on Windows. Reads their access
 * lists as SDDL, because SDDL does not depend on the system's language.
 */
export async function windowsAccessChecks(
  existing: readonly PathToCheck[],
  machine: Machine,
): Promise<readonly Check[]> {
  const lists = await accessLists(existing, machine);
  return existing.map(({ path, isFolder }, at) => {
    const sddl = lists?.sddl[at];
    if (lists === null || sddl === undefined || sddl === '')
      return { check: 'file-mode', level: 'skipped', facts: { path } };
    const readers = otherReaders(sddl, lists.user);
    return readers.length === 0
      ? { check: 'file-mode', level: 'good', facts: { path } }
      : {
          check: 'file-mode',
          level: 'bad',
          facts: { path, isFolder, readers: readers.join(', ') },
        };
  });
}

async function accessLists(existing: readonly PathToCheck[], machine: Machine) {
  const program = systemProgram(machine.env, 'WindowsPowerShell\\v1.0\\powershell.exe');
  // PowerShell also accepts typographic quotes as quotes. Each quote is doubled, because two
  // quotes inside a quoted text mean one.
  const quoted = existing.map(({ path }) => `'${path.replace(/['‘’‚‛]/g, '$&$&')}'`);
  const script = [
    '[Security.Principal.WindowsIdentity]::GetCurrent().User.Value',
    ...quoted.map((path) => `"$((Get-Acl -LiteralPath ${path}).Sddl)"`),
  ].join('; ');
  try {
    const output = await machine.run(program, [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      script,
    ]);
    const [user = '', ...sddl] = output.trimEnd().split(/\r?\n/);
    return user.startsWith('S-1-') ? { user, sddl } : null;
  } catch {
    return null;
  }
}

/**
 * The accounts whose access needs no warning: SYSTEM, Administrators, OWNER RIGHTS and CREATOR
 * OWNER. An entry for CREATOR OWNER affects only new files.
 */
const TRUSTED = new Set(['SY', 'S-1-5-18', 'BA', 'S-1-5-32-544', 'OW', 'S-1-3-4', 'CO', 'S-1-3-0']);

const NAMES: Readonly<Record<string, string>> = {
  WD: 'Everyone',
  'S-1-1-0': 'Everyone',
  AU: 'Authenticated Users',
  'S-1-5-11': 'Authenticated Users',
  BU: 'Users',
  'S-1-5-32-545': 'Users',
  IU: 'Interactive',
  BG: 'Guests',
};

/**
 * Returns the accounts to which an access list gives read access, except the user, SYSTEM and the
 * administrators ("Security Descriptor String Format", "ACE Strings"). Ignores entries that deny
 * access, so the result can contain too many accounts.
 */
export function otherReaders(sddl: string, user: string): readonly string[] {
  const start = sddl.indexOf('D:');
  const [control = '', ...entries] = sddl.slice(start).split('(');
  if (start === -1 || control.includes('NO_ACCESS_CONTROL')) return ['Everyone'];
  const readers = entries.flatMap((entry) => {
    const [type, flags = '', rights = '', , , sid = ''] = (entry.split(')', 1)[0] ?? '').split(';');
    const isForOthers = type === 'A' && !flags.includes('IO') && sid !== user && !TRUSTED.has(sid);
    return isForOthers && isReading(rights) ? [NAMES[sid] ?? sid] : [];
  });
  return [...new Set(readers)];
}

/**
 * True if the rights include reading. FILE_READ_DATA is bit 0, GENERIC_READ is bit 31, and
 * GENERIC_ALL is bit 28.
 */
function isReading(rights: string): boolean {
  if (/^0x/i.test(rights)) return (Number(rights) & 0x9000_0001) !== 0;
  const pairs = rights.match(/../g) ?? [];
  return pairs.some((right) => ['FA', 'FR', 'GA', 'GR', 'CC'].includes(right));
}
