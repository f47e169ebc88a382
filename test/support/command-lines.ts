import { readdirSync, readFileSync } from 'node:fs';

/** The command lines that anyone on this machine may read of the children of our children, seen while it runs. */
export interface CommandLines {
  /** Of what our own processes started, each once; words joined by a space. */
  readonly seen: () => readonly string[];
  readonly stop: () => void;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

/** Linux alone shows them in /proc; elsewhere nothing is seen. */
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
        // pid (name) state parent …; the name may hold anything (proc_pid_stat(5)).
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent, commandLine }];
      } catch {
        return [];
      }
    });
}
