import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { programOf, root } from '../support/source-program.ts';

const whole = programOf(['src', 'demo']);
const planted = programOf([], plant());

const MAX_COLLABORATORS = 6;

/** `kind` for data, `state` for state machines, `ok` for `Result`. */
const TAGS = ['kind', 'state', 'ok'];

describe('collaborators', () => {
  it(`of each class and options type are at most ${MAX_COLLABORATORS}`, () => {
    expect(crowded(whole)).toEqual([]);
  });

  it('are the ports and functions of a parameter, and no data', () => {
    expect(crowded(planted)).toEqual([
      'src/core/planted.ts Crowded: 7 (a, b, c, d, e, _f, _g)',
      'src/core/planted.ts crowded: 7 (a, b, c, d, e, f, g)',
      'src/core/planted.ts : 7 (a, b, c, d, e, f, g)',
    ]);
  });
});

describe('unions', () => {
  it('have a kind, and state machines a state', () => {
    expect(untagged(whole)).toEqual([]);
  });

  it('without a common tag, or with another one, are found', () => {
    expect(untagged(planted)).toEqual([
      'src/core/planted.ts:14 Lamp',
      'src/core/planted.ts:15 Way',
    ]);
  });
});

describe('classes', () => {
  it('have a private member or are errors, so only their constructor makes an instance', () => {
    expect(open(whole)).toEqual([]);
  });

  it('that accept an object literal in place of an instance are found', () => {
    expect(open(planted)).toEqual(['src/core/planted.ts Crowded', 'src/core/planted.ts Fit']);
  });
});

/**
 * A class and an options type with seven collaborators each, unions without a common tag, and data
 * that does not count.
 */
function plant(): string {
  return `
  interface Port { read(): string }
  interface Parts {
    a: Port; b: Port | null; c: () => void; d: Pick<Port, 'read'>; e?: Port; text: string;
    list: readonly string[];
  }
  export class Crowded { constructor(_parts: Parts, _f: Port, _g: () => void) {} }
  interface Options extends Parts { f: Port; g(): void; h: () => void }
  interface Crowd { a: Port; b: Port; c: Port; d: Port; e: Port; f: Port; g: () => void }
  export function crowded(_parts: Crowd, _f: Port, _count: number): void {}
  export const untyped: (parts: Crowd) => void = (parts) => void parts;
  export function fit(_parts: Parts, _face: Options): void {}
  export class Fit { constructor(_parts: Parts, _f: Port) {} }
  export type Lamp = { readonly colour: 'red' } | { readonly colour: 'green' };
  export type Way = { readonly car: string } | { readonly foot: number };
  interface Bus { readonly kind: 'bus' }
  interface Tram { readonly kind: 'tram' }
  export type Ride = Bus | Tram | null;
  export type Text = string | readonly string[] | { readonly text: string };
`;
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
    // A bundle that a function only passes on counts for the class that receives it.
    const isOwn = declaredIn(type) === parameter.getSourceFile();
    if (isBundle && (isOwn || inConstructor))
      return type
        .getProperties()
        .filter((member) => behaves(checker.getTypeOfSymbol(member)))
        .map(({ name }) => name);
    return behaves(type) ? [parameter.name.getText()] : [];
  }

  function add(node: ts.Node, names: readonly string[]): void {
    if (names.length <= MAX_COLLABORATORS) return;
    const file = relative(root, node.getSourceFile().fileName);
    found.push(`${file} ${nameOf(node)}: ${names.length} (${names.join(', ')})`);
  }

  function visit(node: ts.Node): void {
    if (ts.isConstructorDeclaration(node))
      add(
        node,
        node.parameters.flatMap((parameter) => brought(parameter, true)),
      );
    // A parameter without a type takes it from a function type, which is visited too.
    else if (ts.isFunctionLike(node))
      for (const parameter of node.parameters)
        if (ts.isParameter(parameter) && parameter.type !== undefined)
          add(node, brought(parameter, false));
    ts.forEachChild(node, visit);
  }

  for (const file of program.getSourceFiles())
    if (/^src\/(core|node|cli|main)\//.test(relative(root, file.fileName))) visit(file);
  return found;
}

/**
 * Classes without a private member, for which TypeScript accepts any object with the same members.
 */
function open(program: ts.Program): readonly string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];

  /** True if it has or inherits a private member, or extends a class that is not ours. */
  const isClosed = (type: ts.Type): boolean => {
    const declared = type.symbol.declarations?.find(ts.isClassLike);
    if (declared === undefined || !isInTree(declared)) return true;
    return declared.members.some(isPrivate) || (type.getBaseTypes() ?? []).some(isClosed);
  };

  function visit(node: ts.Node): void {
    ts.forEachChild(node, visit);
    if (!ts.isClassLike(node) || isClosed(checker.getTypeAtLocation(node))) return;
    found.push(`${relative(root, node.getSourceFile().fileName)} ${node.name?.text ?? ''}`);
  }

  for (const file of program.getSourceFiles()) if (isInTree(file)) visit(file);
  return found;
}

function isPrivate(member: ts.ClassElement): boolean {
  const isPrivateName = member.name !== undefined && ts.isPrivateIdentifier(member.name);
  return isPrivateName || (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0;
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

/** Unions of object types of ours whose members have no common tag of TAGS. */
function untagged(program: ts.Program): readonly string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];

  const isLiteral = (type: ts.Type): boolean =>
    type.isUnion()
      ? type.types.every(isLiteral)
      : (type.flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.BooleanLiteral)) !== 0;

  const isTagged = (members: readonly ts.Type[]): boolean =>
    TAGS.some((tag) =>
      members.every((member) => {
        const property = member.getProperty(tag);
        return property !== undefined && isLiteral(checker.getTypeOfSymbol(property));
      }),
    );

  /** True for an object type that is declared here and is no list. */
  const isOurs = (type: ts.Type): boolean =>
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    !checker.isArrayType(type) &&
    type.getCallSignatures().length === 0 &&
    (type.symbol as ts.Symbol | undefined)?.declarations?.every(isInTree) === true;

  function visit(node: ts.Node): void {
    ts.forEachChild(node, visit);
    if (!ts.isUnionTypeNode(node)) return;
    const type = checker.getTypeFromTypeNode(node);
    const members = type.isUnion() ? type.types.filter(isOurs) : [];
    if (members.length < 2 || isTagged(members)) return;
    const file = node.getSourceFile();
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const name = ts.isTypeAliasDeclaration(node.parent) ? node.parent.name.text : node.getText();
    found.push(`${relative(root, file.fileName)}:${line} ${name}`);
  }

  for (const file of program.getSourceFiles()) if (isInTree(file)) visit(file);
  return found;
}

function isInTree(node: ts.Node): boolean {
  const path = relative(root, node.getSourceFile().fileName);
  return /^(src|demo)\//.test(path);
}
