import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DemoHome } from '../../demo/demo-home.ts';
import { makeDemoHome } from '../../demo/demo-home.ts';
import { DEMO_USER } from '../../demo/sample-roles.ts';
import { thingsToTry } from '../../demo/things-to-try.ts';

/** Where a person's temporary folder has a name that shells trip over. */
async function awkwardHome(): Promise<DemoHome> {
  const parent = mkdtempSync(join(tmpdir(), "it's a test $HOME-"));
  const outer = process.env['TMPDIR'];
  process.env['TMPDIR'] = parent;
  onTestFinished(() => {
    if (outer === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = outer;
    rmSync(parent, { recursive: true, force: true });
  });
  return makeDemoHome(DEMO_USER);
}

describe('the home of the demo', () => {
  it('is private, holds the demo user’s keys with comments, and is gone once removed', async () => {
    const home = await makeDemoHome(DEMO_USER);
    expect(statSync(home.folder).mode & 0o777).toBe(0o700);
    expect(statSync(home.credentialsFile).mode & 0o777).toBe(0o600);
    const text = readFileSync(home.credentialsFile, 'utf8');
    expect(text).toContain(`[default]\naws_access_key_id = ${DEMO_USER.accessKeyId}\n`);
    expect(text).toMatch(/^# /m);
    await home.remove();
    expect(existsSync(home.folder)).toBe(false);
  });

  it('lets nothing of the person’s own AWS settings, proxies or Rolekeeper in', async () => {
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

  it('is shown in lines that a shell takes as they are', async () => {
    const home = await awkwardHome();
    const echo = ['/usr/bin/env', '-i', 'a b', "it's"];
    const [identity = '', status = '', file = ''] = thingsToTry(
      home,
      'http://127.0.0.1:1',
      echo,
      'linux',
    );
    expect(execFileSync('/bin/sh', ['-c', file], { encoding: 'utf8' })).toBe(
      readFileSync(home.credentialsFile, 'utf8'),
    );
    const shown = identity.replace(/ aws sts .*/, ' /usr/bin/env');
    const env = execFileSync('/bin/sh', ['-c', shown], { encoding: 'utf8', env: {} });
    expect(env).toContain(`AWS_SHARED_CREDENTIALS_FILE=${home.credentialsFile}\n`);
    expect(identity).toMatch(
      / aws sts get-caller-identity --profile client-s3 --endpoint-url http:\/\/127\.0\.0\.1:1 --region eu-central-1$/,
    );
    const words = execFileSync(
      '/bin/sh',
      ['-c', status.replace('/usr/bin/env -i', "printf '%s|'")],
      {
        encoding: 'utf8',
      },
    );
    expect(words).toBe("a b|it's|status|");
  });

  it('is shown in PowerShell’s words on Windows', async () => {
    const home = await awkwardHome();
    const [identity = '', status = ''] = thingsToTry(
      home,
      'http://127.0.0.1:1',
      ['C:\\Program Files\\node.exe'],
      'win32',
    );
    expect(identity).toMatch(
      /^\$env:AWS_SHARED_CREDENTIALS_FILE='.*it''s a test \$HOME-.*'; \$env:AWS_CONFIG_FILE='.*'; aws sts /,
    );
    expect(status).toMatch(/; & 'C:\\Program Files\\node\.exe' status$/);
  });
});
