import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const renderer = resolve(import.meta.dirname, '../../src/renderer');

it('only the root component of the panel calls the application, so the panel can show the progress of each call', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(renderer, file), 'utf8') }));
  const callers = files.filter(({ text }) =>
    /\bbridge\.(?:call|perform)\(|window\.rolekeeper/.test(text),
  );
  expect(callers.map(({ file }) => file.replaceAll('\\', '/')).sort()).toEqual([
    'main.tsx',
    'panel/panel.tsx',
    'panel/use-working.ts',
  ]);
  // The root component gives its bridge only to `useWorking`, which shows the progress.
  const root = files.find(({ file }) => file.endsWith('panel.tsx') && file.startsWith('panel'));
  expect(root?.text.match(/props\.bridge/g)).toEqual(['props.bridge']);
  expect(root?.text).toContain('useWorking(props.bridge)');
});
