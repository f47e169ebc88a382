/**
 * A rotating log file that redacts secrets. `message` is a plain text, and `facts` are values
 * without secrets.
 */
export interface Log {
  write(
    level: 'info' | 'warn' | 'error',
    message: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}
