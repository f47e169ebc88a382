import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  closeSync,
  openSync,
  writeSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMarks } from '../../../src/core/credentials-file/section.ts';
import type { CredentialsStore } from '../../../src/core/credentials-file/credentials-store.ts';
import { failed, ok } from '../../../src/core/result.ts';
import {
  credentialsFolder,
  valueOrThrow,
  release,
  write,
} from '../../support/credentials-folder.ts';
import type { CredentialsFolder } from '../../support/credentials-folder.ts';
import { sessionOf } from '../../support/credentials-texts.ts';
import { finished, run } from '../../support/process.ts';
import { testOwner } from '../../support/owner.ts';
import { skippedExceptOn } from '../../support/systems.ts';

const text = '# mine\n[default]\naws_access_key_id = AKIA\n';
const nobody = 61_234;

let testFolder: CredentialsFolder;
let store: CredentialsStore;
beforeEach(() => {
  testFolder = credentialsFolder();
  store = testFolder.store();
});
afterEach(() => {
  testFolder.close();
});

function put(content: string | Buffer = text, mode = 0o600): void {
  mkdirSync(dirname(testFolder.file), { recursive: true });
  writeFileSync(testFolder.file, content);
  chmodSync(testFolder.file, mode);
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

function namesInFolder(): readonly string[] {
  return readdirSync(dirname(testFolder.file));
}

describe('the credentials file that a write creates or replaces', () => {
  it('has mode 0600, in a folder that only the user may enter', async () => {
    valueOrThrow(await write(store, 'p', sessionOf()));
    expect([modeOf(dirname(testFolder.file)), modeOf(testFolder.file)]).toEqual(['700', '600']);
    expect(namesInFolder()).toEqual(['credentials']);
  });

  it.each(['600', '604', '640', '644'])('keeps the mode %s of an existing file', async (mode) => {
    put(text, Number.parseInt(mode, 8));
    valueOrThrow(await write(store, 'p', sessionOf()));
    expect(modeOf(testFolder.file)).toBe(mode);
  });

  it('is a new file in the old one’s place, so no reader sees half of it', async () => {
    put();
    const before = statSync(testFolder.file).ino;
    expect(valueOrThrow(await write(store, 'p', sessionOf()))).toEqual({
      value: null,
      inPlace: false,
    });
    expect(statSync(testFolder.file).ino).not.toBe(before);
  });
});

describe('the parser of the credentials file', () => {
  it('parses an unchanged text only once, and parses a changed text again', async () => {
    put();
    valueOrThrow(await write(store, 'p', sessionOf()));
    const written = readFileSync(testFolder.file, 'utf8');
    expect(store.document(written)).toBe(store.document(written));
    expect(store.document(written)).toMatchObject({ text: written, violation: null });
    put('[other]\n');
    const other = valueOrThrow(await store.read()) ?? '';
    expect(store.document(other).sections.map(({ name }) => name)).toEqual(['other']);
  });
});

describe('a link to the credentials file', () => {
  it("stays if it is symbolic: its target is replaced in the target's folder", async () => {
    mkdirSync(join(testFolder.folder, 'dotfiles'));
    mkdirSync(dirname(testFolder.file));
    const real = join(testFolder.folder, 'dotfiles', 'aws-credentials');
    writeFileSync(real, text);
    symlinkSync('../dotfiles/aws-credentials', testFolder.file);
    const linked = testFolder.store();
    expect(linked.path).toBe(realpathSync(real));
    valueOrThrow(await write(linked, 'p', sessionOf()));
    expect(readlinkSync(testFolder.file)).toBe('../dotfiles/aws-credentials');
    expect(readFileSync(real, 'utf8').startsWith(text)).toBe(true);
    expect(readdirSync(join(testFolder.folder, 'dotfiles'))).toEqual(['aws-credentials']);
  });

  it('stays if its target is missing, and the target and its folder are created', async () => {
    mkdirSync(dirname(testFolder.file));
    symlinkSync(join(testFolder.folder, 'later', 'credentials'), testFolder.file);
    valueOrThrow(await write(testFolder.store(), 'p', sessionOf()));
    expect(lstatSync(testFolder.file).isSymbolicLink()).toBe(true);
    expect(
      readMarks(readFileSync(join(testFolder.folder, 'later', 'credentials'), 'utf8'), testOwner),
    ).toHaveLength(1);
  });

  it('is followed even if it replaces the file after Rolekeeper has started', async () => {
    put();
    const moved = join(testFolder.folder, 'moved');
    renameSync(testFolder.file, moved);
    symlinkSync(moved, testFolder.file);
    valueOrThrow(await write(store, 'p', sessionOf()));
    expect(lstatSync(testFolder.file).isSymbolicLink()).toBe(true);
    expect(readMarks(readFileSync(moved, 'utf8'), testOwner)).toHaveLength(1);
  });

  it('stays if it is hard: the file is written in place after a backup, and this is reported', async () => {
    put();
    const sibling = join(testFolder.folder, 'sibling');
    linkSync(testFolder.file, sibling);
    const first = valueOrThrow(await write(store, 'p', sessionOf()));
    expect(first).toEqual({ value: null, inPlace: true });
    expect(readFileSync(sibling, 'utf8')).toBe(readFileSync(testFolder.file, 'utf8'));
    expect(valueOrThrow(await testFolder.backups.list())).toMatchObject([
      { kind: 'original', path: store.path },
    ]);
    valueOrThrow(await release(store, 'p'));
    expect(readFileSync(sibling, 'utf8')).toBe(text);
    expect(statSync(sibling).nlink).toBe(2);
  });
});

describe.skipIf(skippedUnlessMounting())('a bind-mounted file', () => {
  it('cannot be replaced: it is written in place after a backup, and this is reported', async () => {
    put();
    const outside = join(testFolder.folder, 'outside');
    writeFileSync(outside, text);
    execFileSync('mount', ['--bind', outside, testFolder.file]);
    try {
      expect(valueOrThrow(await write(store, 'p', sessionOf()))).toEqual({
        value: null,
        inPlace: true,
      });
      expect(readMarks(readFileSync(outside, 'utf8'), testOwner)).toHaveLength(1);
      valueOrThrow(await release(store, 'p'));
      expect(readFileSync(outside, 'utf8')).toBe(text);
      expect(valueOrThrow(await testFolder.backups.list())).toMatchObject([{ kind: 'original' }]);
      expect(namesInFolder()).toEqual(['credentials']);
    } finally {
      execFileSync('umount', [testFolder.file]);
    }
  });
});

/** Returns the failure of a write that the owner or the mode of this path forbids. */
function refusal(code: string, path: string, owner: number, mode: string): unknown {
  return failed({
    kind: 'file-unwritable',
    file: store.path,
    code,
    access: { path, owner, mode },
  });
}

describe.skipIf(skippedExceptOn('Unix'))('a credentials file', () => {
  const me = process.geteuid?.() ?? 0;

  it.each(['0666', '0660', '0620', '0602', '0622'])(
    'gets no keys if others can write it (mode %s)',
    async (mode) => {
      put(text, Number.parseInt(mode, 8));
      const { ino, mtimeMs } = statSync(testFolder.file);
      expect(await write(store, 'p', sessionOf())).toEqual(
        refusal('shared-file', testFolder.file, me, mode),
      );
      expect(readFileSync(testFolder.file, 'utf8')).toBe(text);
      expect(statSync(testFolder.file)).toMatchObject({ ino, mtimeMs });
      expect(readdirSync(join(testFolder.home, 'backups'))).toEqual([]);
    },
  );

  it("loses Rolekeeper's keys on release even if others can write it", async () => {
    put();
    valueOrThrow(await write(store, 'p', sessionOf()));
    chmodSync(testFolder.file, 0o666);
    valueOrThrow(await release(store, 'p'));
    expect([readFileSync(testFolder.file, 'utf8'), modeOf(testFolder.file)]).toEqual([text, '666']);
  });

  it.each([
    ['0777', 0o777],
    ['0757', 0o757],
  ])(
    'gets no keys if others can write its folder (mode %s), unless the folder is sticky',
    async (shown, mode) => {
      put();
      const folder = dirname(testFolder.file);
      chmodSync(folder, mode);
      const refused = refusal('shared-folder', folder, me, shown);
      expect(await write(store, 'p', sessionOf())).toEqual(refused);
      rmSync(testFolder.file);
      expect(await write(store, 'p', sessionOf())).toEqual(refused);
      expect(namesInFolder()).toEqual([]);
      chmodSync(folder, 0o1000 | mode);
      valueOrThrow(await write(store, 'p', sessionOf()));
    },
  );

  it('is not changed if its owner made it read-only, even if Rolekeeper runs as root', async () => {
    put(text, 0o400);
    const refused = refusal('read-only', testFolder.file, me, '0400');
    expect(await write(store, 'p', sessionOf())).toEqual(refused);
    expect([readFileSync(testFolder.file, 'utf8'), modeOf(testFolder.file)]).toEqual([text, '400']);
    chmodSync(testFolder.file, 0o600);
    valueOrThrow(await write(store, 'p', sessionOf()));
    chmodSync(testFolder.file, 0o400);
    expect(await release(store, 'p')).toEqual(refused);
  });
});

describe.skipIf(skippedExceptOn('Unix as root'))(
  'the file or folder of another user or group',
  () => {
    it('is not written by root', async () => {
      put(text, 0o640);
      chownSync(testFolder.file, 1234, 5678);
      const refused = refusal('foreign-owner', testFolder.file, 1234, '0640');
      expect(await write(store, 'p', sessionOf())).toEqual(refused);
      chownSync(dirname(testFolder.file), 1234, 5678);
      rmSync(testFolder.file);
      const folder = refusal('foreign-owner', dirname(testFolder.file), 1234, '0755');
      expect(await write(store, 'p', sessionOf())).toEqual(folder);
      expect(namesInFolder()).toEqual([]);
    });

    it('is not written by a user who is not its owner, even if its mode allows it', async () => {
      put(text, 0o666);
      chownSync(testFolder.file, 1234, 5678);
      const refused = refusal('foreign-owner', testFolder.file, 1234, '0666');
      expect(await asNobody('once')).toEqual(refused);
      expect(readFileSync(testFolder.file, 'utf8')).toBe(text);
    });

    it('gets no keys if it is a folder that the group can write, unless the group is the user’s own', async () => {
      put();
      const folder = dirname(testFolder.file);
      chownSync(folder, 0, 5678);
      chmodSync(folder, 0o770);
      const refused = refusal('shared-folder', folder, 0, '0770');
      expect(await write(store, 'p', sessionOf())).toEqual(refused);
      // Root runs this test, and group 0 is root's own group.
      chownSync(folder, 0, 0);
      valueOrThrow(await write(store, 'p', sessionOf()));
    });

    it('keeps its group if it is a file, even if its owner is not a member', async () => {
      put(text, 0o640);
      chownSync(testFolder.file, nobody, 5678);
      await asNobody('once');
      const found = statSync(testFolder.file);
      expect([found.uid, found.gid, modeOf(testFolder.file)]).toEqual([nobody, 5678, '640']);
      expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
    });
  },
);

describe.skipIf(skippedWithoutAccessLists())('an access list', () => {
  const listOf = (path: string): string =>
    execFileSync('getfacl', ['--omit-header', '--absolute-names', path], { encoding: 'utf8' });
  const setList = (spec: string, path: string): void => {
    execFileSync('setfacl', ['-m', spec, path]);
  };

  it.each([
    'u:daemon:r--,g::---',
    'u:daemon:r--,g:daemon:r--,g::---',
    'u:daemon:---,g::r--',
    'u:daemon:r--,m::---',
  ])('with %s is the same or narrower after a rewrite', async (spec) => {
    put();
    setList(spec, testFolder.file);
    const before = listOf(testFolder.file);
    valueOrThrow(await write(store, 'p', sessionOf()));
    const after = listOf(testFolder.file);
    expect(after === before || after === 'user::rw-\ngroup::---\nother::---\n\n').toBe(true);
    expect(readMarks(readFileSync(testFolder.file, 'utf8'), testOwner)).toHaveLength(1);
  });

  it('that a folder gives to its new files is not added to an old file', async () => {
    put(text, 0o640);
    setList('d:u:daemon:rw-', dirname(testFolder.file));
    const before = listOf(testFolder.file);
    valueOrThrow(await write(store, 'p', sessionOf()));
    expect(listOf(testFolder.file)).toBe(before);
  });

  it('that lets another user write the file keeps Rolekeeper’s keys out of it', async () => {
    put();
    setList('u:daemon:rw-,g::---', testFolder.file);
    const refused = refusal('shared-file', testFolder.file, process.getuid?.() ?? 0, '0660');
    expect(await write(store, 'p', sessionOf())).toEqual(refused);
  });

  it('that a folder gives to its new files grants nothing on the credentials file', async () => {
    put(text, 0o604);
    setList('d:u:daemon:rw-', dirname(testFolder.file));
    valueOrThrow(await write(store, 'p', sessionOf()));
    expect(listOf(testFolder.file)).toMatch(/^user:daemon:rw-\s+#effective:---$/m);
    rmSync(testFolder.file);
    valueOrThrow(await write(store, 'p', sessionOf()));
    expect(listOf(testFolder.file)).toMatch(/^user:daemon:rw-\s+#effective:---$/m);
  });
});

describe.skipIf(skippedWithoutAccessLists())('a credentials file without an access list', () => {
  it('is replaced in one step', async () => {
    put(text, 0o640);
    const { ino } = statSync(testFolder.file);
    expect(valueOrThrow(await write(store, 'p', sessionOf()))?.inPlace).toBe(false);
    expect([modeOf(testFolder.file), statSync(testFolder.file).ino === ino]).toEqual([
      '640',
      false,
    ]);
  });
});

describe.skipIf(skippedExceptOn('Unix as root'))('a missing permission', () => {
  it('to write the folder is reported, and the write leaves no other file behind', async () => {
    put();
    giveAway();
    chmodSync(dirname(testFolder.file), 0o500);
    const path = store.path;
    expect(await asNobody('once')).toEqual(
      failed({ kind: 'file-unwritable', file: path, code: 'EACCES' }),
    );
    expect([namesInFolder(), readFileSync(testFolder.file, 'utf8')]).toEqual([
      ['credentials'],
      text,
    ]);
  });

  it('to read the file is reported', async () => {
    put(text, 0o000);
    giveAway();
    chownSync(testFolder.file, 0, 0);
    expect(await asNobody('read')).toEqual(
      failed({ kind: 'file-unreadable', file: store.path, code: 'EACCES' }),
    );
  });
});

describe('a credentials file that is not plain UTF-8 text', () => {
  it('is reported with the number of the line that is not UTF-8, and is not changed', async () => {
    const latin = Buffer.concat([Buffer.from(`${text}# `), Buffer.from([0xe9]), Buffer.from('\n')]);
    put(latin);
    utimesSync(testFolder.file, 1_700_000_000, 1_700_000_000);
    const failure = failed({ kind: 'file-broken', file: store.path, line: 4, rule: 'not-utf8' });
    expect([await store.read(), await write(store, 'p', sessionOf())]).toEqual([failure, failure]);
    expect(readFileSync(testFolder.file)).toEqual(latin);
  });

  it('is reported if it is a folder', async () => {
    mkdirSync(testFolder.file, { recursive: true });
    expect(await store.read()).toEqual(
      failed({ kind: 'file-unreadable', file: store.path, code: 'EISDIR' }),
    );
  });

  it('can be read if it begins with a byte order mark, but a write fails and reports the mark', async () => {
    put(`\ufeff${text}`);
    utimesSync(testFolder.file, 1_700_000_000, 1_700_000_000);
    expect(await store.read()).toEqual(ok(`\ufeff${text}`));
    const failure = failed({
      kind: 'file-broken',
      file: store.path,
      line: 1,
      rule: 'byte-order-mark',
    });
    expect(await write(store, 'p', sessionOf())).toEqual(failure);
  });
});

describe('leftovers of killed processes', () => {
  it('are removed by a write: those of the same Rolekeeper folder at once, others after an hour, and no links', async () => {
    put();
    const tag = createHash('sha256')
      .update(`${hostname()}\0${testFolder.home}\0${store.path}`)
      .digest('hex')
      .slice(0, 8);
    const at = (name: string): string => join(dirname(testFolder.file), name);
    for (const name of [
      `.credentials.rk-${tag}-1`,
      '.credentials.rk-00000000-2',
      '.credentials.rk-00000000-3',
      '.credentials.swp',
    ]) {
      writeFileSync(at(name), 'x');
    }
    const old = Date.now() / 1000 - 3700;
    utimesSync(at('.credentials.rk-00000000-3'), old, old);
    symlinkSync('credentials', at(`.credentials.rk-${tag}-4`));
    valueOrThrow(await write(store, 'p', sessionOf()));
    expect(namesInFolder().toSorted()).toEqual(
      [
        `.credentials.rk-${tag}-4`,
        '.credentials.rk-00000000-2',
        '.credentials.swp',
        'credentials',
      ].toSorted(),
    );
  });
});

describe('a tool that truncates before it writes', () => {
  it.each(['', '# mine\n[defa'])('is waited for if a read finds only %j', async (torn) => {
    put();
    expect(await store.read()).toEqual(ok(text));
    writeFileSync(testFolder.file, torn);
    const reading = store.read();
    await sleep(120);
    writeFileSync(testFolder.file, `${text}region = x\n`);
    expect(await reading).toEqual(ok(`${text}region = x\n`));
  });

  it('makes an update wait until the file is complete again', async () => {
    put('[default]\naws_access_key_id = AKIA\naws_secret_acc');
    const writing = write(store, 'p', sessionOf());
    await sleep(120);
    writeFileSync(testFolder.file, text);
    valueOrThrow(await writing);
    expect(readFileSync(testFolder.file, 'utf8').startsWith(text)).toBe(true);
  });

  it('is waited for even if the part that it has written looks like a complete file', async () => {
    put();
    expect(await store.read()).toEqual(ok(text));
    const first = `${text}[new]\n`;
    const file = openSync(testFolder.file, 'w');
    writeSync(file, first);
    const writing = write(store, 'p', sessionOf());
    await sleep(20);
    writeSync(file, 'region = eu-west-1\n');
    closeSync(file);
    valueOrThrow(await writing);
    expect(readFileSync(testFolder.file, 'utf8').startsWith(`${first}region = eu-west-1\n`)).toBe(
      true,
    );
  });

  it('is waited for only a limited time if it leaves the file empty, and then the file is read as empty', async () => {
    put();
    expect(await store.read()).toEqual(ok(text));
    truncateSync(testFolder.file);
    expect(await store.read()).toEqual(ok(''));
  });
});

describe('a watcher of the credentials file', () => {
  it('reports the writes of Rolekeeper and of other tools, but no reads', async () => {
    put();
    let calls = 0;
    const stop = store.watch(() => (calls += 1));
    await sleep(150);
    calls = 0;
    for (let n = 0; n < 5; n += 1) valueOrThrow(await store.read());
    await sleep(250);
    expect(calls).toBe(0);
    valueOrThrow(await write(store, 'p', sessionOf()));
    await sleep(250);
    expect(calls).toBeGreaterThan(0);
    calls = 0;
    writeFileSync(testFolder.file, text);
    await sleep(250);
    expect(calls).toBeGreaterThan(0);
    stop();
  });
});

/** Access lists need the package acl and a file system that supports them. */
function skippedWithoutAccessLists(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rk-acl-'));
  try {
    execFileSync('setfacl', ['-m', 'u:daemon:r--', folder], { stdio: 'ignore' });
    execFileSync('getfacl', [folder], { stdio: 'ignore' });
    return false;
  } catch {
    console.warn('skipped: access lists (needs setfacl and getfacl of the package acl)');
    return true;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Tries a mount, because containers often forbid mounts. */
function skippedUnlessMounting(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rk-mount-'));
  try {
    execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return false;
  } catch {
    console.warn('skipped: a bind mount (this user may not mount)');
    return true;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Gives the folder and everything below it to the unprivileged user. */
function giveAway(): void {
  const give = (path: string): void => {
    chownSync(path, nobody, nobody);
    if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name));
  };
  give(testFolder.folder);
}

/** Runs `rewriting-process` as the unprivileged user, who owns all but the credentials file. */
async function asNobody(mode: string): Promise<unknown> {
  const file = existsSync(testFolder.file) ? statSync(testFolder.file) : null;
  const folderMode = statSync(dirname(testFolder.file)).mode & 0o777;
  giveAway();
  if (file !== null) chownSync(testFolder.file, file.uid, file.gid);
  chmodSync(dirname(testFolder.file), folderMode);
  const script = new URL('rewriting-process.ts', import.meta.url);
  const [line = 'null'] = await finished(
    run(script, [mode, testFolder.folder, 'p', String(nobody)]),
  );
  return JSON.parse(line) as unknown;
}
