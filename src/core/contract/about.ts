/** Facts about the application and its files, without secrets. */
export interface AboutFacts {
  readonly version: string;
  /** The name, version and architecture of the operating system. */
  readonly system: string;
  /** The version of Node, and in the application also of Electron. */
  readonly runtime: string;
  readonly settingsFolder: string;
  readonly credentialsFile: string;
  readonly logFile: string;
  /**
   * The user's home folder. Texts that are copied for a report have `~` instead of this path, which
   * can contain the user's name.
   */
  readonly userFolder: string;
}

/** The names of files that the application can open. The page sends such a name, never a path. */
export const OPENABLE_FILES = ['log', 'credentials-file'] as const;
export type OpenableFile = (typeof OPENABLE_FILES)[number];

export function pathOf(file: OpenableFile, facts: AboutFacts): string {
  return file === 'log' ? facts.logFile : facts.credentialsFile;
}
