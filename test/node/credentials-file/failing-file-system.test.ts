import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsConfigFile } from '../../../src/node/aws-config-file.ts';
import { readMarks } from '../../../src/core/credentials-file/section.ts';
import { credentialsFolder, valueOrThrow, write } from '../../support/credentials-folder.ts';
import type { CredentialsFolder } from '../../support/credentials-folder.ts';
import { runs, sessionOf } from '../../support/credentials-texts.ts';
import { hurriedClock } from '../../support/hurried-clock.ts';
import type { FileSystem } from '../../../src/node/machine.ts';
import {
  type FsCall,
  machineOf,
  type FsInterceptor,
  interceptedFileSystem,
} from '../../support/machines.ts';
import { testOwner } from '../../support/owner.ts';
import { expectMode } from '../../support/systems.ts';

const first = '[default]\naws_access_key_id = AKIA\n';

let testFolder: CredentialsFolder;
beforeEach(() => {
  testFolder = credentialsFolder(undefined, hurriedClock());
  mkdirSync(dirname(testFolder.file), { recursive: true });
  writeFileSync(testFolder.file, first, { mode: 0o600 });
});
afterEach(() => testFolder.close());

/** Simulates another tool: each edit adds a section and keeps the rest of the file. */
function otherTool() {
  let edits = 0;
  return {
    edit(how: 'in place' | 'replaced'): void {
      edits += 1;
      const text = `${readFileSync(testFolder.file, 'utf8')}[other-${String(edits)}]\nregion = x\n`;
      if (how === 'in place') {
        writeFileSync(testFolder.file, text);
        return;
      }
      const beside = join(testFolder.folder, 'other');
      writeFileSync(beside, text, { mode: 0o600 });
      renameSync(beside, testFolder.file);
    },
    lost: (): readonly string[] => {
      const text = readFileSync(testFolder.file, 'utf8');
      const names = Array.from({ length: edits }, (_, at) => `[other-${String(at + 1)}]`);
      return [first, ...names].filter((each) => !text.includes(each));
    },
  };
}

const isRolekeeperRename = ({ name, path }: FsCall): boolean =>
  name === 'renameSync' && basename(path ?? '').startsWith('.credentials.rk-');

describe('a file that exists, but that the file system reports as missing', () => {
  it.each(['win32', 'linux'] as const)('is not replaced by a new one on %s', async (system) => {
    let denials = 0;
    const fs = interceptedFileSystem(({ name, path }) => {
      const isLook = ['statSync', 'lstatSync', 'openSync', 'realpathSync'].includes(name);
      if (path !== testFolder.file || !isLook || denials === 12) return null;
      denials += 1;
      return 'ENOENT';
    });
    const store = testFolder.store(undefined, { machine: machineOf(system, { fs }) });
    valueOrThrow(await write(store, 'p', sessionOf()));
    const text = readFileSync(testFolder.file, 'utf8');
    expect([denials, text.startsWith(first)]).toEqual([12, true]);
    expect(readMarks(text, testOwner)).toHaveLength(1);
    expect(readdirSync(dirname(testFolder.file))).toEqual(['credentials']);
  });
});

