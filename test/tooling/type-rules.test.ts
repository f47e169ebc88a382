import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { programOf, root } from '../support/source-program.ts';

const whole = programOf(['src', 'demo']);
const planted = programOf([], brokenProgram());

const MAX_COLLABORATORS = 6;

/**
 * The properties that tell the members of a union apart: `kind` for data, `state` for state
 * machines, `ok` for `Result`.
 */
const TAGS = ['kind', 'state', 'ok'];

describe('the objects and functions that a caller passes to a constructor or in an options parameter', () => {
  it(`are at most ${MAX_COLLABORATORS}`, () => {
    expect(crowded(whole)).toEqual([]);
  });

  it('are counted in constructors, parameters and function types, and data is not counted', () => {
    expect(crowded(planted)).toEqual([
      'src/core/planted.ts Crowded: 7 (a, b, c, d, e, _f, _g)',
      'src/core/planted.ts crowded: 7 (a, b, c, d, e, f, g)',
      'src/core/planted.ts : 7 (a, b, c, d, e, f, g)',
    ]);
  });
});

describe('a union of object types', () => {
  it('has a property `kind`, `state` or `ok` in each member', () => {
    expect(untagged(whole)).toEqual([]);
  });

  it('is found if its members have none of these properties in common', () => {
    expect(untagged(planted)).toEqual([
      'src/core/planted.ts:14 Lamp',
      'src/core/planted.ts:15 Way',
    ]);
  });
});

describe('a class', () => {
  it('has a private member or extends an error, so TypeScript accepts only instances of it', () => {
    expect(openClasses(whole)).toEqual([]);
  });

  it('is found if it has no private member', () => {
    expect(openClasses(planted)).toEqual([
      'src/core/planted.ts Crowded',
      'src/core/planted.ts Fit',
    ]);
  });
});

/** Returns a program that breaks the three rules, and has some similar types that break none. */
function brokenProgram(): string {
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

/**
 * Returns the constructors and functions that get more than MAX_COLLABORATORS objects and
 * functions, with the names of these objects and functions.
 */
function crowded(program: ts.Program): readonly string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];

  /** Returns true for a function and for an object that has a function, and false for data. */
  function hasFunctions(given: ts.Type): boolean {
    const type = checker.getNonNullableType(given);
    if (type.isUnion()) return type.types.some(hasFunctions);
    if (type.getCallSignatures().length > 0) return true;
    return type.getProperties().some((member) => isOurs(member) && isCallable(member));
  }
  function isCallable(member: ts.Symbol): boolean {
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(member));
    return type.getCallSignatures().length > 0;
  }

  /**
   * Returns the names of the objects and functions in a parameter: the members if its type is an
   * options type, otherwise the parameter itself.
   */
  function collaboratorsOf(
    parameter: ts.ParameterDeclaration,
    inConstructor: boolean,
  ): readonly string[] {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(parameter));
    const isBundle =
      type.getCallSignatures().length === 0 &&
      type.getProperties().every(({ flags }) => (flags & ts.SymbolFlags.Method) === 0);
    // An options type of another file counts as one object, because the function only passes it on.
    const isOwn = declaredIn(type) === parameter.getSourceFile();
    if (isBundle && (isOwn || inConstructor))
      return type
        .getProperties()
        .filter((member) => hasFunctions(checker.getTypeOfSymbol(member)))
        .map(({ name }) => name);
    return hasFunctions(type) ? [parameter.name.getText()] : [];
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
        node.parameters.flatMap((parameter) => collaboratorsOf(parameter, true)),
      );
    // A parameter without a type gets it from a function type, and `visit` checks that type too.
    else if (ts.isFunctionLike(node))
      for (const parameter of node.parameters)
        if (ts.isParameter(parameter) && parameter.type !== undefined)
          add(node, collaboratorsOf(parameter, false));
    ts.forEachChild(node, visit);
  }

  for (const file of program.getSourceFiles())
    if (/^src\/(core|node|cli|main)\//.test(relative(root, file.fileName))) visit(file);
  return found;
}

/**
 * Returns the classes without a private member. TypeScript accepts any object with the same members
 * in place of an instance.
 */
function openClasses(program: ts.Program): readonly string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];

  /**
   * Returns true if the class has or inherits a private member, or extends a class of another
   * package.
   */
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

/** Some types have no symbol, although the compiler's declarations promise one. */
function declaredIn(type: ts.Type): ts.SourceFile | undefined {
  const symbol = type.symbol as ts.Symbol | undefined;
  return symbol?.declarations?.[0]?.getSourceFile();
}

function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) =>
    declaration.getSourceFile().fileName.startsWith(join(root, 'src')),
  );
}

/** Returns the unions of our object types whose members have none of the TAGS in common. */
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

  /** Returns true for an object type that is declared in src or demo and is not a list. */
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
