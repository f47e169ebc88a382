import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMarks } from '../../src/core/credentials-file/section.ts';
import { otherReaders, windowsAccessChecks } from '../../src/node/doctor/windows-access-checks.ts';
import { restrictToUser } from '../../src/node/files/windows-access.ts';
import type { Machine } from '../../src/node/machine.ts';
import { checkText } from '../../src/views/check-text.ts';
import { en } from '../../src/views/words/en.ts';
import { credentialsFolder, valueOrThrow, write } from '../support/credentials-folder.ts';
import type { CredentialsFolder } from '../support/credentials-folder.ts';
import { sessionOf } from '../support/credentials-texts.ts';
import { machineOf } from '../support/machines.ts';
import { testOwner } from '../support/owner.ts';

// These texts imitate icacls and Get-Acl; docs/first-run.md has the task to compare them with a
// real Windows. Microsoft's reference of icacls explains the letters in brackets.
const SYSTEM = String.raw`NT AUTHORITY\SYSTEM:(I)(F)`;
const ANN = String.raw`DESKTOP-1\ann:(I)(F)`;
const GUEST = String.raw`DESKTOP-1\build:(R)`;

const icacls = (path: string, entries: readonly string[]): string => {
  const [first = '', ...rest] = entries;
  const indent = ' '.repeat(path.length + 1);
  const lines = [`${path} ${first}`, ...rest.map((entry) => indent + entry)];
  return `${lines.join('\r\n')}\r\n\r\nSuccessfully processed 1 files; Failed processing 0 files\r\n`;
};

describe('the access list of a credentials file on Windows', () => {
  let testFolder: CredentialsFolder;
  const first = '[default]\naws_access_key_id = AKIA\n';
  beforeEach(() => {
    testFolder = credentialsFolder();
    mkdirSync(dirname(testFolder.file), { recursive: true });
    writeFileSync(testFolder.file, first, { mode: 0o600 });
  });
  afterEach(() => testFolder.close());

  async function writtenWith(run: Machine['run']) {
    const before = statSync(testFolder.file).ino;
    const store = testFolder.store(undefined, { machine: machineOf('win32', { run }) });
    const done = valueOrThrow(await write(store, 'p', sessionOf()));
    const text = readFileSync(testFolder.file, 'utf8');
    expect([text.startsWith(first), readMarks(text, testOwner).length]).toEqual([true, 1]);
    return { inPlace: done?.inPlace, isSameFile: statSync(testFolder.file).ino === before };
  }

  it('with an entry that is not inherited is kept, because the file is written in place', async () => {
    const commands: string[] = [];
    const run: Machine['run'] = (program, [path = '']) => {
      commands.push(program);
      const isFile = basename(path) === 'credentials';
      return Promise.resolve(icacls(path, isFile ? [GUEST, SYSTEM, ANN] : [SYSTEM, ANN]));
    };
    expect(await writtenWith(run)).toEqual({ inPlace: true, isSameFile: true });
    expect(new Set(commands)).toEqual(new Set([String.raw`C:\Windows\System32\icacls.exe`]));
  });

  it('that a new file would inherit too causes no write in place', async () => {
    const run: Machine['run'] = (_, [path = '']) => Promise.resolve(icacls(path, [SYSTEM, ANN]));
    expect(await writtenWith(run)).toEqual({ inPlace: false, isSameFile: false });
  });

  it('that cannot be read is kept too, because the file is written in place', async () => {
    const run: Machine['run'] = () => Promise.reject(new Error('icacls: access is denied'));
    expect(await writtenWith(run)).toEqual({ inPlace: true, isSameFile: true });
  });
});

const USER = 'S-1-5-21-1-2-3-1001';
const PRIVATE = `O:${USER}G:S-1-5-21-1-2-3-513D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;${USER})`;

