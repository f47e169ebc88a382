import { readdirSync, readFileSync } from 'node:fs';

/** Collects the command lines that other users of the machine could read. */
export interface CommandLines {
  /**
   * The command lines of all descendants of this process except its children. Each is a string with
   * spaces between its words, and appears once.
   */
  readonly seen: () => readonly string[];
  readonly stop: () => void;
}

/**
 * Watches the descendants of this process. Finds nothing on systems other than Linux, because it
 * reads /proc.
 */
export function watchCommandLines(): CommandLines {
  const seen = new Set<string>();
  const look = (pid: number): void => {
    for (const child of childrenOf(pid)) {
      const commandLine = read(`/proc/${child}/cmdline`).replaceAll('\0', ' ');
      if (commandLine !== '' && pid !== process.pid) seen.add(commandLine);
      look(child);
    }
  };
  const timer = setInterval(() => look(process.pid), 50);
  return {
    seen: () => [...seen],
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** The children of every thread of a process (proc_tid_children(5)). */
function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      [...read(`/proc/${pid}/task/${thread}/children`).matchAll(/\d+/g)].map(Number),
    );
  } catch {
    return [];
  }
}

/** Returns the file's text; empty if its process has ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
