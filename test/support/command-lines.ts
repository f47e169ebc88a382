import { readdirSync, readFileSync } from 'node:fs';

/**
 * The command lines of grandchild processes, which every user of the machine can read, collected
 * while it runs.
 */
export interface CommandLines {
  /** The command lines of grandchild processes, each once, joined with spaces. */
  readonly seen: () => readonly string[];
  readonly stop: () => void;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

/** Only Linux shows them in /proc; on other systems the list is empty. */
export function watchCommandLines(): CommandLines {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    const processes = allProcesses();
    const ours = new Set(
      processes.filter(({ parent }) => parent === process.pid).map(({ pid }) => pid),
    );
    for (let before = -1; before !== ours.size;) {
      before = ours.size;
      for (const { pid, parent, commandLine } of processes) {
        if (!ours.has(parent)) continue;
        ours.add(pid);
        seen.add(commandLine);
      }
    }
  }, 50);
  return {
    seen: () => [...seen],
    stop: () => {
      clearInterval(timer);
    },
  };
}

function allProcesses(): readonly Process[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // pid (name) state parent …; the name can contain anything (proc_pid_stat(5)).
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent, commandLine }];
      } catch {
        return [];
      }
    });
}
