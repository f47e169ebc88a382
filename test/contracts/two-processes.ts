import type { Activity } from '../../src/core/ports/activity.ts';
import type { KeepingProcesses } from '../../src/core/ports/keeping-processes.ts';
import type { Records } from '../../src/core/ports/records.ts';
import type { RoleLocks } from '../../src/core/ports/role-locks.ts';
import type { SettingsStore } from '../../src/core/ports/settings-store.ts';
import type { SharedFacts } from '../../src/core/ports/shared-facts.ts';

/** The stores and locks of one process. All processes use the same files on disk. */
export interface ProcessPorts {
  readonly records: Records;
  readonly sharedFacts: SharedFacts;
  readonly activity: Activity;
  readonly roleLocks: RoleLocks;
  readonly settings: SettingsStore;
  readonly keeping: KeepingProcesses;
}

/** Two processes and a child process of the first one. They share one disk. */
export interface TwoProcesses {
  readonly one: ProcessPorts;
  readonly other: ProcessPorts;
  /** A process that `one` started. */
  readonly childOfOne: ProcessPorts;
  readonly pidOfOne: number;
  /** Writes the settings file as an editor does; null removes it. */
  writeSettings(text: string | null): void;
  /** The text of a file that `setAside` renamed. */
  readSetAside(name: string): string;
  /** Waits for `ms` or longer. */
  wait(ms: number): Promise<void>;
  close(): void;
}

export type MakeTwoProcesses = () => TwoProcesses;
