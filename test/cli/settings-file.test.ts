import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cli, cliHome, roleArn } from '../support/cli-harness.ts';

describe('rolekeeper settings', () => {
  let one: Cli;
  let other: Cli;
  beforeEach(() => {
    one = cliHome(null);
    other = cliHome(null);
  });
  afterEach(() => {
    one.dispose();
    other.dispose();
  });

  it('goes from one machine to another through a file, told first by a dry run', async () => {
    await one.ok(['role', 'add', 'client', '--role-arn', roleArn]);
    const { stdout } = await one.ok(['settings', 'export']);
    const file = join(other.folder, 'settings.json');
    writeFileSync(file, stdout);
    const dry = await other.ok(['settings', 'import', file, '--dry-run']);
    expect(dry.stdout).toContain(`New roles:\n  client\n    ${roleArn}\n`);
    expect(dry.stdout).toContain('Nothing was changed.');
    expect(JSON.parse((await other.ok(['role', 'list', '--json'])).stdout)).toEqual({ roles: [] });
    expect((await other.ok(['settings', 'import', '-'], { input: stdout })).stdout).toContain('Imported 1 role');
    expect((await other.ok(['settings', 'export'])).stdout).toBe(stdout);
  });

  it('ends with 1 where a role is left out, and with 2 where the file is none', async () => {
    await one.ok(['role', 'add', 'client', '--role-arn', roleArn, '--endpoint', 'https://sts.example.com']);
    const { stdout: input } = await one.ok(['settings', 'export']);
    const left = await other.run(['settings', 'import', '-'], { input });
    expect(left.code).toBe(1);
    expect(left.stdout).toContain('Left out:\n  client');
    const allowed = ['settings', 'import', '-', '--allow-endpoint', 'https://sts.example.com'];
    expect((await other.ok(allowed, { input })).stdout).toContain('Imported 1 role');
    const broken = await other.run(['settings', 'import', '-'], { input: '{"format":1}' });
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('These settings cannot be imported');
    expect((await other.run(['settings'])).stderr).toContain('settings needs one of export, import after it.');
    expect((await other.run(['settings', 'import', 'none.json'])).stderr).toContain('FILE: none.json cannot be read.');
  });
});
