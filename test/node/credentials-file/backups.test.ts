import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backup } from '../../../src/core/ports/backups.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { CredentialsStore } from '../../../src/core/credentials-file/credentials-store.ts';
import { failed, ok } from '../../../src/core/result.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { credentialsFolder, valueOrThrow, write } from '../../support/credentials-folder.ts';
import type { CredentialsFolder } from '../../support/credentials-folder.ts';
import { sessionOf } from '../../support/credentials-texts.ts';
import { expectMode } from '../../support/systems.ts';

const userText =
  '# mine\n[default]\naws_access_key_id = AKIA\n\n[old] # before\n; note\naws_access_key_id = AKIAOLD\n\n# end\n';
const hour = 3_600_000;

let testFolder: CredentialsFolder;
let store: CredentialsStore;
let hoursPassed: number;
beforeEach(() => {
  hoursPassed = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + hoursPassed * hour };
  testFolder = credentialsFolder(undefined, clock);
  store = testFolder.store();
});
afterEach(() => {
  testFolder.close();
});

function put(text: string): void {
  mkdirSync(dirname(testFolder.file), { recursive: true });
  writeFileSync(testFolder.file, text);
}

async function list(): Promise<readonly Backup[]> {
  return valueOrThrow(await testFolder.backups.list());
}

async function texts(kind: Backup['kind']): Promise<readonly string[]> {
  const found = (await list()).filter((backup) => backup.kind === kind);
  return Promise.all(found.map(async ({ id }) => valueOrThrow(await testFolder.backups.read(id))));
}

function folder(): string {
  return join(testFolder.home, 'backups');
}

// A take-over replaces another tool's credentials in a profile, after the user has agreed.
describe('backups', () => {
  it('contain the file as it was before the first write, and only the user can read them', async () => {
    put(userText);
    valueOrThrow(await write(store, 'ours', sessionOf()));
    expect(await list()).toMatchObject([
      { kind: 'original', path: store.path, profile: null, bytes: Buffer.byteLength(userText) },
    ]);
    expect(await texts('original')).toEqual([userText]);
    const [name = ''] = readdirSync(folder());
    expectMode(join(folder(), name), 0o600);
    expectMode(folder(), 0o700);
  });

  it('contain the section that a take-over replaces, from its header to its last key', async () => {
    put(userText);
    valueOrThrow(await write(store, 'old', sessionOf(), true));
    expect((await list()).map(({ kind, profile }) => [kind, profile]).toSorted()).toEqual([
      ['original', null],
      ['section', 'old'],
    ]);
    expect(await texts('section')).toEqual([
      '[old] # before\n; note\naws_access_key_id = AKIAOLD\n',
    ]);
  });

  it("are made at most once an hour, only if other tools' bytes changed, and at most five are kept", async () => {
    put(userText);
    chmodSync(testFolder.file, 0o600);
    for (let n = 0; n < 9; n += 1) {
      valueOrThrow(
        await write(store, 'ours', sessionOf({ accessKeyId: `ASIA${n}`, assumedAt: n })),
      );
      if (n === 1) expect(await texts('hourly')).toEqual([]);
      writeFileSync(testFolder.file, `# ${n}\n${readFileSync(testFolder.file, 'utf8')}`);
      valueOrThrow(
        await write(store, 'ours', sessionOf({ accessKeyId: `ASIAX${n}`, assumedAt: n })),
      );
      hoursPassed += 1.1;
      // Only Rolekeeper's section changed since the last backup, so this write makes no backup.
      valueOrThrow(
        await write(store, 'ours', sessionOf({ accessKeyId: `ASIAY${n}`, assumedAt: n })),
      );
    }
    const hourly = await texts('hourly');
    expect(hourly).toHaveLength(5);
    expect(new Set(hourly).size).toBe(5);
    expect(await texts('original')).toEqual([userText]);
  });

  it("contain no session of Rolekeeper's", async () => {
    put(userText);
    valueOrThrow(await write(store, 'ours', sessionOf()));
    hoursPassed = 2;
    writeFileSync(
      testFolder.file,
      readFileSync(testFolder.file, 'utf8').replace('# mine', '# changed'),
    );
    valueOrThrow(await write(store, 'old', sessionOf(), true));
    hoursPassed = 4;
    writeFileSync(
      testFolder.file,
      readFileSync(testFolder.file, 'utf8').replace('# changed', '# again'),
    );
    valueOrThrow(await write(store, 'ours', sessionOf({ accessKeyId: 'ASIASECOND' })));
    const files = readdirSync(folder()).map((name) => readFileSync(join(folder(), name), 'utf8'));
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) expect(file).not.toMatch(/ASIA|secret\/of|token\/of|x_rolekeeper/);
  });

  it('are listed, read and purged by ID, but other files and links in their folder are not', async () => {
    put(userText);
    valueOrThrow(await write(store, 'ours', sessionOf()));
    const [original] = await list();
    writeFileSync(join(folder(), 'notes.txt'), 'not ours');
    const bait = join(testFolder.folder, 'bait');
    writeFileSync(bait, '# rolekeeper backup {"path":"/x","profile":null}\nbait');
    const link = `original-1-${'0'.repeat(8)}-${'0'.repeat(16)}`;
    symlinkSync(bait, join(folder(), `${link}.ini`));
    expect((await list()).map(({ id }) => id)).toEqual([original?.id]);
    expect(await testFolder.backups.read(link)).toEqual(
      failed({ kind: 'backup-missing', what: link }),
    );
    expect(await testFolder.backups.read('../../bait')).toEqual(
      failed({ kind: 'backup-missing', what: '../../bait' }),
    );
    expect(
      await testFolder.backups.purge(
        valueOrThrow(await testFolder.backups.list()).map(({ id }) => id),
      ),
    ).toEqual(ok(1));
    expect([readdirSync(folder()), readFileSync(bait, 'utf8').endsWith('bait')]).toEqual([
      ['notes.txt', `${link}.ini`],
      true,
    ]);
  });

  it('are required for a take-over, which fails if its backup cannot be written', async () => {
    put(userText);
    const elsewhere = join(testFolder.folder, 'elsewhere');
    mkdirSync(elsewhere);
    rmSync(folder(), { recursive: true });
    symlinkSync(elsewhere, folder());
    const refused = await write(store, 'old', sessionOf(), true);
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'file-unwritable', file: folder() },
    });
    expect([readFileSync(testFolder.file, 'utf8'), readdirSync(elsewhere)]).toEqual([userText, []]);
  });
});
