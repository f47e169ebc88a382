import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Calls that open or read whatever is at a path. */
const READERS =
  /\b(?:readFile(?:Sync)?|readv?Sync|openSync|createReadStream|createWriteStream|writeFile(?:Sync)?|appendFile(?:Sync)?|new Descriptor)\(/;

/** Allowed files, and the reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  'node/files/descriptor.ts': 'is what openRegular opens with',
  'node/files/open-regular.ts': 'is the one way to read',
  'node/files/private-file.ts': 'opens folders, and makes files that did not exist',
  'node/files/replace-file.ts': 'makes a temporary file that did not exist',
  'node/files/durable-rename.ts': 'syncs a folder',
  'node/log/log.ts': 'appends by a descriptor that follows no link and does not block',
  'node/credentials-file/add-file.ts': 'makes a file that did not exist',
  'node/credentials-file/backup-folder.ts': 'makes a temporary file that did not exist',
  'node/credentials-file/replace-file.ts': 'compares the descriptor with the file that was read',
  'node/files/create-once.ts': 'makes a temporary file that did not exist',
  'node/credentials-file/write-journal.ts': 'compares the descriptor with the file of the journal',
  'node/browser/loopback-peer.ts': 'reads a list of the kernel',
  'node/doctor/mount-point.ts': 'reads a list of the kernel',
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

describe('a file that is read by path', () => {
  const src = join(import.meta.dirname, '../../src');
  const found = ['node', 'cli', 'main'].flatMap((part) =>
    sources(join(src, part))
      .map((name) => `${part}/${name}`)
      .filter((name) => READERS.test(readFileSync(join(src, name), 'utf8'))),
  );

  it('is opened by openRegular, with these exceptions', () => {
    expect(found.toSorted()).toEqual(Object.keys(ALLOWED).toSorted());
  });

  it('would be found if it were opened in another way', () => {
    for (const line of [
      "readFileSync(path, 'utf8')",
      'await readFile(path)',
      "openSync(path, 'r')",
    ]) {
      expect(line).toMatch(READERS);
    }
  });
});
