import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { manPage, referencePage } from '../../scripts/command-reference.ts';
import { usageLines } from '../../src/cli/command-table/command-spec.ts';
import { commandNames, specOf } from '../../src/cli/command-table/commands.ts';
import { argumentEntries } from '../../src/cli/output/help.ts';
import { lineProblem } from '../support/line-problem.ts';

const docs = resolve(import.meta.dirname, '../../docs');
const has = (program: string, ...args: readonly string[]): boolean =>
  (spawnSync(program, args.length === 0 ? ['--version'] : args).status ?? 127) < 127;

describe('the reference of the commands', () => {
  it('is in docs/cli.md as `npm run reference` writes it', async () => {
    const page = join(docs, 'cli.md');
    const options = { ...(await resolveConfig(page)), filepath: page };
    expect(readFileSync(page, 'utf8')).toBe(await format(referencePage(), options));
  });

  it.skipIf(!has('groff'))('is a man page that groff formats without a warning', () => {
    const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-c'], {
      input: manPage('1.2.3'),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    // groff marks bold and underlined letters with a backspace.
    const shown = stdout.replace(/.\u0008/g, '');
    for (const name of commandNames) expect(shown).toMatch(new RegExp(`^ +${name}$`, 'm'));
    expect(shown).toContain('eval "$(rolekeeper env client-s3)"');
    expect(shown).toContain('rolekeeper exec NAME [--serve] -- COMMAND...');
    expect(shown).toContain('--shell SHELL');
  });

  it('is a man page with every usage line and every option of each command', () => {
    const page = manPage('1.2.3').replaceAll('\\-', '-').replaceAll(/\s+/g, ' ');
    for (const name of commandNames) {
      const spec = specOf(name);
      for (const line of usageLines(name, spec))
        expect(page).toContain(`rolekeeper ${line.replaceAll('…', '...')}`);
      for (const [term] of argumentEntries(spec)) expect(page).toContain(`\\fB${term}\\fR`);
      expect(page).toContain(`.SS ${name} `);
    }
  });

  it.skipIf(!has('mandoc', '-T', 'lint', '/dev/null'))(
    'is a man page that mandoc (on BSD and Alpine) accepts without a warning',
    () => {
      const args = ['-T', 'lint', '-W', 'warning'];
      const { stdout } = spawnSync('mandoc', args, { input: manPage('1.2.3'), encoding: 'utf8' });
      // The page has no date, so two builds of a version make the same file.
      const found = stdout.split('\n').filter((line) => !line.includes('missing date'));
      expect(found.join('')).toBe('');
    },
  );

  it.skipIf(!has('man'))('is a man page that `man -l` shows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rk-man-'));
    const file = join(folder, 'rolekeeper.1');
    writeFileSync(file, manPage('1.2.3'));
    try {
      const env = { ...process.env, MANPAGER: 'cat', MANWIDTH: '80', LC_ALL: 'C.UTF-8' };
      const { stdout, stderr, status } = spawnSync('man', ['--warnings', '-l', file], {
        env,
        encoding: 'utf8',
      });
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
      expect(stdout).toContain('keeps temporary AWS role credentials fresh');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the examples in docs/running-at-login.md', () => {
  const page = readFileSync(join(docs, 'running-at-login.md'), 'utf8');
  const block = (language: string): string =>
    new RegExp('```' + language + '\\n([^]*?)```').exec(page)?.[1] ?? '';

  it('start `rolekeeper keep --wait` on each system', () => {
    const unit = /^ExecStart=\S+\/(rolekeeper .*)$/m.exec(block('ini'))?.[1] ?? '';
    const agent = [...block('xml').matchAll(/<string>([^<]*)<\/string>/g)].slice(1, 4);
    const task = /rolekeeper\.cmd.*`\n +-Argument '(.*)'/.exec(block('powershell'))?.[1] ?? '';
    const lines = [
      unit,
      agent.map(([, word = '']) => word.replace(/^.*\//, '')).join(' '),
      `rolekeeper ${task}`,
    ];
    expect(lines).toEqual(Array(3).fill('rolekeeper keep --wait'));
    expect(lines.map(lineProblem)).toEqual([null, null, null]);
  });

  it.skipIf(!has('python3'))('have a property list that Python reads', () => {
    const read = 'import plistlib, sys; print(plistlib.loads(sys.stdin.buffer.read())["Label"])';
    const label = execFileSync('python3', ['-c', read], { input: block('xml'), encoding: 'utf8' });
    expect(label.trim()).toBe('app.rolekeeper.keep');
  });

  it.skipIf(!has('systemd-analyze'))('have a unit that systemd accepts', () => {
    const unit = block('ini').replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`);
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--user', '/dev/stdin'], {
      input: unit,
      encoding: 'utf8',
    });
    expect(stderr).not.toMatch(/Unknown|Invalid|ignoring/i);
  });
});
