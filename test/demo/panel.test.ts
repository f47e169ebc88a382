import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const entry = resolve(import.meta.dirname, '../../demo/panel/panel.ts');

describe('npm run panel', () => {
  it('prints a link that opens the panel, another one on Enter, and removes everything when it ends', async () => {
    const child = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    const links = () =>
      [...said.matchAll(/http:\/\/127\.0\.0\.1:\d+\/#[\w-]{32}/g)].map(([link]) => link);
    await expect.poll(() => links().length).toBe(1);
    expect(said).toMatch(/MFA code: \d{6}/);
    expect(await (await fetch(links()[0] ?? '')).text()).toContain(
      '<script defer src="/desk.js"></script>',
    );
    child.stdin.write('\n');
    await expect.poll(() => links().length).toBe(2);
    expect(new Set(links()).size).toBe(2);
    const [credentials = ''] = /\/\S+\/\.aws\/credentials/.exec(said) ?? [];
    expect(existsSync(credentials)).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(credentials)).toBe(false);
  });
});
