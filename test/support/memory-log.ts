import type { Log } from '../../src/core/ports/log.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export class MemoryLog implements Log {
  readonly lines: LogLine[] = [];

  write(level: LogLine['level'], message: string, facts: LogLine['facts'] = {}): void {
    this.lines.push({ level, message, facts });
  }
}
