import { join } from 'node:path';
import { builtinModules } from 'node:module';
import { rolldown, type OutputChunk } from 'rolldown';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const ofSdk = /node_modules\/(@aws-sdk|@smithy|@aws)\//;

/** Bundles main as the application does, and returns its chunks. */
async function chunksOfMain(): Promise<readonly OutputChunk[]> {
  const bundle = await rolldown({
    input: join(root, 'src/main/index.ts'),
    platform: 'node',
    external: ['electron', 'kerberos', /^node:/, ...builtinModules],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output.filter((part) => part.type === 'chunk');
}

describe("main's entry", () => {
  it('loads nothing of the AWS SDK before the first call', async () => {
    const chunks = await chunksOfMain();
    const loaded = new Set<OutputChunk>();
    const load = (chunk: OutputChunk | undefined): void => {
      if (chunk === undefined || loaded.has(chunk)) return;
      loaded.add(chunk);
      for (const name of chunk.imports) load(chunks.find(({ fileName }) => fileName === name));
    };
    load(chunks.find(({ isEntry }) => isEntry));
    const modulesOf = (some: Iterable<OutputChunk>): readonly string[] =>
      [...some].flatMap((chunk) => chunk.moduleIds);
    expect(modulesOf(loaded).filter((id) => ofSdk.test(id))).toEqual([]);
    expect(modulesOf(loaded)).toContain(join(root, 'src/core/app/create-core.ts'));
    expect(modulesOf(chunks).some((id) => ofSdk.test(id))).toBe(true);
  });
});
