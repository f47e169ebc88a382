import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { replaceFile } from '../../../src/node/files/replace-file.ts';

it('replaces a file although another call for it runs at the same time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rk-replace-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'token.json');
  for (let round = 0; round < 20; round += 1) {
    const texts = [`a${round}`, `b${round}`];
    await Promise.all(texts.map((text) => replaceFile(file, text)));
    expect(texts).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(folder)).toEqual(['token.json']);
  }
});
