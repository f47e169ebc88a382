import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROLE_KINDS } from '../../src/core/roles/role-kinds.ts';

const root = join(import.meta.dirname, '../..');

/** The files that have something for each kind, or make roles of one kind. */
const MAY_NAME_KINDS = [
  /^src\/core\/roles\/kinds\//,
  /^src\/core\/roles\/role(?:-kinds)?\.ts$/,
  /^src\/core\/roles\/sources\/profile-role\.ts$/,
  /^src\/core\/assuming\/issuing\//,
  /^src\/core\/app\/discovery\//,
  /^src\/cli\/command-table\/role-(?:forms|commands)\.ts$/,
  /^src\/views\/role-summary\.ts$/,
  /^src\/views\/words\/(?:en|de)-kinds\.ts$/,
];

function namesKind(text: string): boolean {
  return ROLE_KINDS.some((kind) => text.includes(`'${kind}'`) || text.includes(`"${kind}"`));
}

it('only the tables of kinds and the code that makes roles of one kind name a kind', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const naming = files.filter((file) => namesKind(readFileSync(join(root, file), 'utf8')));
  expect(naming.length).toBeGreaterThan(8);
  const others = naming.filter((file) => !MAY_NAME_KINDS.some((allowed) => allowed.test(file)));
  expect(others).toEqual([]);
});
