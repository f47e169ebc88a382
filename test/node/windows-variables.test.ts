import { mkdtempSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('createApp finds variables on Windows, whatever the case of their names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rk-case-'));
  mkdirSync(join(folder, 'user', '.aws'), { recursive: true });
  const config = join(folder, 'user', '.aws', 'config');
  writeFileSync(config, '[default]\nregion = eu-west-3\n');
  const module = new URL('../../src/node/app.ts', import.meta.url).href;
  const env = {
    RoleKeeper_Home: join(folder, 'own'),
    UserProfile: join(folder, 'user'),
    Home: '/nowhere',
    Path: '/usr/bin',
  };
  // Calls the real createApp in a process whose `process.platform` is win32.
  const program = `
    Object.defineProperty(process, 'platform', { value: 'win32' });
    const { createApp } = await import(${JSON.stringify(module)});
    const app = await createApp({ env: ${JSON.stringify(env)}, refresh: 'nothing' });
    if (!app.ok) throw new Error(JSON.stringify(app.failure));
    const checks = await app.value.api.doctor.run({ offline: true });
    console.log(JSON.stringify(checks.value.find(({ check }) => check === 'config-file').facts));
    await app.value.stop();`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8', env: {} },
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ path: config });
  expect(existsSync(join(folder, 'own', 'state.db'))).toBe(true);
});
