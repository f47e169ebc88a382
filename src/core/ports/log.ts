/**
 * A log file that redacts and rotates. Messages are plain texts; facts are values without secrets.
 */
export interface Log {
  write(
    level: 'info' | 'warn' | 'error',
    message: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}
