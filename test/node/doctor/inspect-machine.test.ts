import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/core/contract/check.ts';
import { createApp } from '../../../src/node/app.ts';
import { valueOrThrow } from '../../support/credentials-folder.ts';
import { skippedExceptOn } from '../../support/systems.ts';

async function checksWithModes(credentials: number, config: number): Promise<readonly Check[]> {
  const home = mkdtempSync(join(tmpdir(), 'rk-doctor-'));
  const at = (name: string): string => join(home, '.aws', name);
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  for (const [name, mode] of [
    ['credentials', credentials],
    ['config', config],
  ] as const) {
    writeFileSync(at(name), '');
    chmodSync(at(name), mode);
  }
  const app = valueOrThrow(await createApp({ env: { HOME: home }, refresh: 'nothing' }));
  const checks = valueOrThrow(await app.api.doctor.run({}));
  await app.stop();
  return checks.filter(({ check }) => check === 'file-mode');
}

describe.skipIf(skippedExceptOn('Unix'))(
  "the doctor's check of who can write the AWS files",
  () => {
    it('passes for a credentials file of this user alone, and warns if others can read it', async () => {
      expect(await checksWithModes(0o600, 0o644)).toMatchObject([{ level: 'good' }]);
      expect(await checksWithModes(0o640, 0o644)).toMatchObject([{ level: 'warning' }]);
    });

    it('fails if Rolekeeper refuses to write the credentials file or to run a program of the config file', async () => {
      expect(await checksWithModes(0o666, 0o666)).toMatchObject([
        { level: 'bad', facts: { code: 'shared-file', mode: '0666' } },
        { level: 'bad', facts: { code: 'shared-file', mode: '0666' } },
      ]);
      expect(await checksWithModes(0o400, 0o600)).toMatchObject([
        { level: 'bad', facts: { code: 'read-only', mode: '0400' } },
      ]);
    });
  },
);
