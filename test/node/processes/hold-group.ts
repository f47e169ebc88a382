import { runInGroup } from '../../../src/node/sources/process-group.ts';

/** Runs a command in a process group of its own, and waits for its end. */
await runInGroup(
  process.argv[2] ?? '',
  { PATH: process.env['PATH'] },
  new AbortController().signal,
);
