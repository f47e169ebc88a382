import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** The npm scripts that run a program of this repository, with the path of the program. */
const programs = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /^node ((?:scripts|demo|bench)\/\S+\.ts)$/.exec(command)?.[1];
  return file === undefined ? [] : [{ name, file }];
});

function run(
  file: string,
  word: string,
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [file, word], { cwd: root }, (error, stdout, stderr) => {
      done({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

describe('the npm scripts', () => {
  it('that run a program of this repository are found by this test', () => {
    expect(programs.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'start',
        'build',
        'pack',
        'demo',
        'panel',
        'pictures',
        'test',
        'bench',
      ]),
    );
  });

  it.each(programs)(
    'print help for `npm run $name -- --help`, and do nothing else',
    async ({ name, file }) => {
      const { code, stdout, stderr } = await run(file, '--help');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^Usage: npm (?:run )?${name}\\b`));
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    },
  );

  it('print one line and the help for an unknown option, for example `npm run pack`', async () => {
    const { code, stderr } = await run('scripts/pack.ts', '--nonsense');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^[^\n]*--nonsense[^\n]*\n\nUsage: npm run pack/);
  });
});
