import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Calls that open a file by its path, even if it is a pipe or a link. */
const READERS =
  /\b(?:readFile(?:Sync)?|readv?Sync|openSync|createReadStream|createWriteStream|writeFile(?:Sync)?|appendFile(?:Sync)?|new Descriptor)\(/;

/** The files that may have such a call, and the reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  'node/files/descriptor.ts': 'has the call that openRegular uses',
  'node/files/open-regular.ts': 'is openRegular',
  'node/files/private-file.ts': 'opens folders, and makes files that did not exist',
  'node/files/replace-file.ts': 'makes a temporary file that did not exist',
  'node/files/durable-rename.ts': 'syncs a folder',
  'node/log/log.ts': 'appends by a descriptor that follows no link and does not block',
  'node/credentials-file/add-file.ts': 'makes a file that did not exist',
  'node/credentials-file/backup-folder.ts': 'makes a temporary file that did not exist',
  'node/credentials-file/replace-file.ts': 'compares the descriptor with the file that was read',
  'node/files/create-once.ts': 'makes a temporary file that did not exist',
  'node/credentials-file/write-journal.ts': 'compares the descriptor with the file of the journal',
  'node/browser/loopback-peer.ts': 'reads a file of /proc',
  'node/doctor/mount-point.ts': 'reads a file of /proc',
  'node/expanded-path.ts': 'reads /etc/passwd, which only root writes',
  'cli/cached-program.ts': 'reads files of the package',
  'cli/code-cache.ts': 'makes a file that did not exist',
  'main/protocol.ts': 'serves files of the package',
};

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
}

describe('a file that Rolekeeper opens by its path', () => {
  const src = join(import.meta.dirname, '../../src');
  const found = ['node', 'cli', 'main'].flatMap((part) =>
    sources(join(src, part))
      .map((name) => `${part}/${name}`)
      .filter((name) => READERS.test(readFileSync(join(src, name), 'utf8'))),
  );

  it('is opened with openRegular, except in the files of ALLOWED', () => {
    expect(found.toSorted()).toEqual(Object.keys(ALLOWED).toSorted());
  });

  it('is found by the pattern if it is opened in another way', () => {
    for (const line of [
      "readFileSync(path, 'utf8')",
      'await readFile(path)',
      "openSync(path, 'r')",
    ]) {
      expect(line).toMatch(READERS);
    }
  });
});
