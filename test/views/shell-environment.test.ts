import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shell } from '../../src/core/roles/access/shell.ts';
import { environmentLines } from '../../src/views/shell-environment.ts';

const unset = ['AWS_PROFILE'];

describe('lines that a shell evaluates', () => {
  it('set and unset in each dialect', () => {
    const change = { set: { AWS_SESSION_TOKEN: 'a/b+c==' }, unset };
    expect(environmentLines(change, 'bash')).toEqual(['unset AWS_PROFILE', 'export AWS_SESSION_TOKEN=a/b+c==']);
    expect(environmentLines(change, 'fish')).toEqual(['set -e AWS_PROFILE', 'set -gx AWS_SESSION_TOKEN a/b+c==']);
    expect(environmentLines(change, 'powershell')).toEqual([
      'Remove-Item Env:AWS_PROFILE -ErrorAction SilentlyContinue',
      "$Env:AWS_SESSION_TOKEN = 'a/b+c=='",
    ]);
    expect(environmentLines(change, 'cmd')).toEqual(['set AWS_PROFILE=', 'set AWS_SESSION_TOKEN=a/b+c==']);
  });

  it('leave no sign for PowerShell or cmd to read', () => {
    const lines = (shell: Shell, value: string) => environmentLines({ set: { A: value }, unset: [] }, shell)[0];
    expect(lines('powershell', "it's $HOME ‘x’")).toBe("$Env:A = 'it''s $HOME ‘‘x’’'");
    expect(lines('cmd', 'a&b|c%d%^')).toBe('set A=a^&b^|c^%d^%^^');
  });

  it.skipIf(missing('bash'))('give bash exactly the value, whatever it holds [needs bash]', () => {
    fc.assert(
      fc.property(anyText, (value) => evaluated('bash', value) === value),
      { numRuns: 40 },
    );
  });

  it.skipIf(missing('fish'))('give fish exactly the value, whatever it holds [needs fish]', () => {
    fc.assert(
      fc.property(anyText, (value) => evaluated('fish', value) === value),
      { numRuns: 15 },
    );
  });
});

// What an environment variable can hold at all.
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
  fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '!', '\n', ' ', '~', '%', '=', '*', 'a') }),
);

function evaluated(shell: 'bash' | 'fish', value: string): string {
  const lines = environmentLines({ set: { ROLEKEEPER_TEST: value }, unset }, shell);
  const script = [...lines, `test -z "$AWS_PROFILE"; and printf %s "$ROLEKEEPER_TEST"`]
    .join('\n')
    .replace('; and', shell === 'bash' ? ' &&' : '; and');
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], LC_ALL: 'C.UTF-8', AWS_PROFILE: 'other' };
  const options = shell === 'fish' ? ['--no-config'] : ['--norc'];
  return execFileSync(shell, [...options, '-c', script], { env, encoding: 'utf8' });
}

function missing(shell: string): boolean {
  try {
    execFileSync(shell, ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    console.warn(`skipped: ${shell} is not installed here`);
    return true;
  }
}
