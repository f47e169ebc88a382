import type { RoleSecrets } from './app.ts';
import { dotenvValue } from '../dotenv-value.ts';
import { printableJson } from '../printable.ts';
import { failed, ok, type Result } from '../result.ts';
import { quotedText, type Shell } from '../quoting.ts';

/**
 * The format of environment variables, for a shell, a `.env` file, or a program that reads JSON.
 */
export type EnvironmentFormat = Shell | 'dotenv' | 'json';

export interface EnvironmentChange {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/**
 * Returns the variables for a program that uses the role: those to set, with the keys and the
 * region, and those to unset, because they would hide the keys.
 */
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
 * Returns lines that make this change; only lines of a shell also unset variables. Fails with
 * `field-invalid` if the format cannot represent the value of a variable.
 */
export function environmentLines(
  change: EnvironmentChange,
  format: EnvironmentFormat,
): Result<readonly string[]> {
  if (format === 'json') return ok(printableJson(change.set, 2).split('\n'));
  const lines = format === 'dotenv' ? [] : change.unset.map(unsetLine[format]);
  for (const [name, value] of Object.entries(change.set)) {
    const line = format === 'dotenv' ? dotenvLine(name, value) : shellLine(format, name, value);
    if (line === null)
      return failed({ kind: 'field-invalid', field: name, rule: { kind: 'shell', shell: format } });
    lines.push(line);
  }
  return ok(lines);
}

function dotenvLine(name: string, value: string): string | null {
  const quoted = dotenvValue(value);
  return quoted === null ? null : `${name}=${quoted}`;
}

function shellLine(shell: Shell, name: string, value: string): string | null {
  return isPipeSafe(shell, value) ? setLine(shell, name, value) : null;
}

/**
 * Returns false for a value with characters outside of printable ASCII in PowerShell or cmd. Such a
 * shell decodes a program's output with a code page, in which a byte of UTF-8 can be a quote.
 */
function isPipeSafe(shell: Shell, value: string): boolean {
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
      // zsh expands a value that begins with `=`, so each value that contains `=` is quoted.
      return `export ${name}=${value.includes('=') ? `'${value.replaceAll("'", `'\\''`)}'` : quoted}`;
    case 'fish':
      return `set -gx ${name} ${quoted}`;
    case 'powershell':
      // PowerShell would run an unquoted word as a command.
      return `$Env:${name} = ${quoted === value ? `'${value}'` : quoted}`;
    case 'cmd':
      return `set "${name}=${value}"`;
  }
}

/**
 * Returns a time as ISO 8601 in UTC without fractions, as AWS's tools write it. The time is rounded
 * down, so that credentials do not seem to last longer.
 */
export function wholeSeconds(at: number): string {
  return new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