describe('a new credentials file', () => {
  beforeEach(() => {
    rmSync(testFolder.file);
  });

  it.each(['EPERM', 'ENOTSUP', 'EISDIR'])(
    'is written if the file system has no hard links (%s)',
    async (code) => {
      const fs = interceptedFileSystem(({ name }) => (name === 'linkSync' ? code : null));
      valueOrThrow(
        await write(
          testFolder.store(undefined, { machine: machineOf('linux', { fs }) }),
          'p',
          sessionOf(),
        ),
      );
      expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
      expectMode(testFolder.file, 0o600);
      expect(readdirSync(dirname(testFolder.file))).toEqual(['credentials']);
    },
  );

  it.each([
    ['EEXIST', null],
    ['EPERM', 'EPERM'],
  ])(
    'does not replace a file that another tool adds at the last moment (the hard link fails with %s)',
    async (_answer, code) => {
      const fs = interceptedFileSystem(({ name }) => {
        if (name !== 'linkSync') return null;
        writeFileSync(testFolder.file, first, { mode: 0o600 });
        return code;
      });
      valueOrThrow(
        await write(
          testFolder.store(undefined, { machine: machineOf('win32', { fs }) }),
          'p',
          sessionOf(),
        ),
      );
      const text = readFileSync(testFolder.file, 'utf8');
      expect([text.startsWith(first), readMarks(text, testOwner).length]).toEqual([true, 1]);
    },
  );

  it('is reported as written if the system made the link but answered EEXIST', async () => {
    let links = 0;
    const fs = interceptedFileSystem(({ name, path }) => {
      if (name !== 'linkSync') return null;
      links += 1;
      linkSync(path ?? '', testFolder.file);
      return 'EEXIST';
    });
    valueOrThrow(
      await write(
        testFolder.store(undefined, { machine: machineOf('linux', { fs }) }),
        'p',
        sessionOf(),
      ),
    );
    expect(links).toBe(1);
    expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
    expect(readdirSync(dirname(testFolder.file))).toEqual(['credentials']);
  });
});

describe('an edit that another tool made in the old file at the last moment', () => {
  /**
   * Makes `other` edit the file during the first rename. Then the system refuses to create a new
   * file `times` times.
   */
  function refusingTheMerge(other: ReturnType<typeof otherTool>, times: number) {
    let renames = 0;
    let refusals = 0;
    return interceptedFileSystem((call) => {
      if (isRolekeeperRename(call)) {
        renames += 1;
        if (renames === 1) other.edit('in place');
      }
      const isNewFile =
        call.name === 'openSync' && call.path?.includes('.credentials.rk-') === true;
      if (renames === 0 || !isNewFile || refusals === times) return null;
      refusals += 1;
      return 'EMFILE';
    });
  }

  it('is merged when the system stops refusing the merge', async () => {
    const other = otherTool();
    const machine = machineOf('linux', { fs: refusingTheMerge(other, 3) });
    valueOrThrow(await write(testFolder.store(undefined, { machine }), 'p', sessionOf()));
    expect(other.lost()).toEqual([]);
  });

  it('is in a backup if the system continues to refuse, and the failure is reported', async () => {
    const other = otherTool();
    const machine = machineOf('linux', { fs: refusingTheMerge(other, Infinity) });
    expect(await write(testFolder.store(undefined, { machine }), 'p', sessionOf())).toMatchObject({
      failure: { kind: 'file-unwritable', code: 'EMFILE' },
    });
    const backups = valueOrThrow(await testFolder.backups.list());
    const texts = await Promise.all(backups.map(({ id }) => testFolder.backups.read(id)));
    expect(texts.map(valueOrThrow).some((text) => text.includes('[other-1]'))).toBe(true);
  });
});

describe('a rename that Windows refuses while another process has the file open', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'is tried again after the file is read again, so %s loses no edit of another tool',
    async (code) => {
      const other = otherTool();
      let refusals = 0;
      const fs = interceptedFileSystem((call) => {
        if (!isRolekeeperRename(call) || refusals === 3) return null;
        refusals += 1;
        other.edit(refusals === 2 ? 'replaced' : 'in place');
        return code;
      });
      const store = testFolder.store(undefined, { machine: machineOf('win32', { fs }) });
      valueOrThrow(await write(store, 'p', sessionOf()));
      expect([refusals, other.lost()]).toEqual([3, []]);
      expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
      expect(readdirSync(dirname(testFolder.file))).toEqual(['credentials']);
    },
  );

  it('is reported if Windows does not stop refusing, and the file stays unchanged', async () => {
    const fs = interceptedFileSystem((call) => (isRolekeeperRename(call) ? 'EPERM' : null));
    const store = testFolder.store(undefined, { machine: machineOf('win32', { fs }) });
    expect(await write(store, 'p', sessionOf())).toMatchObject({
      failure: { kind: 'file-unwritable', code: 'EPERM' },
    });
    expect(readFileSync(testFolder.file, 'utf8')).toBe(first);
    expect(readdirSync(dirname(testFolder.file))).toEqual(['credentials']);
  });
});

