import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOwner, type Owner } from '../../src/core/credentials-file/owner.ts';
import type { Records } from '../../src/core/ports/records.ts';
import { sha256 } from './sha256.ts';

/** A home without records, which recognises its sections only by their seals. */
export const testOwner = ownerWith('of the tests');

/** A home whose records contain every session, so that it also owns what version 0.1.0 marked. */
export const knowingOwner = createOwner({
  key: () => 'of the tests',
  hash: sha256,
  isRecorded: () => true,
});

/** A home with this key and the `records` of the file at `path`. */
export function ownerWith(
  key: string,
  records: Pick<Records, 'get'> | null = null,
  path = '',
): Owner {
  const recorded = (roleId: string, accessKeyId: string) =>
    records?.get(roleId, path)?.accessKeyId === accessKeyId;
  return createOwner({ key: () => key, hash: sha256, isRecorded: recorded });
}

/** The home of a test's command line. */
export function cliOwner(cli: { readonly folder: string }): Owner {
  const key = () =>
    readFileSync(join(cli.folder, '.config', 'rolekeeper', 'home-key'), 'utf8').trim();
  return createOwner({ key, hash: sha256, isRecorded: () => false });
}
