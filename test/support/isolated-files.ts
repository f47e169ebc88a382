/**
 * Test files that change their process: its environment, signals, timers or modules. Each runs in
 * its own worker; all other test files share workers.
 */
export const isolatedFiles: readonly string[] = [
  'test/cli/ask.test.ts',
  'test/cli/console.test.ts',
  'test/cli/hostile-words.test.ts',
  'test/demo/demo-home.test.ts',
  'test/interop/endpoint-clients.test.ts',
  'test/main/protocol.test.ts',
  'test/main/settings-store.test.ts',
  'test/node/sign-in.test.ts',
  'test/node/source-credentials.test.ts',
  'test/node/sources-read-no-file.test.ts',
  'test/node/sts/sdk-reads-no-file.test.ts',
  'test/node/system-clock.test.ts',
  'test/node/wsl-disk.test.ts',
  'test/tooling/bench.test.ts',
];
