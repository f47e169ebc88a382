import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/contract/app-state.ts';
import { readMarks, readSection } from '../../src/core/credentials-file/section.ts';
import { SecondFile, mirroringStore } from '../../src/node/credentials-file/second-file.ts';
import { awsFiles } from '../../src/node/aws-files.ts';
import { preferencesIn } from '../../src/core/settings/settings.ts';
import { pathChecks } from '../../src/node/path-checks.ts';
import { AppHomes } from '../support/app-homes.ts';
import { credentialsFolder, valueOrThrow, release, write } from '../support/credentials-folder.ts';
import type { CredentialsFolder } from '../support/credentials-folder.ts';
import { runs, sessionOf } from '../support/credentials-texts.ts';
import { hurriedClock } from '../support/hurried-clock.ts';
import {
  diskIgnoringCase,
  type FsCall,
  machineOf,
  interceptedFileSystem,
  windowsPaths,
} from '../support/machines.ts';
import { testOwner } from '../support/owner.ts';
import { skippedExceptOn } from '../support/systems.ts';

const otherText =
  '# of Windows\r\n[work]\r\naws_access_key_id = AKIAWORK\r\naws_secret_access_key = s\r\n';

let testFolder: CredentialsFolder;
let other: string;
let machine: ReturnType<typeof machineOf>;
beforeEach(() => {
  testFolder = credentialsFolder(undefined, hurriedClock());
  mkdirSync(dirname(testFolder.file), { recursive: true });
  other = join(testFolder.folder, 'windows', 'credentials');
  mkdirSync(dirname(other));
  writeFileSync(other, otherText, { mode: 0o600 });
  machine = machineOf(process.platform);
});
afterEach(() => testFolder.close());

/** Makes a store that writes the first file and then updates the second file. */
function twoFiles(path: () => string | null = () => other) {
  const first = testFolder.store();
  const storeAt = (at: string) => testFolder.store(at, { wantsInPlace: () => true, machine });
  const second = new SecondFile({ first, path, storeAt });
  const problems: Problem[] = [];
  second.reportTo((problem) => {
    problems.push(problem);
    return () => {
      problems.splice(problems.indexOf(problem), 1);
    };
  });
  return { store: mirroringStore(first, second, true), second, problems };
}

const marksIn = (file: string) =>
  readMarks(readFileSync(file, 'utf8'), testOwner).map(({ profile, mark }) => ({
    profile,
    roleId: mark.roleId,
    accessKeyId: mark.accessKeyId,
    assumedAt: mark.assumedAt,
  }));
const keyIn = (file: string, profile: string) =>
  readSection(readFileSync(file, 'utf8'), profile, testOwner).credentials?.accessKeyId;

