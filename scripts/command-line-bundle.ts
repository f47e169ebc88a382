import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { rolldown, type CodeSplittingGroup, type InputOptions, type OutputChunk } from 'rolldown';

const root = resolve(import.meta.dirname, '..');

/**
 * Native code that a package imports only if it is installed (Negotiate for proxies); Rolekeeper
 * does not ship it.
 */
const optional = new Set(['kerberos']);

/** How packages are resolved: from their ES modules, so that what nobody imports is left out. */
export const resolution: Pick<InputOptions, 'platform' | 'resolve'> = {
  platform: 'node',
  resolve: { mainFields: ['module', 'main'] },
};

export const outputOptions = {
  // Starts 7 ms faster than ES modules (measured): Node's ESM loader reads every export of every
  // built-in module. For the same reason, nothing of Node is loaded by `import()`: for `node:http`,
  // which the SDK loads in this way for a request without TLS, this takes 13 ms (measured).
  format: 'cjs',
  dynamicImportInCjs: false,
  // Removes whitespace and shortens local names, which saves 3 ms (measured). Stack traces stay
  // readable, because functions and classes keep their names.
  minify: {
    compress: false,
    mangle: { toplevel: false },
    codegen: { removeWhitespace: true },
  },
} as const;

/** Bundles src/cli and all its imports into `folder`. The entries are its programs. */
export async function bundleCommandLine(folder: string): Promise<readonly OutputChunk[]> {
  const bundle = await rolldown({
    ...resolution,
    cwd: root,
    input: {
      start: 'src/cli/start.ts',
      program: 'src/cli/program.ts',
      'keychain-process': 'src/cli/keychain-process.ts',
    },
    external: (id) => isBuiltin(id) || optional.has(id),
    logLevel: 'warn',
  });
  const { output } = await bundle.write({
    ...outputOptions,
    dir: folder,
    entryFileNames: '[name].cjs',
    // Dynamic imports, above all the AWS SDK, load when a command needs them.
    chunkFileNames: 'parts/[name]-[hash].cjs',
    codeSplitting: { groups: wholeChunks() },
    comments: { legal: true },
  });
  await bundle.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  const left = new Set(
    chunks
      .flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports])
      .filter((id) => !id.endsWith('.cjs') && !isBuiltin(id) && !optional.has(id)),
  );
  if (left.size > 0) throw new Error(`not bundled: ${[...left].join(', ')}`);
  return chunks;
}

/**
 * Chunks that contain files and everything that they import, unless a chunk above has it. Each file
 * takes 0.2 ms to load: `credentials`, which tools call repeatedly, loads 7 of them instead of 17,
 * and `assume` 12 instead of 28. A prompt loads only what it needs, because a shell waits for it.
 */
function wholeChunks(): CodeSplittingGroup[] {
  const inSrc = (file: string): string => join(root, 'src', file);
  return [
    // The first contains what runs before the compile cache is enabled.
    {
      name: 'start',
      test: [
        ...['cli/compile-cache.ts', 'cli/called-often.ts'],
        ...['node/home.ts', 'node/files/open-regular.ts'],
      ],
    },
    { name: 'cached-program', test: ['cli/cached-program.ts'] },
    { name: 'terminal', test: ['cli/terminal-of.ts', 'cli/reporting-bugs.ts'] },
    { name: 'prompt-only', test: ['cli/prompt-only.ts'] },
    { name: 'credentials-only', test: ['cli/credentials-only.ts'] },
    // Without this chunk, `--version` would load the application's core, which shows the version
    // too.
    { name: 'version', test: ['cli/version.ts'] },
    { name: 'commands', test: ['cli/command-line.ts'] },
    {
      name: 'reports',
      test: [
        ...['cli/with-app.ts', 'cli/mfa-codes.ts', 'cli/output/key-changes.ts'],
        ...['cli/output/session-json.ts', 'views/kept-by.ts'],
      ],
    },
    { name: 'app', test: ['node/app.ts'] },
    { name: 'sts', test: ['node/sts/sts-call.ts'] },
  ].map(({ name, test }, index, { length }) => ({
    name,
    test: (id) => test.some((file) => id === inSrc(file)),
    priority: length - index,
  }));
}
