import type {
  Activity,
  KeepingProcesses,
  Records,
  RoleLocks,
  SettingsStore,
  SharedFacts,
} from '../../src/core/ports.ts';

/** What one process sees of what stands on disk between processes. */
export interface ProcessPorts {
  readonly records: Records;
  readonly sharedFacts: SharedFacts;
  readonly activity: Activity;
  readonly roleLocks: RoleLocks;
  readonly settings: SettingsStore;
  readonly keeping: KeepingProcesses;
}

/** Two processes on one disk. */
export interface TwoProcesses {
  readonly one: ProcessPorts;
  readonly other: ProcessPorts;
  /** Another process, started by `one`. */
  readonly childOfOne: ProcessPorts;
  readonly pidOfOne: number;
  /** Puts a text where the settings are, as an editor does; null removes it. */
  writeSettings(text: string | null): void;
  /** The text that stands under a name that `setAside` gave. */
  readSetAside(name: string): string;
  /** Lets `ms` pass, or more. */
  pass(ms: number): Promise<void>;
  close(): void;
}

export type MakeTwoProcesses = () => TwoProcesses;
