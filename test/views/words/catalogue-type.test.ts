import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';

const views = resolve(import.meta.dirname, '../../../src/views');
const tray = resolve(views, 'words/de-tray.ts');
const german = readFileSync(tray, 'utf8');

/** Returns the compiler's errors for the German texts of the tray after an edit. */
let errorsAfter: (edit: (text: string) => string) => readonly string[];

beforeAll(() => {
  const { config } = ts.readConfigFile(resolve(views, 'tsconfig.json'), (file) =>
    readFileSync(file, 'utf8'),
  ) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, views);
  let previous: ts.Program | undefined;
  errorsAfter = (edit) => {
    const text = edit(german);
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (file, version) => {
      if (resolve(file) === tray) return ts.createSourceFile(file, text, version);
      return previous?.getSourceFile(file) ?? read(file, version);
    };
    previous = ts.createProgram([tray], options, host, previous);
    return previous
      .getSemanticDiagnostics(previous.getSourceFile(tray))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  };
});

describe('the type of the English texts', () => {
  it('accepts the German texts', () => {
    expect(errorsAfter((text) => text)).toEqual([]);
  });

  it('refuses a catalogue without one of the texts', () => {
    expect(errorsAfter((text) => text.replace(/^ {2}quit: .*$/m, ''))).toEqual([
      expect.stringContaining("Property 'quit' is missing"),
    ]);
  });

  it('refuses a text that English does not have', () => {
    expect(errorsAfter((text) => text.replace('summary: {', "summary: { extra: 'mehr',"))).toEqual([
      expect.stringContaining("'extra' does not exist"),
    ]);
  });

  it('refuses a text with a parameter of another type', () => {
    const edit = (text: string): string =>
      text.replace('groups: (count) =>', 'groups: (count: string) =>');
    expect(edit(german)).not.toBe(german);
    expect(errorsAfter(edit)).toEqual([expect.stringContaining('not assignable')]);
  });
});
