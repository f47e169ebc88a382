import { execFileSync } from 'node:child_process';
import { programOnPath, skippedWithout } from '../../support/external-programs.ts';

/** A shell on this machine that runs a script. */
export interface RealShell {
  readonly name: string;
  readonly title: string;
  readonly skip: boolean;
  /** Returns the script's output. */
  run(script: string, cwd?: string): string;
}

const switches: Readonly<Record<string, readonly string[]>> = {
  bash: ['--norc', '--noprofile'],
  dash: [],
  // Popular options: zsh expands `x=~` and `x==cmd`, extended patterns, and `!`.
  zsh: ['-f', '-o', 'magicequalsubst', '-o', 'extendedglob', '-o', 'banghist'],
  fish: ['--no-config'],
};

export function realShell(name: 'bash' | 'dash' | 'zsh' | 'fish'): RealShell {
  const program = programOnPath(name);
  const skip = skippedWithout(name, program);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nowhere',
    LC_ALL: 'C.UTF-8',
    AWS_PROFILE: 'other',
  };
  return {
    name,
    title: skip ? `${name} [needs ${name}]` : name,
    skip,
    run: (script, cwd) =>
      execFileSync(program ?? name, [...(switches[name] ?? []), '-c', script], {
        env,
        encoding: 'utf8',
        maxBuffer: 64_000_000,
        ...(cwd === undefined ? {} : { cwd }),
      }),
  };
}
