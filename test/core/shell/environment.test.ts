import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentLines } from '../../../src/core/contract/environment.ts';
import type { Shell } from '../../../src/core/quoting.ts';
import { runs } from '../../support/credentials-texts.ts';
import { hostileText } from './hostile-texts.ts';
import { realShell } from './real-shells.ts';
import { cmdAssignment, powerShellAssignment } from './windows-shells.ts';

const unset = ['AWS_PROFILE'];

function linesFor(shell: Shell, set: Readonly<Record<string, string>>): readonly string[] | null {
  const lines = environmentLines({ set, unset }, shell);
  return lines.ok ? lines.value : null;
}

/** Variables with random hostile values that this shell can hold, and the lines that set them. */
function samples(shell: Shell): {
  readonly values: readonly string[];
  readonly lines: readonly string[];
} {
  const values = fc
    .sample(hostileText, { numRuns: runs(600), seed: 2026 })
    .filter((text) => linesFor(shell, { A: text }) !== null);
  const set = Object.fromEntries(values.map((value, index) => [`RK_${String(index)}`, value]));
  return { values, lines: linesFor(shell, set) ?? [] };
}

describe('commands that set variables in a shell', () => {
  it('set and unset in each shell’s syntax', () => {
    const set = { AWS_SESSION_TOKEN: 'a/b+c==' };
    expect(linesFor('bash', set)).toEqual([
      'unset AWS_PROFILE',
      "export AWS_SESSION_TOKEN='a/b+c=='",
    ]);
    expect(linesFor('fish', set)).toEqual([
      'set -e AWS_PROFILE',
      'set -gx AWS_SESSION_TOKEN a/b+c==',
    ]);
    expect(linesFor('powershell', set)).toEqual([
      'Remove-Item Env:AWS_PROFILE -ErrorAction SilentlyContinue',
      "$Env:AWS_SESSION_TOKEN = 'a/b+c=='",
    ]);
    expect(linesFor('cmd', set)).toEqual(['set AWS_PROFILE=', 'set "AWS_SESSION_TOKEN=a/b+c=="']);
  });

  it.each((['bash', 'dash', 'zsh'] as const).map(realShell).filter(({ skip }) => !skip))(
    'give a real $name exactly the values',
    (shell) => {
      const { values, lines } = samples('bash');
      const shown = values.map((_, index) => `"$RK_${String(index)}"`).join(' ');
      const script = [...lines, `test -z "$AWS_PROFILE" && printf '%s\\n' ${shown}`].join('\n');
      expect(shell.run(script)).toBe(values.map((value) => `${value}\n`).join(''));
    },
  );

  const fish = realShell('fish');
  it.skipIf(fish.skip)(`give a real ${fish.title} exactly the values`, () => {
    const { values, lines } = samples('fish');
    const shown = values.map((_, index) => `"$RK_${String(index)}"`).join(' ');
    const script = [...lines, `test -z "$AWS_PROFILE"; and printf '%s\\n' ${shown}`].join('\n');
    expect(fish.run(script)).toBe(values.map((value) => `${value}\n`).join(''));
  });

  it('give PowerShell and cmd exactly the values, in ASCII for any code page', () => {
    for (const [shell, read] of [
      ['powershell', powerShellAssignment],
      ['cmd', cmdAssignment],
    ] as const) {
      const { values, lines } = samples(shell);
      expect(lines.slice(1).map((line) => read(line).value)).toEqual(values);
      expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  it('are refused if a value cannot be passed, and the failure names the variable and not the value', () => {
    const set = { AWS_ACCESS_KEY_ID: 'fine', AWS_SESSION_TOKEN: 'top%secret' };
    expect(environmentLines({ set, unset }, 'cmd')).toEqual({
      ok: false,
      failure: {
        kind: 'field-invalid',
        field: 'AWS_SESSION_TOKEN',
        rule: { kind: 'shell', shell: 'cmd' },
      },
    });
    for (const shell of ['bash', 'fish', 'powershell', 'cmd'] as const)
      expect(linesFor(shell, { A: 'a\nb' })).toBeNull();
    expect(linesFor('powershell', { A: 'ё' })).toBeNull();
  });
});
