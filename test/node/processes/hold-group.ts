import { runInGroup } from '../../../src/node/sources/process-group.ts';

/** Waits for a command that never ends. */
await runInGroup(
  process.argv[2] ?? '',
  { PATH: process.env['PATH'] },
  new AbortController().signal,
);
