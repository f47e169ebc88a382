import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { credentialsFolder } from '../support/credentials-folder.ts';
import { MemoryCredentialsDisk } from '../support/memory-credentials-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { credentialsStoreContract } from './credentials-store.contract.ts';

credentialsStoreContract('a file', () => {
  const testFolder = credentialsFolder();
  return {
    one: testFolder.store(),
    other: testFolder.store(),
    text: () => {
      try {
        return readFileSync(testFolder.file, 'utf8');
      } catch {
        return null;
      }
    },
    put: (text) => {
      mkdirSync(dirname(testFolder.file), { recursive: true });
      if (text === null) rmSync(testFolder.file);
      else writeFileSync(testFolder.file, text);
    },
    close: () => {
      testFolder.close();
    },
  };
});

credentialsStoreContract('memory', () => {
  const disk = new MemoryCredentialsDisk(new VirtualClock());
  const path = '/home/someone/.aws/credentials';
  return {
    one: disk.store(path, 1),
    other: disk.store(path, 2),
    text: () => disk.text(path),
    put: (text) => {
      disk.setText(path, text);
    },
    close: () => undefined,
  };
});
