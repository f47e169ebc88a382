import type { Log } from '../ports/log.ts';

/** Returns a function that runs tasks without waiting for them. It logs what they throw, which is a bug. */
export function inTheBackground(log: Log): (task: Promise<unknown>) => void {
  return (task) => {
    task.catch((error: unknown) => {
      log.write('error', 'a task failed', {
        error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
      });
    });
  };
}
