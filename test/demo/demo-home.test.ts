import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DemoHome } from '../../demo/demo-home.ts';
import { makeDemoHome } from '../../demo/demo-home.ts';
import { DEMO_USER } from '../../demo/sample-roles.ts';
import { thingsToTry } from '../../demo/things-to-try.ts';
import { expectMode, skippedExceptOn } from '../support/systems.ts';

/** Makes a demo home below a folder whose name has a quote, spaces and a dollar sign. */
async function awkwardHome(): Promise<DemoHome> {
  const parent = mkdtempSync(join(tmpdir(), "it's a test $HOME-"));
  const previous = process.env['TMPDIR'];
  process.env['TMPDIR'] = parent;
  onTestFinished(() => {
    if (previous === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = previous;
    rmSync(parent, { recursive: true, force: true });
  });
  return makeDemoHome(DEMO_USER);
}

const endpoints = { sts: 'http://127.0.0.1:1', identityCenter: null };

describe('the home folder of the demo', () => {
  it('is readable only by its user, has the keys of the demo user, and can be removed completely', async () => {
    const home = await makeDemoHome(DEMO_USER);
    expectMode(home.folder, 0o700);
    expectMode(home.credentialsFile, 0o600);
    const text = readFileSync(home.credentialsFile, 'utf8');
    expect(text).toContain(`[default]\naws_access_key_id = ${DEMO_USER.accessKeyId}\n`);
    expect(text).toMatch(/^# /m);
    await home.remove();
    expect(existsSync(home.folder)).toBe(false);
  });

  it('has environment variables without the AWS settings, proxies and Rolekeeper folder of the user’s environment', async () => {
    const home = await makeDemoHome(DEMO_USER);
    onTestFinished(() => home.remove());
    const own = {
      AWS_PROFILE: 'mine',
      AWS_SESSION_TOKEN: 'mine',
      https_proxy: 'mine',
      ROLEKEEPER_HOME: 'mine',
      HOME: 'mine',
      XDG_CONFIG_HOME: 'mine',
    };
    const env = home.environment({ ...own, PATH: '/bin', LANG: 'C' }, 'http://127.0.0.1:1');
    expect(Object.values(env)).not.toContain('mine');
    expect(env).toMatchObject({
      PATH: '/bin',
      LANG: 'C',
      HOME: home.folder,
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
    });
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'has lines to paste into a shell, which are short and run there',
    async () => {
      const home = await awkwardHome();
      const words = ['/usr/bin/printf', '%s|', 'a b', "it's"];
      const { setup, commands } = thingsToTry(home, endpoints, words, 'linux');
      const inShell = (command: string): string =>
        execFileSync('/bin/sh', ['-c', [...setup, command].join('\n')], { encoding: 'utf8' });
      const [identity = '', status = '', file = ''] = commands;
      expect(inShell(file)).toBe(readFileSync(home.credentialsFile, 'utf8'));
      expect(inShell(status)).toBe("a b|it's|status|");
      expect(inShell(identity.replace('aws sts', "/usr/bin/printf '%s|'"))).toBe(
        'get-caller-identity|--profile|client-s3|--endpoint-url|http://127.0.0.1:1|',
      );
      expect(inShell("sh -c 'echo $HOME'")).not.toContain(home.folder);
      expect(inShell('env')).toContain(`AWS_SHARED_CREDENTIALS_FILE=${home.credentialsFile}\n`);
      expect(commands.filter((line) => line.length > 100)).toEqual([]);
    },
  );

  it('has lines to paste into PowerShell on Windows', async () => {
    const home = await awkwardHome();
    const words = ['C:\\Program Files\\node.exe', 'C:\\rolekeeper.ts'];
    const { setup, commands } = thingsToTry(home, endpoints, words, 'win32');
    expect(setup[0]).toMatch(/^\$env:AWS_SHARED_CREDENTIALS_FILE = '.*it''s a test \$HOME-.*'$/);
    expect(setup.at(-1)).toMatch(/^function rolekeeper \{ .* finally \{ .* \} \}$/);
    expect(setup.at(-1)).toContain("& 'C:\\Program Files\\node.exe' 'C:\\rolekeeper.ts' @args");
    expect(commands.at(-1)).toBe('cat $env:AWS_SHARED_CREDENTIALS_FILE');
  });
});
