import type { ActivityEvent } from '../../src/core/activity-entry.ts';
import type { Cli } from './cli-harness.ts';
import type { Running } from './process.ts';

/** An event that `keep --json` prints as one line. */
export interface KeepEvent {
  readonly time: string;
  readonly event: ActivityEvent;
  readonly role: string;
  readonly expiration: string | null;
  readonly failure: { readonly kind: string } | null;
}

/** The command `keep --json` in its own process. */
export interface KeepRun {
  readonly running: Running;
  events(): readonly KeepEvent[];
  /** Waits for the `count`-th event of this kind for this role. Fails if the process ends first. */
  event(kind: KeepEvent['event'], role: string, count?: number): Promise<KeepEvent>;
  readonly stop: Running['stop'];
}

export function startKeep(
  cli: Cli,
  names: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): KeepRun {
  const running = cli.start(['keep', '--json', ...names], env);
  const events = (): readonly KeepEvent[] =>
    running.lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as KeepEvent);
  const ended = running.ended();
  const isOver = (): boolean =>
    running.child.exitCode !== null || running.child.signalCode !== null;
  return {
    running,
    events,
    async event(kind, role, count = 1) {
      for (;;) {
        const last = isOver();
        if (last) await ended;
        const found = events().filter((event) => event.event === kind && event.role === role)[
          count - 1
        ];
        if (found !== undefined) return found;
        if (last)
          throw new Error(
            `keep ended without the event ${kind} for ${role}: ${running.lines.join('\n')}\n${running.stderr()}`,
          );
        await new Promise((done) => setTimeout(done, 10));
      }
    },
    stop: (signal) => running.stop(signal),
  };
}
