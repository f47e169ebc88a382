import { machineOf } from '../support/machines.ts';
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ok } from '../../src/core/result.ts';
import { createAwsConfigFile } from '../../src/node/aws-config-file.ts';

const temporary = (): string => mkdtempSync(join(tmpdir(), 'rk-config-'));

describe('the config file', () => {
  it('is read as text, or as null if it or its folder is missing', async () => {
    const folder = temporary();
    const config = createAwsConfigFile(join(folder, 'config'));
    expect(await config.read()).toEqual(ok(null));
    writeFileSync(join(folder, 'config'), '[profile ü]\r\nregion = eu-west-1');
    expect(await config.read()).toEqual(ok('[profile ü]\r\nregion = eu-west-1'));
    expect(await createAwsConfigFile(join(folder, 'config', 'config')).read()).toEqual(ok(null));
  });

  it('is read with its byte order mark', async () => {
    const file = join(temporary(), 'config');
    writeFileSync(file, '\ufeff[default]\n');
    expect(await createAwsConfigFile(file).read()).toEqual(ok('\ufeff[default]\n'));
  });

  it('cannot be read if it is not UTF-8, and the failure has the line number', async () => {
    const file = join(temporary(), 'config');
    const failureOf = async (bytes: Buffer): Promise<unknown> => {
      writeFileSync(file, bytes);
      return createAwsConfigFile(file).read();
    };
    for (const end of ['', '\n', '\nregion = x\n']) {
      expect(await failureOf(Buffer.from(`[default]\n# ok\n# caf\xe9${end}`, 'latin1'))).toEqual({
        ok: false,
        failure: { kind: 'file-broken', file, isConfig: true, line: 3, rule: 'not-utf8' },
      });
    }
  });

  it('is read on Windows in the Windows code page if it is not UTF-8', async () => {
    const file = join(temporary(), 'config');
    writeFileSync(file, Buffer.from('[default]\n# caf\xe9 \x80\nregion = x\n', 'latin1'));
    expect(await createAwsConfigFile(file, machineOf('win32')).read()).toEqual(
      ok('[default]\n# café €\nregion = x\n'),
    );
    writeFileSync(file, '[default]\n# café\n');
    expect(await createAwsConfigFile(file, machineOf('win32')).read()).toEqual(
      ok('[default]\n# café\n'),
    );
  });

  it("cannot be read if it is a folder, and the failure has the system's code", async () => {
    const folder = temporary();
    mkdirSync(join(folder, 'config'));
    expect(await createAwsConfigFile(join(folder, 'config')).read()).toEqual({
      ok: false,
      failure: { kind: 'file-unreadable', file: join(folder, 'config'), code: 'EISDIR' },
    });
  });

  it('notifies its watcher once when it is replaced', async () => {
    const folder = temporary();
    const file = join(folder, 'config');
    let calls = 0;
    const stop = createAwsConfigFile(file).watch(() => {
      calls += 1;
    });
    writeFileSync(`${file}.new`, '[default]\n');
    renameSync(`${file}.new`, file);
    for (let n = 0; n < 200 && calls === 0; n += 1) await setTimeout(10);
    expect(calls).toBe(1);
    stop();
  });
});
