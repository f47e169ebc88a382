import type { Log } from '../ports.ts';

/** Runs what nobody waits for; what it throws, a bug, stands in the log. */
export function inTheBackground(log: Log): (task: Promise<unknown>) => void {
  return (task) => {
    task.catch((error: unknown) => {
      log.write('error', 'a task failed', {
        error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
      });
    });
  };
}
