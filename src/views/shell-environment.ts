import { shellWord } from '../core/roles/access/shell.ts';
import type { Shell } from '../core/roles/access/shell.ts';

export interface EnvironmentChange {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/** Lines that a shell evaluates to take over this environment; what is unset comes first. */
export function environmentLines(change: EnvironmentChange, shell: Shell): readonly string[] {
  const says = dialects[shell];
  return [...change.unset.map(says.unset), ...Object.entries(change.set).map(([name, value]) => says.set(name, value))];
}

interface Dialect {
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
}

const dialects: Readonly<Record<Shell, Dialect>> = {
  bash: {
    set: (name, value) => `export ${name}=${shellWord('bash', value)}`,
    unset: (name) => `unset ${name}`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} ${shellWord('fish', value)}`,
    unset: (name) => `set -e ${name}`,
  },
  powershell: {
    // Always quoted, since a bare word would be run as a command; typographic quotes count as quotes (about_Quoting_Rules).
    set: (name, value) => `$Env:${name} = '${value.replace(/['\u2018\u2019\u201A\u201B]/gu, '$&$&')}'`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  },
  cmd: {
    // `set` reads the rest of the line, so a caret guards each sign that cmd itself reads.
    set: (name, value) => `set ${name}=${value.replace(/[%"^&|<>()!]/g, '^$&')}`,
    unset: (name) => `set ${name}=`,
  },
};
