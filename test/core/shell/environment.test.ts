import dotenv from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EnvironmentFormat,
  environmentLines,
} from '../../../src/core/contract/environment.ts';
import { runs } from '../../support/credentials-texts.ts';
import { anyHostileText } from './hostile-texts.ts';
import { pythonDotenv } from './python-dotenv.ts';
import { realShell } from './real-shells.ts';
import { cmdAssignment, powerShellAssignment } from './windows-shells.ts';

const unset = ['AWS_PROFILE'];

function linesFor(
  format: EnvironmentFormat,
  set: Readonly<Record<string, string>>,
): readonly string[] | null {
  const lines = environmentLines({ set, unset }, format);
  return lines.ok ? lines.value : null;
}

/** Returns random hostile values that this format accepts, and the lines that set them. */
function samples(format: EnvironmentFormat): {
  readonly set: Readonly<Record<string, string>>;
  readonly values: readonly string[];
  readonly lines: readonly string[];
} {
  const values = fc
    .sample(anyHostileText, { numRuns: runs(600), seed: 2026 })
    .filter((text) => linesFor(format, { A: text }) !== null);
  const set = Object.fromEntries(values.map((value, index) => [`RK_${String(index)}`, value]));
  return { set, values, lines: linesFor(format, set) ?? [] };
}

describe('lines that set environment variables', () => {
  it('have the syntax of the shell that they are written for', () => {
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
    'set exactly the given values in a real $name',
    (shell) => {
      const { values, lines } = samples('bash');
      const shown = values.map((_, index) => `"$RK_${String(index)}"`).join(' ');
      const script = [...lines, `test -z "$AWS_PROFILE" && printf '%s\\n' ${shown}`].join('\n');
      expect(shell.run(script)).toBe(values.map((value) => `${value}\n`).join(''));
    },
  );

  const fish = realShell('fish');
  it.skipIf(fish.skip)(`set exactly the given values in a real ${fish.title}`, () => {
    const { values, lines } = samples('fish');
    const shown = values.map((_, index) => `"$RK_${String(index)}"`).join(' ');
    const script = [...lines, `test -z "$AWS_PROFILE"; and printf '%s\\n' ${shown}`].join('\n');
    expect(fish.run(script)).toBe(values.map((value) => `${value}\n`).join(''));
  });

  it('set exactly the given values in PowerShell and cmd, in ASCII characters', () => {
    for (const [shell, read] of [
      ['powershell', powerShellAssignment],
      ['cmd', cmdAssignment],
    ] as const) {
      const { values, lines } = samples(shell);
      expect(lines.slice(1).map((line) => read(line).value)).toEqual(values);
      expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  it('have exactly the given values for a real parser of .env files', () => {
    const { set, lines } = samples('dotenv');
    expect(Object.keys(set).length).toBeGreaterThan(20);
    expect(dotenv.parse(`${lines.join('\n')}\n`)).toEqual(set);
  });

  const python = pythonDotenv();
  it.skipIf(python.skip)(`have exactly the given values for ${python.title}`, () => {
    const { set, lines } = samples('dotenv');
    expect(python.parse(`${lines.join('\n')}\n`)).toEqual(set);
  });

  it('of a .env file have no quotes around AWS keys, because Docker keeps quotes', () => {
    const token = `${'IQoJb3JpZ2luX2VjEJr/'.repeat(9)}+w==`;
    expect(linesFor('dotenv', { AWS_SESSION_TOKEN: token, AWS_REGION: 'eu-central-1' })).toEqual([
      `AWS_SESSION_TOKEN=${token}`,
      'AWS_REGION=eu-central-1',
    ]);
    expect(linesFor('dotenv', { A: 'two words # and $MORE' })).toEqual([
      "A='two words # and $MORE'",
    ]);
    for (const value of ["a'b", 'a\\b', 'a\nb'])
      expect(linesFor('dotenv', { A: value })).toBeNull();
  });

  it('contain exactly the given values as JSON, without hidden characters', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('A', 'B', 'C'), anyHostileText), (set) => {
        const lines = linesFor('json', set) ?? [];
        expect(JSON.parse(lines.join('\n'))).toEqual({ ...set });
        for (const line of lines) expect(line).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
      }),
      { numRuns: runs(300) },
    );
  });

  it('are refused if a value cannot be quoted, and the failure does not contain it', () => {
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
