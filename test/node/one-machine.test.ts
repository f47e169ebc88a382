import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { environmentOf } from '../../src/node/machine.ts';

const root = join(import.meta.dirname, '../..');

it('src/node and src/cli read the system, the user and the environment in one file', () => {
  const files = globSync('src/{node,cli}/**/*.ts', { cwd: root });
  expect(files.length).toBeGreaterThan(90);
  const reading = files.filter((file) =>
    /\bprocess(?:\.|\[')(?:platform|env|geteuid|getuid)\b/.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  );
  expect(reading).toEqual(['src/node/machine.ts']);
});

it('on Windows, a variable is found whatever the case of its name, even in a copy of the environment', () => {
  const env = { ...environmentOf({ Path: 'C:\\bin', aws_profile: 'a' }, 'win32') };
  expect([env['PATH'], env['AWS_PROFILE']]).toEqual(['C:\\bin', 'a']);
  expect(environmentOf({ Path: 'x' }, 'linux')).toEqual({ Path: 'x' });
});
