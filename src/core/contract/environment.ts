import type { RoleSecrets } from './app.ts';
import { failed, ok, type Result } from '../result.ts';
import { quotedText, type Shell } from '../quoting.ts';

export interface EnvironmentChange {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/** What a shell changes to work as a role: the keys and the region in, what would hide them out. */
export function secretsAsEnvironment(secrets: RoleSecrets): EnvironmentChange {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = secrets.credentials;
  return {
    set: {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_CREDENTIAL_EXPIRATION: wholeSeconds(expiration),
      ...(secrets.region === null
        ? {}
        : { AWS_REGION: secrets.region, AWS_DEFAULT_REGION: secrets.region }),
    },
    unset: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'],
  };
}

/**
 * Lines that a shell evaluates to take over this environment; what is unset comes first. Failure:
 * `field-invalid`, which names the variable whose value the shell cannot be given.
 */
export function environmentLines(
  change: EnvironmentChange,
  shell: Shell,
): Result<readonly string[]> {
  const lines = change.unset.map(unsetLine[shell]);
  for (const [name, value] of Object.entries(change.set)) {
    const line = isForThePipe(shell, value) ? setLine(shell, name, value) : null;
    if (line === null)
      return failed({ kind: 'field-invalid', field: name, rule: { rule: 'shell', shell } });
    lines.push(line);
  }
  return ok(lines);
}

/**
 * Windows' shells decode what they read from a program by a code page, in which a byte of UTF-8 may
 * be a quote. AWS's keys, tokens and regions are ASCII.
 */
function isForThePipe(shell: Shell, value: string): boolean {
  return shell === 'bash' || shell === 'fish' || /^[\x20-\x7e]*$/.test(value);
}

const unsetLine: Readonly<Record<Shell, (name: string) => string>> = {
  bash: (name) => `unset ${name}`,
  fish: (name) => `set -e ${name}`,
  powershell: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  cmd: (name) => `set ${name}=`,
};

function setLine(shell: Shell, name: string, value: string): string | null {
  const quoted = quotedText(shell, value);
  if (quoted === null) return null;
  switch (shell) {
    case 'bash':
      // A word that begins with `=` after the name is expanded by zsh.
      return `export ${name}=${value.includes('=') ? `'${value.replaceAll("'", `'\\''`)}'` : quoted}`;
    case 'fish':
      return `set -gx ${name} ${quoted}`;
    case 'powershell':
      // A bare word would be run as a command.
      return `$Env:${name} = ${quoted === value ? `'${value}'` : quoted}`;
    case 'cmd':
      return `set "${name}=${value}"`;
  }
}

/** ISO 8601 in UTC without fractions, as AWS's own tools write it; rounded down, so that nothing seems to last longer. */
export function wholeSeconds(at: number): string {
  return new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
