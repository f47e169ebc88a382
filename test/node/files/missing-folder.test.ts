import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { trustedFolder } from '../../../src/node/files/trusted-path.ts';
import { machineOf, interceptedFileSystem } from '../../support/machines.ts';

it.each(['linux', 'win32'] as const)(
  'a folder that the system reports as missing and cannot create (%s) is an error, not an endless loop',
  (system) => {
    const gone = join(realpathSync(mkdtempSync(join(tmpdir(), 'rk-denied-'))), 'gone');
    let made = 0;
    const fs = interceptedFileSystem(({ name, path }) => {
      if (path !== gone || name === 'lstatSync') return null;
      if (name !== 'mkdirSync') return 'ENOENT';
      made += 1;
      if (made > 1000) throw new Error('spins');
      return 'EEXIST';
    });
    expect(() => trustedFolder(gone, machineOf(system, { fs }))).toThrow(/ENOENT/);
    expect(made).toBeLessThan(20);
  },
);
