import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/**
 * What only Unix has. A file that uses one of these names the systems that it needs with
 * `skippedExceptOn`.
 */
const onlyOnUnix: Readonly<Record<string, RegExp>> = {
  'a shell script or /bin/sh': /#!\/bin\/|'\/bin\/(ba)?sh'/,
  'permission bits': /\.mode & 0o/,
  'a signal that a process can handle': /'SIG(STOP|CONT|TERM|INT|HUP|USR2)'/,
  'a file of /proc': /[`']\/proc\//,
  'a device': /'\/dev\/(zero|full)'/,
};

/** Calls that can skip a test, a suite or a part of a test. */
const guards = /skippedExceptOn\(|skippedWithoutTerminal\(|externalSuite\(/;

/** Files that need no guard, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'test/tooling/other-systems.test.ts': 'names them to find them',
  'test/support/process.ts': 'uses the shell only for limits, whose tests have a guard',
  'test/support/preloaded-aws.ts': 'returns the path unchanged on systems other than Linux',
  'test/support/whole-files.ts': 'is used by test/cli/crash.test.ts only',
  'test/support/command-lines.ts': 'returns nothing on other systems than Linux',
  'test/support/stand-in-browser.ts': 'records no command lines on other systems than Linux',
  'test/support/shell-session.ts': 'is used by suites with a guard only',
  'test/interop/home-shell.ts': 'is used by suites with a guard only',
  'test/cli/canary-home.ts': 'is used by test/cli/canary.test.ts only',
  'test/cli/canary-commands.ts': 'is used by test/cli/canary.test.ts only',
  'test/cli/ask.test.ts': 'Node emits the event itself on every system',
  'test/cli/hostile-words.test.ts': 'emits the event and sends no signal',
  'test/main/kept-by.test.ts': 'only ends a process',
  'test/demo/panel.test.ts': 'only ends a process',
  'test/main/hostile-page.test.ts': 'opens no device',
  'test/security/hostile-documents.test.ts': 'opens no device',
};

const files = ['test', 'scripts', 'demo', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts')),
);
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('on Windows and macOS', () => {
  it('no test needs Unix without saying so', () => {
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

  it('no file is found by the path of a URL, which begins with a slash before the drive', () => {
    // Here the path belongs to the URL of a request, not of a file.
    const requests = /\b(target|parsed|location)\.pathname|request\(\)\.url\(\)\)\.pathname/;
    const found = files.flatMap((file) =>
      textOf(file)
        .split('\n')
        .filter((line) => line.includes('.pathname') && !requests.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(found.filter((line) => !line.startsWith('test/tooling/other-systems'))).toEqual([]);
  });

  it('a test is skipped through one helper, which names the system', () => {
    const found = files.filter((file) =>
      /skipIf\([^)]*(process\.platform|geteuid)/.test(textOf(file)),
    );
    expect(found).toEqual([]);
  });

  it('each exception is a file that would be found', () => {
    const needless = Object.keys(exceptions).filter(
      (file) => !Object.values(onlyOnUnix).some((pattern) => pattern.test(textOf(file))),
    );
    expect(needless).toEqual([]);
  });
});