/** Uses this machine's files, but reports this type of file system (statfs(2)). */
const onType = (type: number, intercept: FsInterceptor): FileSystem =>
  interceptedFileSystem(intercept, ({ name, path }, result) =>
    name === 'statfsSync' ? Object.assign(statfsSync(path ?? ''), { type }) : result,
  );

describe.each([
  ['Windows', 'win32', 0xef53],
  ['a Windows disk in WSL (9p)', 'linux', 0x01021997],
  ['a Windows disk in WSL (virtiofs)', 'linux', 0x65735546],
] as const)('on %s', (_, system, type) => {
  // The old modification time tells Rolekeeper that no tool is still writing the file.
  beforeEach(() => {
    utimesSync(testFolder.file, 0, 0);
  });

  /** Allows the first `first` calls that `isMeant` selects, and refuses the next three. */
  const refusing = (code: string, isMeant: (call: FsCall) => boolean, first = 0) => {
    let calls = 0;
    const fs = onType(type, (call) => {
      if (!isMeant(call)) return null;
      calls += 1;
      return calls > first && calls <= first + 3 ? code : null;
    });
    return { machine: machineOf(system, { fs }), calls: () => calls };
  };
  const isOfFile = (name: string) => (call: FsCall) =>
    call.name === name && call.path === testFolder.file;

  it.each([
    ['a read', 'EBUSY', isOfFile('openSync')],
    ['a stat', 'EPERM', isOfFile('statSync')],
    ['a rename', 'EACCES', isRolekeeperRename],
  ])('a write succeeds although %s is refused three times (%s)', async (_name, code, isMeant) => {
    const { machine, calls } = refusing(code, isMeant);
    valueOrThrow(await write(testFolder.store(undefined, { machine }), 'p', sessionOf()));
    expect(calls()).toBeGreaterThan(3);
    expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
  });

  it('a write succeeds although the stat before the rename is refused three times', async () => {
    const { machine, calls } = refusing('EPERM', isOfFile('statSync'), 1);
    valueOrThrow(await write(testFolder.store(undefined, { machine }), 'p', sessionOf()));
    expect(calls()).toBeGreaterThan(4);
  });

  it('a write in place succeeds although the system refuses to open the file for a moment', async () => {
    const { machine, calls } = refusing('EBUSY', isOfFile('openSync'), 1);
    const store = testFolder.store(undefined, { machine, wantsInPlace: () => true });
    valueOrThrow(await write(store, 'p', sessionOf()));
    expect(calls()).toBeGreaterThan(4);
    expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
  });

  it('the config file is read after three refusals', async () => {
    const config = join(testFolder.folder, 'config');
    writeFileSync(config, first);
    const { machine } = refusing(
      'EBUSY',
      (call) => call.name === 'openSync' && call.path === config,
    );
    expect(valueOrThrow(await createAwsConfigFile(config, machine).read())).toBe(first);
  });
});

it('on a local disk of Linux a refused read is an error at once', async () => {
  let reads = 0;
  const fs = onType(0xef53, (call) => {
    if (call.name !== 'openSync' || call.path !== testFolder.file) return null;
    reads += 1;
    return 'EACCES';
  });
  const store = testFolder.store(undefined, { machine: machineOf('linux', { fs }) });
  expect(await write(store, 'p', sessionOf())).toMatchObject({
    failure: { kind: 'file-unreadable', code: 'EACCES' },
  });
  expect(reads).toBe(1);
});

