import type { Log } from '../ports/log.ts';

/**
 * Returns a function that does not wait for a task and logs what the task throws. A task that
 * throws is a bug.
 */
export function inTheBackground(log: Log): (task: Promise<unknown>) => void {
  return (task) => {
    task.catch((error: unknown) => {
      log.write('error', 'a task failed', {
        error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
      });
    });
  };
}
