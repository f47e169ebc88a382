import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const MOST = 6;
const root = resolve(import.meta.dirname, '../..');
const folders = ['core', 'node', 'cli', 'main'].map((name) => join(root, 'src', name));
const planted = join(root, 'src/core/planted.ts');

/** A class and an options type with seven collaborators each, and data that does not count. */
const plant = `
  interface Port { read(): string }
  interface Parts {
    a: Port; b: Port | null; c: () => void; d: Pick<Port, 'read'>; e?: Port; text: string;
    list: readonly string[];
  }
  export class Crowded { constructor(_parts: Parts, _f: Port, _g: () => void) {} }
  interface Options extends Parts { f: Port; g(): void; h: () => void }
  interface Crowd { a: Port; b: Port; c: Port; d: Port; e: Port; f: Port; g: () => void }
  export function crowded(_parts: Crowd, _f: Port, _count: number): void {}
  export function fit(_parts: Parts, _face: Options): void {}
  export class Fit { constructor(_parts: Parts, _f: Port) {} }
`;

describe('collaborators', () => {
  it(`no class and no options type has more than ${MOST}`, () => {
    expect(crowded(programOf({ withPlant: false }))).toEqual([]);
  });

  it('counts the ports and functions of a parameter, and no data', () => {
    expect(crowded(programOf({ withPlant: true }))).toEqual([
      'src/core/planted.ts Crowded: 7 (a, b, c, d, e, _f, _g)',
      'src/core/planted.ts crowded: 7 (a, b, c, d, e, f, g)',
    ]);
  });
});

function programOf({ withPlant }: { readonly withPlant: boolean }): ts.Program {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const options = config?.options ?? {};
  const host = ts.createCompilerHost(options);
  if (!withPlant) return ts.createProgram(folders.flatMap(filesOf), options, host);
  const withPlanted: ts.CompilerHost = {
    ...host,
    getSourceFile: (name, ...rest) =>
      name === planted
        ? ts.createSourceFile(name, plant, ts.ScriptTarget.Latest, true)
        : host.getSourceFile(name, ...rest),
  };
  return ts.createProgram([planted], options, withPlanted);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Classes and functions with too many collaborators, and those collaborators. */
function crowded(program: ts.Program): readonly string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];

  /** True for a function and for an object with one; false for plain data. */
  function behaves(given: ts.Type): boolean {
    const type = checker.getNonNullableType(given);
    if (type.isUnion()) return type.types.some(behaves);
    if (type.getCallSignatures().length > 0) return true;
    return type.getProperties().some((member) => isOurs(member) && isCallable(member));
  }
  function isCallable(member: ts.Symbol): boolean {
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(member));
    return type.getCallSignatures().length > 0;
  }

  /**
   * The collaborators of a parameter: the members of an options type, otherwise the parameter
   * itself.
   */
  function brought(parameter: ts.ParameterDeclaration, inConstructor: boolean): readonly string[] {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(parameter));
    const isBundle =
      type.getCallSignatures().length === 0 &&
      type.getProperties().every(({ flags }) => (flags & ts.SymbolFlags.Method) === 0);
    // What a function passes on counts at the class that receives it.
    const isOwn = declaredIn(type) === parameter.getSourceFile();
    if (isBundle && (isOwn || inConstructor))
      return type
        .getProperties()
        .filter((member) => behaves(checker.getTypeOfSymbol(member)))
        .map(({ name }) => name);
    return behaves(type) ? [parameter.name.getText()] : [];
  }

  function add(node: ts.Node, names: readonly string[]): void {
    if (names.length <= MOST) return;
    const file = relative(root, node.getSourceFile().fileName);
    found.push(`${file} ${nameOf(node)}: ${names.length} (${names.join(', ')})`);
  }

  function visit(node: ts.Node): void {
    if (ts.isConstructorDeclaration(node))
      add(
        node,
        node.parameters.flatMap((parameter) => brought(parameter, true)),
      );
    else if (ts.isFunctionLike(node))
      for (const parameter of node.parameters)
        if (ts.isParameter(parameter)) add(node, brought(parameter, false));
    ts.forEachChild(node, visit);
  }

  for (const file of program.getSourceFiles())
    if (file.fileName.startsWith(join(root, 'src'))) visit(file);
  return found;
}

function nameOf(node: ts.Node): string {
  const named = ts.isConstructorDeclaration(node) ? node.parent : node;
  return 'name' in named ? ((named.name as ts.Node | undefined)?.getText() ?? '') : '';
}

/** Not every type has a symbol, although the compiler's declarations say so. */
function declaredIn(type: ts.Type): ts.SourceFile | undefined {
  const symbol = type.symbol as ts.Symbol | undefined;
  return symbol?.declarations?.[0]?.getSourceFile();
}

function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) =>
    declaration.getSourceFile().fileName.startsWith(join(root, 'src')),
  );
}
