/**
 * A rotating log file that redacts secrets. `message` is a plain text, and `fields` are values
 * without secrets.
 */
export interface Log {
  write(
    level: 'info' | 'warn' | 'error',
    message: string,
    fields?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}
