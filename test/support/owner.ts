import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOwner, type Owner } from '../../src/core/credentials-file/owner.ts';
import type { Records } from '../../src/core/ports/records.ts';
import { sha256 } from './sha256.ts';

/**
 * The owner of a home without session records. It recognises its sections only by the seals (keyed
 * digests) in the file.
 */
export const testOwner = ownerWith('of the tests');

/**
 * The owner of a home whose records contain every session, so that it also owns sections that
 * version 0.1.0 wrote.
 */
export const ownerOfEverySession = createOwner({
  key: () => 'of the tests',
  hash: sha256,
  isRecorded: () => true,
});

/**
 * The owner of a home with this key. `records` are the session records of the credentials file at
 * `path`.
 */
export function ownerWith(
  key: string,
  records: Pick<Records, 'get'> | null = null,
  path = '',
): Owner {
  const recorded = (roleId: string, accessKeyId: string) =>
    records?.get(roleId, path)?.accessKeyId === accessKeyId;
  return createOwner({ key: () => key, hash: sha256, isRecorded: recorded });
}

/** The owner of the home in which a test's command line runs. */
export function cliOwner(cli: { readonly folder: string }): Owner {
  const key = () =>
    readFileSync(join(cli.folder, '.config', 'rolekeeper', 'home-key'), 'utf8').trim();
  return createOwner({ key, hash: sha256, isRecorded: () => false });
}
