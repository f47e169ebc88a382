import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROLE_KINDS } from '../../src/core/roles/role-kinds.ts';

const root = join(import.meta.dirname, '../..');

/**
 * The files that may name a kind of role: they have a table of all kinds, or the code of one kind.
 */
const MAY_NAME_KINDS = [
  /^src\/core\/roles\/kinds\//,
  /^src\/core\/roles\/role(?:-kinds)?\.ts$/,
  /^src\/core\/roles\/pasted\/other-kinds\.ts$/,
  /^src\/core\/roles\/sources\/profile-role\.ts$/,
  /^src\/core\/assuming\/issuing\//,
  /^src\/core\/app\/discovery\//,
  /^src\/cli\/command-table\/role-(?:add-forms|commands)\.ts$/,
  /^src\/views\/role-summary\.ts$/,
  /^src\/views\/words\/(?:en|de)-kinds\.ts$/,
];

function namesKind(text: string): boolean {
  return ROLE_KINDS.some((kind) => text.includes(`'${kind}'`) || text.includes(`"${kind}"`));
}

/** Returns the paths of files that name a kind of role and may not. */
function offenders(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files]
    .filter(([file, text]) => namesKind(text) && !MAY_NAME_KINDS.some((may) => may.test(file)))
    .map(([file]) => file);
}

function sources(): ReadonlyMap<string, string> {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root });
  return new Map(
    files.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')]),
  );
}

it('a kind of role is named only in the files that may name one', () => {
  const files = sources();
  expect([...files.values()].filter(namesKind).length).toBeGreaterThan(8);
  expect(offenders(files)).toEqual([]);
});

it.each(ROLE_KINDS.flatMap((kind) => [`'${kind}'`, `"${kind}"`]))(
  'a comparison with %s is reported in a file that may not name a kind of role, and in no other file',
  (literal) => {
    const text = `if (role.kind === ${literal}) refresh();`;
    const planted = [
      'src/core/planted.ts',
      'src/core/roles/planted.ts',
      'src/core/keeping/planted.ts',
      'src/node/sources/planted.ts',
      'src/cli/planted.ts',
      'src/views/planted.ts',
      'src/renderer/planted.tsx',
      'src/main/planted.ts',
    ];
    const allowed = ['src/core/roles/kinds/planted.ts', 'src/core/assuming/issuing/planted.ts'];
    const files = new Map([...planted, ...allowed].map((file) => [file, text]));
    expect(offenders(new Map([...sources(), ...files]))).toEqual(planted);
  },
);
