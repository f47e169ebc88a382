/** Facts about the application and its files. No secrets. */
export interface AboutFacts {
  readonly version: string;
  /** Name, version and architecture of the system. */
  readonly system: string;
  /** Node, and Electron in the application, with their versions. */
  readonly runtime: string;
  readonly settingsFolder: string;
  readonly credentialsFile: string;
  readonly logFile: string;
  /**
   * Copied details have `~` instead of this folder, because its path can contain the user's name.
   */
  readonly userFolder: string;
}

/** The files that the application can open. The page sends one of these names, never a path. */
export const OPENED_FILES = ['log', 'credentials-file'] as const;
export type OpenedFile = (typeof OPENED_FILES)[number];

export function pathOf(file: OpenedFile, facts: AboutFacts): string {
  return file === 'log' ? facts.logFile : facts.credentialsFile;
}
