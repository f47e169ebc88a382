import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/core/ports/log.ts';
import type { Home } from '../../src/node/home.ts';
import { createFileLog, logName } from '../../src/node/log/log.ts';
import { finished, run } from '../support/process.ts';
import { temporaryHome } from '../support/rolekeeper-home.ts';
import { expectMode } from '../support/systems.ts';
import { anyCharacter } from '../support/any-character.ts';

const writeLog = new URL('processes/write-log.ts', import.meta.url);

function logOf(
  home: Home,
  limits: { readonly fullAt?: number; readonly files?: number } = {},
): Log {
  const { logsFolder, locksFolder } = home;
  return createFileLog({
    logsFolder,
    locksFolder,
    now: () => Date.UTC(2026, 0, 5, 9, 0, 0),
    pid: 4711,
    ...limits,
  });
}

describe('the log', () => {
  it('has one line per entry and mode 0600, and is created with the first entry', () => {
    const home = temporaryHome();
    rmSync(home.logsFolder, { recursive: true });
    const log = logOf(home);
    expect(readdirSync(home.folder)).not.toContain('logs');
    log.write('info', 'role assumed', {
      roleId: '0123456789ab',
      expiration: 1_767_603_600_000,
      kept: true,
      failure: null,
    });
    log.write('warn', 'two\nlines');
    const file = join(home.logsFolder, logName);
    expect(readFileSync(file, 'utf8')).toBe(
      '2026-01-05T09:00:00.000Z info 4711 role assumed {"roleId":"0123456789ab","expiration":1767603600000,"kept":true,"failure":null}\n' +
        '2026-01-05T09:00:00.000Z warn 4711 two lines\n',
    );
    expectMode(file, 0o600);
  });

  it('has one line per entry and no invisible characters, whatever an entry contains', () => {
    const home = temporaryHome();
    const log = logOf(home);
    const forged = '\n2026-01-05T09:00:00.000Z info 1 forged\r\u0085\u2028\u001b[2J\u202e\u{e0041}';
    const anything = fc.oneof(fc.string({ unit: anyCharacter }), fc.constant(forged));
    const texts = fc.sample(fc.tuple(anything, anything, anything), { numRuns: 200, seed: 5 });
    for (const [message, name, fact] of texts) log.write('warn', message, { [name]: fact });
    const lines = readFileSync(join(home.logsFolder, logName), 'utf8').split('\n');
    expect(lines).toHaveLength(texts.length + 1);
    for (const line of lines.slice(0, -1)) {
      expect(line).toMatch(/^2026-01-05T09:00:00\.000Z warn 4711 /);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
  });

  it('contains no secret in the message or the fields of an entry', () => {
    const home = temporaryHome();
    const secrets = [
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      `IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ${'Ab1+/='.repeat(60)}`,
      'ASIAIOSFODNN7EXAMPLE',
      '123456',
    ];
    const [secret = '', token = '', keyId = '', code = ''] = secrets;
    logOf(home).write(
      'error',
      `x-amz-security-token: ${token} with ${secret} of ${keyId} and TokenCode=${code}`,
      {
        message: `{"SecretAccessKey":"${secret}","SessionToken":"${token}"}`,
        code,
        sessionToken: token,
        accessKeyId: keyId,
      },
    );
    const text = readFileSync(join(home.logsFolder, logName), 'utf8');
    for (const each of secrets) expect(text).not.toContain(each);
    expect(text).toContain('…MPLE');
  });

  it('is limited: full files are rotated and the oldest is deleted', () => {
    const home = temporaryHome();
    const log = logOf(home, { fullAt: 2000, files: 3 });
    for (let n = 0; n < 200; n += 1) log.write('info', `entry ${String(n)}`);
    expect(readdirSync(home.logsFolder).sort()).toEqual([
      'rolekeeper.1.log',
      'rolekeeper.2.log',
      'rolekeeper.log',
    ]);
    for (const name of readdirSync(home.logsFolder)) {
      const found = statSync(join(home.logsFolder, name));
      expect(found.size).toBeLessThan(2200);
      expectMode(join(home.logsFolder, name), 0o600);
    }
    expect(readFileSync(join(home.logsFolder, logName), 'utf8')).toContain('entry 199');
  });

  it('loses no line while four processes write and rotate it', async () => {
    const home = temporaryHome();
    const writers = Array.from({ length: 4 }, (_, n) =>
      run(writeLog, [home.folder, String(n), '400', '1000', '400']),
    );
    await Promise.all(writers.map((each) => finished(each)));
    const names = readdirSync(home.logsFolder);
    const lines = names.flatMap((name) =>
      readFileSync(join(home.logsFolder, name), 'utf8').trimEnd().split('\n'),
    );
    const sizes = names
      .filter((name) => name !== logName)
      .map((name) => statSync(join(home.logsFolder, name)).size);
    expect(sizes.length).toBeGreaterThan(20);
    expect(Math.min(...sizes), 'no file was rotated before it was full').toBeGreaterThanOrEqual(
      1000,
    );
    expect(lines).toHaveLength(1600);
    expect(new Set(lines.map((line) => line.split(' ').slice(3).join(' '))).size).toBe(1600);
  });

  it('causes no exception if it cannot be written, and is not written through a link', () => {
    const home = temporaryHome();
    const file = join(home.logsFolder, logName);
    const elsewhere = join(home.folder, 'elsewhere');
    writeFileSync(elsewhere, 'untouched');
    symlinkSync(elsewhere, file);
    expect(() => {
      logOf(home).write('info', 'planted link');
    }).not.toThrow();
    expect(readFileSync(elsewhere, 'utf8')).toBe('untouched');
    rmSync(file);
    mkdirSync(file);
    expect(() => {
      logOf(home).write('info', 'a folder in its place');
    }).not.toThrow();
  });
});
