import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandPath } from '../../../src/core/aws-config/expand-path.ts';
import { runs } from '../../support/credentials-texts.ts';

const env = {
  HOME: '/home/alice//',
  A: 'one',
  A_B: '$A',
  EMPTY: '',
  USERPROFILE: 'C:\\Users\\alice',
  USERNAME: 'alice',
  'A-B': 'dash',
};
const homes: Readonly<Record<string, string>> = { root: '/root' };
const environment = (platform: 'posix' | 'windows') => ({
  env,
  platform,
  homeOf: (user: string | null) => homes[user ?? ''] ?? null,
});

const program = `
import json, ntpath, os, posixpath, sys
asked = json.load(sys.stdin)
os.environ.clear()
os.environ.update(asked["env"])
both = [(posixpath, "posix"), (ntpath, "windows")]
print(json.dumps([[m.expanduser(m.expandvars(p)) for m, _ in both] for p in asked["paths"]]))
`;
const hasPython = spawnSync('python3', ['--version']).status === 0;

const piece = fc.constantFrom(
  ...[
    '~',
    '~root',
    '~alice',
    '~nobody-here',
    '/',
    '\\',
    '$A',
    '${A}',
    '${A_B}',
    '%A%',
    '%',
    '$',
    '{',
    '}',
    "'",
    'x',
  ],
  ...[
    '$EMPTY',
    '${',
    '%%',
    '$$',
    '$A-B',
    '%A-B%',
    '${A-B}',
    '$Ä',
    '\n',
    '$UNKNOWN',
    '%UNKNOWN%',
    '__proto__',
    '${}',
  ],
);
const anyPath = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe('a path with variables and a tilde', () => {
  it('has its variables and tilde replaced, and keeps unknown variables, unknown users and does not expand a variable in the value of a variable', () => {
    const expand = (path: string): string => expandPath(path, environment('posix'));
    expect(expand('~/x')).toBe('/home/alice/x');
    expect(expand('~root/$A/${A_B}')).toBe('/root/one/$A');
    expect(expand('~nobody/$NONE/${NONE}')).toBe('~nobody/$NONE/${NONE}');
    expect(expand('$__proto__/$constructor')).toBe('$__proto__/$constructor');
    const windows = (path: string): string => expandPath(path, environment('windows'));
    expect(windows('%userprofile%\\x')).toBe('C:\\Users\\alice\\x');
    expect(windows('~bob\\x')).toBe('C:\\Users\\bob\\x');
  });

  it.skipIf(!hasPython)('is expanded as Python expands it [needs python3]', () => {
    const paths = fc.sample(anyPath, { numRuns: runs(2000), seed: 7 });
    const answer = spawnSync('python3', ['-I', '-c', program], {
      input: JSON.stringify({ env, paths }),
      encoding: 'utf8',
    });
    const expected = JSON.parse(answer.stdout) as string[][];
    const ours = paths.map((path) =>
      (['posix', 'windows'] as const).map((platform) => expandPath(path, environment(platform))),
    );
    expect(ours).toEqual(expected);
  });
});