describe('an access list of Windows in SDDL', () => {
  it.each([
    ['of a profile', PRIVATE, []],
    [
      'of a new drive',
      `${PRIVATE}(A;ID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)`,
      ['Users', 'Authenticated Users'],
    ],
    ['with another user', `${PRIVATE}(A;;FR;;;S-1-5-21-1-2-3-1002)`, ['S-1-5-21-1-2-3-1002']],
    ['that gives rights only on new files', `${PRIVATE}(A;OICIIO;FA;;;WD)`, []],
    ['that lets everyone read only the access list itself', `${PRIVATE}(A;;RC;;;WD)`, []],
    ['that denies everyone', `${PRIVATE}(D;;FA;;;WD)`, []],
    ['that is protected', `O:${USER}D:PAI(A;;FA;;;${USER})`, []],
    ['that is missing', `O:${USER}G:BA`, ['Everyone']],
    ['that is null, which allows everyone', `O:${USER}D:NO_ACCESS_CONTROL`, ['Everyone']],
  ])(
    '%s gives the expected list of accounts, other than the user and the system, that can read the file',
    (_, sddl, readers) => {
      expect(otherReaders(sddl, USER)).toEqual(readers);
    },
  );
});

describe("the doctor's check of access lists", () => {
  const path = String.raw`D:\ann's\credentials`;
  const answering = (output: string | null) => {
    const calls: (readonly string[])[] = [];
    const run: Machine['run'] = (program, args) => {
      calls.push([program, ...args]);
      return output === null ? Promise.reject(new Error('no')) : Promise.resolve(output);
    };
    return { calls, machine: machineOf('win32', { run }) };
  };
  const file = { path, isFolder: false };

  it('fails if others can read the file, and shows these users and a command that fixes it', async () => {
    const { calls, machine } = answering(`${USER}\r\n${PRIVATE}(A;ID;FR;;;BU)\r\n`);
    const [check] = await windowsAccessChecks([file], machine);
    expect(check).toMatchObject({ level: 'bad', facts: { path, readers: 'Users' } });
    expect(calls[0]?.at(-1)).toContain(String.raw`'D:\ann''s\credentials'`);
    const format = { roleName: null, field: String, time: String, moment: String };
    const text = check === undefined ? null : checkText(en, check, format);
    expect(text?.detail).toBe(`${path} can be read by Users`);
    expect(text?.remedy?.command).toContain(`icacls "${path}" /inheritance:r`);
  });

  it('passes for a private file, and is skipped if PowerShell gives no answer', async () => {
    const levels = async (output: string | null) =>
      (await windowsAccessChecks([file], answering(output).machine)).map(({ level }) => level);
    expect(await levels(`${USER}\r\n${PRIVATE}\r\n`)).toEqual(['good']);
    expect(await levels(null)).toEqual(['skipped']);
    expect(await levels('Get-Acl : Access is denied\r\n')).toEqual(['skipped']);
  });
});

describe('the folder of Rolekeeper on Windows', () => {
  const env = { USERPROFILE: String.raw`C:\Users\ann` };
  const runsFor = async (folder: string) => {
    const calls: (readonly string[])[] = [];
    const run: Machine['run'] = (program, args) => {
      calls.push([program.replace(/^.*\\/, ''), ...args]);
      return Promise.resolve(`"desktop-1\\ann","${USER}"\r\n`);
    };
    await restrictToUser(folder, env, machineOf('win32', { run }));
    return calls;
  };

  it('outside of the user’s profile is restricted to the user and the system', async () => {
    const folder = String.raw`D:\rolekeeper`;
    expect(await runsFor(folder)).toEqual([
      ['whoami.exe', '/user', '/fo', 'csv', '/nh'],
      [
        'icacls.exe',
        folder,
        '/inheritance:r',
        '/grant:r',
        `*${USER}:(OI)(CI)F`,
        '*S-1-5-18:(OI)(CI)F',
        '/q',
      ],
    ]);
  });

  it('keeps its access list if it is a whole drive', async () => {
    expect(await runsFor('D:\\')).toEqual([]);
  });

  it('inside the user’s profile keeps its access list, even if its path is spelled differently', async () => {
    expect(await runsFor(String.raw`c:\users\ANN\AppData\Local\Rolekeeper`)).toEqual([]);
  });
});
