import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

export const root = resolve(import.meta.dirname, '../..');
const planted = join(root, 'src/core/planted.ts');
/**
 * Parsed files by path. Each file is parsed only once, because it does not change during a test
 * run.
 */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Returns the TypeScript program of these folders, for rules that need types. `plant` is the text
 * of an additional file in memory, `src/core/planted.ts`.
 */
export function programOf(folders: readonly string[], plant: string | null = null): ts.Program {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    { noEmit: true, jsx: ts.JsxEmit.ReactJSX, jsxImportSource: 'preact' },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const options = config?.options ?? {};
  const host = ts.createCompilerHost(options);
  const files = folders.flatMap((folder) => filesOf(join(root, folder)));
  const getSourceFile: typeof host.getSourceFile = (name, version, ...rest) => {
    if (name === planted) return ts.createSourceFile(name, plant ?? '', version, true);
    const file = parsed.get(name) ?? host.getSourceFile(name, version, ...rest);
    parsed.set(name, file);
    return file;
  };
  const roots = plant === null ? files : [...files, planted];
  return ts.createProgram(roots, options, { ...host, getSourceFile });
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