describe('a second credentials file', () => {
  it('gets the same sessions, and keeps its own text, file and mode', async () => {
    const { ino, mode } = statSync(other);
    const { store, problems } = twoFiles();
    valueOrThrow(await write(store, 'a', sessionOf()));
    valueOrThrow(await write(store, 'b', sessionOf({ accessKeyId: 'ASIAEXAMPLE000000002' })));
    expect(marksIn(other)).toEqual(marksIn(testFolder.file));
    expect(readFileSync(other, 'utf8').startsWith(otherText)).toBe(true);
    expect([statSync(other).ino, statSync(other).mode]).toEqual([ino, mode]);
    valueOrThrow(await release(store, 'a'));
    valueOrThrow(await release(store, 'b'));
    expect([readFileSync(other, 'utf8'), problems]).toEqual([otherText, []]);
  });

  it("keeps another tool's credentials in a role's profile, and the problem is reported", async () => {
    const { store, problems } = twoFiles();
    valueOrThrow(await write(store, 'work', sessionOf()));
    expect(readFileSync(other, 'utf8')).toBe(otherText);
    expect(keyIn(testFolder.file, 'work')).toBe('ASIAEXAMPLE000000001');
    expect(problems).toMatchObject([
      {
        kind: 'second-file-outdated',
        file: other,
        failure: { kind: 'section-not-owned', profile: 'work' },
      },
    ]);
    valueOrThrow(await release(store, 'work'));
    expect(problems).toEqual([]);
  });

  it('that is missing is not created, but the first file is written', async () => {
    rmSync(other);
    const { store, problems, second } = twoFiles();
    valueOrThrow(await write(store, 'a', sessionOf()));
    expect(problems).toMatchObject([{ failure: { kind: 'file-unreadable', code: 'ENOENT' } }]);
    expect(marksIn(testFolder.file)).toHaveLength(1);
    expect(await second.check()).toMatchObject({
      level: 'warning',
      problem: { kind: 'second-file-outdated' },
    });
    writeFileSync(other, '');
    expect(await second.check()).toMatchObject({ level: 'warning', facts: { isOutdated: true } });
    await second.update();
    expect(await second.check()).toEqual({
      check: 'second-file',
      level: 'good',
      facts: { path: other },
    });
    expect([marksIn(other).length, problems]).toEqual([1, []]);
  });

  it('loses Rolekeeper’s sessions when the setting alsoWriteTo no longer names it', async () => {
    let path: string | null = other;
    const { store, second } = twoFiles(() => path);
    valueOrThrow(await write(store, 'a', sessionOf()));
    path = null;
    await second.followSetting();
    expect(readFileSync(other, 'utf8')).toBe(otherText);
    expect(marksIn(testFolder.file)).toHaveLength(1);
  });

  it('is ignored if its path is that of the first file, even in upper case', async () => {
    const { store, problems } = twoFiles(() => testFolder.file.toUpperCase());
    valueOrThrow(await write(store, 'a', sessionOf()));
    expect(marksIn(testFolder.file)).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it('is written on a disk that ignores case, even if its path has other upper and lower case letters', async () => {
    machine = machineOf('linux', { fs: diskIgnoringCase(testFolder.folder) });
    const { store, problems } = twoFiles(() => join(testFolder.folder, 'Windows', 'Credentials'));
    valueOrThrow(await write(store, 'a', sessionOf()));
    expect([marksIn(other).length, problems]).toEqual([1, []]);
  });

  it('has the newest session after several processes updated it at the same time', async () => {
    const { store, second } = twoFiles();
    const late = twoFiles();
    valueOrThrow(await write(store, 'a', sessionOf()));
    const newer = sessionOf({ accessKeyId: 'ASIAEXAMPLE000000002' });
    // Each update takes the lock of the second file before it reads the first file.
    await Promise.all([
      late.second.update(),
      write(store, 'a', newer),
      second.update(),
      late.second.update(),
    ]);
    expect(keyIn(other, 'a')).toBe('ASIAEXAMPLE000000002');
  });
});

const CODES = ['EPERM', 'EBUSY', 'EACCES', 'EIO', 'ENOSPC', 'ENOENT'] as const;

it('if file calls for a second file fail, the first file is still written and neither file loses text', async () => {
  const failing = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 25 }), code: fc.constantFrom(...CODES) }),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(failing, fc.constantFrom('win32', 'linux'), async (plan, system) => {
      writeFileSync(other, otherText, { mode: 0o600 });
      writeFileSync(testFolder.file, '[mine]\nregion = x\n', { mode: 0o600 });
      const left = [...plan];
      let calls = 0;
      const fs = interceptedFileSystem(({ path }: FsCall) => {
        const [next] = left;
        if (next === undefined || (path !== null && !path.startsWith(dirname(other)))) return null;
        calls += 1;
        if (calls <= next.after) return null;
        calls = 0;
        left.shift();
        return next.code;
      });
      machine = machineOf(system, { fs });
      const { store, problems, second } = twoFiles();
      valueOrThrow(await write(store, 'a', sessionOf()));
      expect(marksIn(testFolder.file)).toHaveLength(1);
      expect(readFileSync(testFolder.file, 'utf8').startsWith('[mine]\nregion = x\n')).toBe(true);
      const text = readFileSync(other, 'utf8');
      const isWritten = text.startsWith(otherText) && marksIn(other).length === 1;
      expect(isWritten || problems.length === 1).toBe(true);
      // From here on no call fails, so the next update completes the second file.
      left.length = 0;
      await second.update();
      expect(readFileSync(other, 'utf8').startsWith(otherText)).toBe(true);
      expect([marksIn(other).length, problems]).toEqual([1, []]);
    }),
    { numRuns: runs(60) },
  );
});

describe('the setting alsoWriteTo', () => {
  const preferences = (alsoWriteTo: string) =>
    preferencesIn({ state: 'json', json: { version: 1, roles: [], preferences: { alsoWriteTo } } });
  const wsl = String.raw`\\wsl.localhost\Ubuntu\home\ann\.aws\credentials`;

  it('may name a file of WSL on Windows, but no other network path', () => {
    const { rule } = pathChecks({}, String.raw`C:\rk`, windowsPaths);
    expect(rule(wsl)).toBe(null);
    expect(rule(String.raw`\\wsl$\Ubuntu\home\ann\.aws\credentials`)).toBe(null);
    for (const path of [
      String.raw`\\server\wsl.localhost\x`,
      String.raw`\\wsl.localhost.evil.example\x`,
    ])
      expect(rule(path)).toMatchObject({ broken: 'network' });
  });

  it('is ignored in a terminal if AWS_SHARED_CREDENTIALS_FILE is set', () => {
    const file = join(testFolder.folder, 'x');
    const env = { HOME: testFolder.folder, AWS_SHARED_CREDENTIALS_FILE: file };
    const own = join(testFolder.folder, 'rolekeeper');
    expect(awsFiles(preferences(other), { env, runsIn: 'terminal', folder: own }).second).toBe(
      null,
    );
    expect(
      awsFiles(preferences(other), {
        env: { HOME: testFolder.folder },
        runsIn: 'terminal',
        folder: own,
      }).second,
    ).toBe(other);
  });
});

describe.skipIf(skippedExceptOn('Unix'))(
  'a second credentials file of a complete application',
  () => {
    it('gets the sessions, and loses them when the setting alsoWriteTo is removed', async () => {
      const homes = await AppHomes.start();
      try {
        const role = await homes.add('one', 'client');
        const set = (alsoWriteTo: string | null) =>
          homes.with('one', async (app) =>
            valueOrThrow(await app.api.preferences.set({ changes: { alsoWriteTo } })),
          );
        await set(other);
        valueOrThrow(await homes.assume('one', role.id));
        expect(readFileSync(other, 'utf8')).toContain('[client]');
        const checks = await homes.with('one', (app) => app.api.doctor.run({ offline: true }));
        expect(valueOrThrow(checks)).toContainEqual({
          check: 'second-file',
          level: 'good',
          facts: { path: other },
        });
        await set(null);
        expect(readFileSync(other, 'utf8')).toBe(otherText);
        expect(homes.text()).toContain('[client]');
      } finally {
        await homes.dispose();
      }
    });
  },
);