it('a device number that differs between fstat and stat does not block the write', async () => {
  const fs = interceptedFileSystem(
    () => null,
    ({ name }, result) =>
      name === 'fstatSync' ? Object.assign(Object(result), { dev: 7n }) : result,
  );
  const store = testFolder.store(undefined, { machine: machineOf('win32', { fs }) });
  valueOrThrow(await write(store, 'p', sessionOf()));
  expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
});

it('a folder that cannot be synced (EINVAL) does not block the write', async () => {
  const folder = dirname(testFolder.file);
  let refused = 0;
  let last: FsCall | null = null;
  const fs = interceptedFileSystem((call) => {
    const isFolder = call.name === 'fsync' && last?.path === folder;
    last = call;
    if (isFolder) refused += 1;
    return isFolder ? 'EINVAL' : null;
  });
  valueOrThrow(
    await write(
      testFolder.store(undefined, { machine: machineOf('linux', { fs }) }),
      'p',
      sessionOf(),
    ),
  );
  expect(refused).toBe(1);
  expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
});

const CODES = ['EPERM', 'EBUSY', 'EACCES', 'EXDEV', 'EINVAL', 'ENOENT', 'ENOSPC', 'EIO'] as const;

interface Trouble {
  /** The number of calls to the file system between the previous trouble and this one. */
  readonly after: number;
  readonly edit: 'in place' | 'replaced' | null;
  readonly code: (typeof CODES)[number] | null;
  /** How many further calls for the same path fail with the same code. */
  readonly again: number;
}

const troubles: fc.Arbitrary<readonly Trouble[]> = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 12 }),
    edit: fc.constantFrom('in place', 'replaced', null),
    code: fc.constantFrom(null, null, ...CODES),
    again: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 6 },
);

/**
 * Returns true if Rolekeeper cannot notice another tool's edit during this call. That is so during
 * a write in place, and during a successful rename on Windows or if the edit replaces the file.
 */
function canGoUnnoticed(call: FsCall, trouble: Trouble, system: NodeJS.Platform): boolean {
  if (['writeSync', 'ftruncateSync'].includes(call.name)) return true;
  if (call.name !== 'renameSync' || trouble.code !== null) return false;
  return trouble.edit === 'replaced' || system === 'win32';
}

it.each(['win32', 'darwin', 'linux'] as const)(
  'on %s a write loses no edit of another tool, whichever file calls fail, and it succeeds or reports its failure',
  async (system) => {
    await fc.assert(
      fc.asyncProperty(troubles, fc.boolean(), async (plan, wantsInPlace) => {
        writeFileSync(testFolder.file, first, { mode: 0o600 });
        const other = otherTool();
        const left = [...plan];
        let calls = 0;
        let isInside = false;
        let failing = { path: null as string | null, code: '', times: 0 };
        const fs = interceptedFileSystem((call) => {
          if (!isInside && failing.times > 0 && call.path === failing.path) {
            failing = { ...failing, times: failing.times - 1 };
            return failing.code;
          }
          const [trouble] = left;
          // Ignores the calls of the simulated other tool.
          if (isInside || trouble === undefined) return null;
          calls += 1;
          if (calls <= trouble.after || canGoUnnoticed(call, trouble, system)) return null;
          calls = 0;
          left.shift();
          isInside = true;
          if (trouble.edit !== null) other.edit(trouble.edit);
          isInside = false;
          const { code, again } = trouble;
          if (code !== null) failing = { path: call.path, code, times: again };
          return code;
        });
        const store = testFolder.store(undefined, {
          machine: machineOf(system, { fs }),
          wantsInPlace: () => wantsInPlace,
        });
        const done = await write(store, 'p', sessionOf());
        expect(other.lost()).toEqual([]);
        const text = readFileSync(testFolder.file, 'utf8');
        if (done.ok) expect(readMarks(text, testOwner)).toHaveLength(1);
        else expect(done.failure.kind).toMatch(/^file-(unwritable|unreadable|unsettled)$/);
        expectMode(testFolder.file, 0o600);
      }),
      { numRuns: runs(150) },
    );
  },
);
