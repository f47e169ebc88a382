import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/**
 * Every member of Electron that src/main and src/preload use and electron.d.ts marks as
 * platform-specific, deprecated or experimental. Each value names the module that checks the
 * system and the systems that it allows, or says why no check is needed.
 */
const reviewed: Readonly<Record<string, string>> = {
  'App.setAppUserModelId': 'does nothing except on win32',
  'App.isInApplicationsFolder': 'applications-folder: darwin alone',
  'App.moveToApplicationsFolder': 'applications-folder: darwin alone',
  'App.setToastActivatorCLSID': 'lifecycle: win32 alone',
  'App.setActivationPolicy': 'index: darwin alone',
  'App.getLoginItemSettings': 'login: darwin alone',
  'App.setLoginItemSettings': 'login: not on linux',
  'NotificationConstructorOptions.id':
    'ignored on linux: notifications closes the old object itself',
  'NotificationConstructorOptions.urgency': 'notifications: not on darwin',
  'NotificationConstructorOptions.timeoutType': 'notifications: not on darwin',
  'BaseWindowConstructorOptions.skipTaskbar': 'window: the popover of darwin and win32 alone',
  'BaseWindowConstructorOptions.minimizable':
    'ignored on linux: window shows a minimised panel again',
  'Notification.handleActivation': 'notifications: win32 alone',
  'Notification.failed': 'an event that does not come on linux',
  'Tray.getBounds': 'tray: not on linux',
  'Tray.setTitle': 'tray: darwin alone',
  'NativeTheme.shouldUseDarkColorsForSystemIntegratedUI': 'tray: win32 alone',
  'LoginItemSettings.wasOpenedAtLogin': 'login: darwin alone',
  'LoginItemSettings.status': 'login: darwin alone',
  'LoginItemSettings.executableWillLaunchAtLogin': 'login: win32 alone',
  'PowerMonitor.lock-screen': 'an event that does not come on linux',
  'PowerMonitor.unlock-screen': 'an event that does not come on linux',
  'PowerMonitor.shutdown': 'an event that does not come on win32',
  'BrowserWindow.query-session-end': 'an event of win32 alone',
  'BrowserWindow.session-end': 'an event of win32 alone',
  'App.activate': 'an event of darwin alone',
};

const listening = new Set(['on', 'once', 'off', 'removeListener']);

const root = join(import.meta.dirname, '../..');

/**
 * Returns the type that the surrounding code expects of an object literal. If the literal is spread
 * into another literal, even conditionally, returns the type that is expected of that other
 * literal.
 */
function contextOf(
  literal: ts.ObjectLiteralExpression,
  checker: ts.TypeChecker,
): ts.Type | undefined {
  let at: ts.Node = literal.parent;
  while (ts.isParenthesizedExpression(at) || ts.isConditionalExpression(at)) at = at.parent;
  return ts.isSpreadAssignment(at)
    ? contextOf(at.parent, checker)
    : checker.getContextualType(literal)?.getNonNullableType();
}

interface Marked {
  readonly member: string;
  readonly marks: string;
  readonly at: string;
}

/**
 * Checks every property access, object literal and `.on('event')` that resolves to electron.d.ts,
 * and returns the members that electron.d.ts marks.
 */
function markedMembers(): { readonly found: readonly Marked[]; readonly checked: number } {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    readFileSync(path, 'utf8'),
  );
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const files = ts.sys.readDirectory(
    join(root, 'src'),
    ['.ts'],
    [],
    ['main/**/*.ts', 'preload/**/*.ts'],
  );
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const found: Marked[] = [];
  let checked = 0;

  const collect = (
    declarations: readonly ts.Declaration[] | undefined,
    name: string,
    node: ts.Node,
  ): void => {
    const electrons = (declarations ?? []).filter((each) =>
      each.getSourceFile().fileName.endsWith('electron/electron.d.ts'),
    );
    if (electrons.length === 0) return;
    checked += 1;
    const tags = electrons.flatMap((each) => ts.getJSDocTags(each));
    const marks = tags.filter(({ tagName }) =>
      ['platform', 'deprecated', 'experimental'].includes(tagName.text),
    );
    const [parent] = electrons
      .map((each) => each.parent)
      .filter((each) => ts.isInterfaceDeclaration(each) || ts.isClassDeclaration(each));
    if (marks.length === 0) return;
    const source = node.getSourceFile();
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({
      member: `${parent?.name?.text ?? '?'}.${name}`,
      marks: marks
        .map((tag) => `${tag.tagName.text} ${ts.getTextOfJSDocComment(tag.comment) ?? ''}`.trim())
        .join(', '),
      at: `${relative(root, source.fileName)}:${String(line)}`,
    });
  };

  const visit = (node: ts.Node): void => {
    // `on` and similar methods have one overload for each event. The last `if` below checks them.
    if (ts.isPropertyAccessExpression(node) && !listening.has(node.name.text))
      collect(checker.getSymbolAtLocation(node.name)?.declarations, node.name.text, node);
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      const type = contextOf(node.parent, checker);
      collect(type?.getProperty(node.name.getText())?.declarations, node.name.getText(), node);
    }
    if (ts.isBindingElement(node)) {
      const type = checker.getTypeAtLocation(node.parent).getNonNullableType();
      const name = (node.propertyName ?? node.name).getText();
      collect(type.getProperty(name)?.declarations, name, node);
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      listening.has(node.expression.name.text)
    ) {
      const [event] = node.arguments;
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (
        event !== undefined &&
        ts.isStringLiteral(event) &&
        declaration !== undefined &&
        !ts.isJSDocSignature(declaration)
      ) {
        collect([declaration], event.text, node);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source !== undefined) visit(source);
  }
  return { found, checked };
}

describe('the Electron API that main uses', () => {
  const { found, checked } = markedMembers();

  it('is found by the compiler in more than 80 places', () => {
    expect(checked).toBeGreaterThan(80);
  });

  it('is reviewed if it is deprecated, experimental or not for every system', () => {
    expect(found.filter(({ member }) => !(member in reviewed))).toEqual([]);
  });

  it('includes every member that the list of reviewed members names', () => {
    const used = new Set(found.map(({ member }) => member));
    expect(Object.keys(reviewed).filter((member) => !used.has(member))).toEqual([]);
  });

  it('has no deprecated member', () => {
    expect(found.filter(({ marks }) => marks.includes('deprecated'))).toEqual([]);
  });
});

it('src/main reads the system, environment and program of its process in one file', () => {
  const files = globSync('src/main/**/*.ts', { cwd: root });
  expect(files.length).toBeGreaterThan(20);
  const ways = [
    /\bprocess(?:\.|\[')(?:platform|env|execPath|argv)\b/,
    /'node:process'/,
    /\b(?:platform|release|type|version)\b[^;]*from 'node:os'/,
  ];
  const reading = files.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return ways.some((way) => way.test(text));
  });
  expect(reading).toEqual(['src/main/platform.ts']);
});
