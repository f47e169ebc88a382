import { chmod, copyFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import {
  rolldown,
  type CodeSplittingGroup,
  type InputOptions,
  type OutputChunk,
  type OutputOptions,
} from 'rolldown';

const root = resolve(import.meta.dirname, '..');

/**
 * Native code that a package imports only if it is installed (Negotiate for proxies). Rolekeeper
 * does not ship it.
 */
const optional = new Set(['kerberos']);

/** Options of the bundler. Packages come from their ES modules, so that unused code is left out. */
export const inputOptions: Pick<InputOptions, 'platform' | 'resolve'> = {
  platform: 'node',
  resolve: { mainFields: ['module', 'main'] },
};

export const outputOptions = {
  // Starts 7 ms faster than ES modules (measured), because Node's ESM loader reads every export of
  // every built-in module. For the same reason, `import()` becomes `require`: for `node:http`,
  // `import()` takes 13 ms (measured).
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

/** Bundles src/cli and all its imports into `folder`, with the launcher. */
export async function bundleCommandLine(folder: string): Promise<readonly OutputChunk[]> {
  const chunks = [
    ...(await bundled(folder, PROGRAMS, { codeSplitting: { groups: wholeChunks() } })),
    // `status --prompt` is one file, because a shell waits for it and each further file takes 0.2
    // ms to load. Stack traces need no readable names here: if the file fails, the launcher runs
    // the command again with the other files, which report the bug.
    ...(await bundled(
      folder,
      { prompt: 'src/cli/prompt.ts' },
      { codeSplitting: false, minify: true },
    )),
  ];
  // The launcher must run on every old Node, because it checks the version before Node parses the
  // other files.
  const launcher = join(folder, 'rolekeeper.cjs');
  await copyFile(join(root, 'src/cli/launcher.cjs'), launcher);
  await chmod(launcher, 0o755);
  const left = new Set(
    chunks
      .flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports])
      .filter((id) => !id.endsWith('.cjs') && !isBuiltin(id) && !optional.has(id)),
  );
  if (left.size > 0) throw new Error(`not bundled: ${[...left].join(', ')}`);
  return chunks;
}

const PROGRAMS = {
  start: 'src/cli/start.ts',
  program: 'src/cli/rolekeeper.ts',
  'keychain-process': 'src/cli/keychain-process.ts',
};

async function bundled(
  folder: string,
  input: Readonly<Record<string, string>>,
  options: Pick<OutputOptions, 'codeSplitting' | 'minify'>,
): Promise<readonly OutputChunk[]> {
  const bundle = await rolldown({
    ...inputOptions,
    cwd: root,
    input: { ...input },
    external: (id) => isBuiltin(id) || optional.has(id),
    logLevel: 'warn',
  });
  const { output } = await bundle.write({
    ...outputOptions,
    dir: folder,
    entryFileNames: '[name].cjs',
    // Dynamic imports, above all the AWS SDK, load when a command needs them.
    chunkFileNames: 'parts/[name]-[hash].cjs',
    comments: { legal: true },
    ...options,
  });
  await bundle.close();
  return output.filter((file) => file.type === 'chunk');
}

/**
 * Returns chunks. Each contains the files in its `test`, and their imports that no earlier chunk
 * contains, so `credentials` loads 5 chunks instead of 17 and `assume` 11 instead of 28 (0.2 ms
 * each).
 */
function wholeChunks(): CodeSplittingGroup[] {
  const inSrc = (file: string): string => join(root, 'src', file);
  return [
    // The first chunk contains the code that runs before the compile cache is enabled.
    {
      name: 'start',
      test: [
        ...['cli/compile-cache.ts', 'cli/frequent-command.ts'],
        ...['node/home.ts', 'node/files/open-regular.ts'],
      ],
    },
    { name: 'cached-program', test: ['cli/cached-program.ts'] },
    { name: 'terminal', test: ['cli/terminal-of.ts', 'cli/reporting-bugs.ts'] },
    { name: 'credentials-only', test: ['cli/credentials-only.ts'] },
    // Without this chunk, `--version` would load the application's core, which shows the version
    // too.
    { name: 'version', test: ['cli/version.ts'] },
    { name: 'commands', test: ['cli/command-line.ts'] },
    {
      name: 'reports',
      test: [
        ...['cli/with-app.ts', 'cli/mfa-codes.ts', 'cli/output/changed-credentials.ts'],
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
