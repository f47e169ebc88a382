import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countReport, programsNeededBy } from '../../scripts/test-report.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the count at the end of npm test', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rolekeeper-count-'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await mkdir(join(folder, 'test'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function runVitest(files: Readonly<Record<string, string>>): Promise<string> {
    for (const [name, text] of Object.entries(files)) {
      await writeFile(
        join(folder, 'test', name),
        `import { describe, expect, it } from 'vitest';\n${text}\n`,
      );
    }
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--reporter=json', '--outputFile.json=report.json'];
    await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(() => undefined);
    return readFile(join(folder, 'report.json'), 'utf8');
  }

  it('has the number of passed tests, and the names of failed and skipped tests', async () => {
    const report = await runVitest({
      'a.test.ts': `it('holds', () => {}); it('breaks', () => expect(1).toBe(2)); it.skip('waits [needs aws]', () => {});`,
      'b.test.ts': `describe.skipIf(true)('far away', () => { it('is not met', () => {}); }); it.todo('is to come');`,
      'c.test.ts': `import './nowhere.ts'; it('is never reached', () => {});`,
      'd.test.ts': `it('also holds', () => {});`,
    });

    const { passed, failed, skipped } = countReport(report, folder);

    expect(passed).toBe(2);
    expect(failed.toSorted()).toEqual([
      'test/a.test.ts: breaks',
      expect.stringMatching(/^test\/c\.test\.ts: .*nowhere/),
    ]);
    expect(skipped.toSorted()).toEqual([
      'test/a.test.ts: waits [needs aws]',
      'test/b.test.ts: far away is not met',
      'test/b.test.ts: is to come',
    ]);
  });

  it('has the programs that a skipped test needs, from `[needs NAME]` in its title', () => {
    expect(
      programsNeededBy('test/a.test.ts: reads [needs aws] [needs moto_server] the file'),
    ).toEqual(['aws', 'moto_server']);
    expect(programsNeededBy('test/a.test.ts: reads the file')).toEqual([]);
  });
});
