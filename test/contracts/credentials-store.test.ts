import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { credentialsFolder } from '../support/credentials-folder.ts';
import { MemoryCredentialsDisk } from '../support/memory-credentials-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { credentialsStoreContract } from './credentials-store.contract.ts';

credentialsStoreContract('a file', () => {
  const place = credentialsFolder();
  return {
    one: place.store(),
    other: place.store(),
    text: () => {
      try {
        return readFileSync(place.file, 'utf8');
      } catch {
        return null;
      }
    },
    put: (text) => {
      mkdirSync(dirname(place.file), { recursive: true });
      if (text === null) rmSync(place.file);
      else writeFileSync(place.file, text);
    },
    close: () => {
      place.close();
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
