/**
 * A log file that removes secrets and has a limited size. `message` is a plain text, and `facts`
 * are values without secrets.
 */
export interface Log {
  write(
    level: 'info' | 'warn' | 'error',
    message: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}
