import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Patterns of code that needs Unix. A test file with such code must use a guard. */
const onlyOnUnix: Readonly<Record<string, RegExp>> = {
  'a shell script or /bin/sh': /#!\/bin\/|'\/bin\/(ba)?sh'/,
  'permission bits': /\.mode & 0o/,
  'a signal that a process can handle': /'SIG(STOP|CONT|TERM|INT|HUP|USR2)'/,
  'a file of /proc': /[`']\/proc\//,
  'a device': /'\/dev\/(zero|full)'/,
};

/** The guards: calls that skip a test, a suite or a part of a test. */
const guards = /skippedExceptOn\(|skippedWithoutTerminal\(|externalSuite\(/;

/** Files that need no guard, and the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'test/tooling/other-systems.test.ts': 'has these words only in its patterns',
  'test/support/process.ts': 'uses the shell only to limit a process, in tests with a guard',
  'test/support/preloaded-aws.ts': 'returns the path unchanged on systems other than Linux',
  'test/support/linked-files.ts': 'is used only by test/cli/crash.test.ts',
  'test/support/command-lines.ts': 'returns nothing on systems other than Linux',
  'test/support/stand-in-browser.ts': 'records no command lines on systems other than Linux',
  'test/support/shell-session.ts': 'is used only by suites with a guard',
  'test/interop/home-shell.ts': 'is used only by suites with a guard',
  'test/cli/canary-home.ts': 'is used only by test/cli/canary.test.ts',
  'test/cli/canary-commands.ts': 'is used only by test/cli/canary.test.ts',
  'test/cli/ask.test.ts':
    'needs only the event of the signal, and Node emits that event on every system',
  'test/cli/hostile-words.test.ts': 'emits the event and sends no signal',
  'test/main/kept-by.test.ts': 'uses the signal only to end a process',
  'test/demo/panel.test.ts': 'uses the signal only to end a process',
  'test/main/hostile-page.test.ts': 'has the path only as text',
  'test/security/hostile-documents.test.ts': 'has the path only as text',
};

const files = ['test', 'scripts', 'demo', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts')),
);
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('in tests, scripts, the demo and the benchmark', () => {
  it('each test file that needs Unix has a guard, or is an exception with a reason', () => {
    const found = files
      .filter((file) => file.startsWith('test/'))
      .filter((file) => exceptions[file] === undefined && !guards.test(textOf(file)))
      .flatMap((file) =>
        Object.entries(onlyOnUnix)
          .filter(([, pattern]) => pattern.test(textOf(file)))
          .map(([what]) => `${file}: ${what}`),
      );
    expect(found).toEqual([]);
  });

  it('no path of a file comes from `pathname`, which has a slash before the drive on Windows', () => {
    // The `pathname` of a request, which is no path of a file.
    const requests = /\b(target|parsed|location)\.pathname|request\(\)\.url\(\)\)\.pathname/;
    const found = files.flatMap((file) =>
      textOf(file)
        .split('\n')
        .filter((line) => line.includes('.pathname') && !requests.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(found.filter((line) => !line.startsWith('test/tooling/other-systems'))).toEqual([]);
  });

  it('no test calls `skipIf` with process.platform, because `skippedExceptOn` names the system', () => {
    const found = files.filter((file) =>
      /skipIf\([^)]*(process\.platform|geteuid)/.test(textOf(file)),
    );
    expect(found).toEqual([]);
  });

  it('each exception has code that needs Unix', () => {
    const needless = Object.keys(exceptions).filter(
      (file) => !Object.values(onlyOnUnix).some((pattern) => pattern.test(textOf(file))),
    );
    expect(needless).toEqual([]);
  });
});
