import { chmodSync, readFileSync, unlinkSync } from 'node:fs';
import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  cliHome,
  mfaRole,
  plainRole,
  startStsWithAlice,
  type Cli,
} from '../support/cli-harness.ts';
import { freePort } from '../support/free-port.ts';
import type { Running } from '../support/process.ts';
import { skippedExceptOn } from '../support/systems.ts';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

describe('rolekeeper serve', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  let port: number;
  const serve = (...args: readonly string[]): Running =>
    cli.start(['serve', '--port', String(port), ...args]);
  /** Returns the variables that `serve` prints for its role. */
  const printedVariables = async (server: Running) => {
    const url = valueOf(await server.line('AWS_CONTAINER_CREDENTIALS_FULL_URI'));
    const file = valueOf(await server.line('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'));
    return { url, file };
  };
  const request = async (url: string, token: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      get(url, { headers: { authorization: token } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(text) as Answer['body'],
          }),
        );
      }).on('error', reject);
    });
  const written = (key: string): string =>
    new RegExp(`^${key} = (.*)$`, 'm').exec(
      cli.credentials().slice(cli.credentials().indexOf('[plain]')),
    )?.[1] ?? '';

  beforeEach(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts);
    port = await freePort();
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
  });
  afterEach(async () => {
    await cli.end();
    await sts.close();
  });

  it('prints the variables for a program, and answers with the credentials in the file', async () => {
    const { url, file } = await printedVariables(serve('plain'));
    expect(url).toMatch(new RegExp(`^http://127.0.0.1:${String(port)}/[0-9a-f]{12}$`));
    const token = readFileSync(file, 'utf8');
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const { status, body } = await request(url, token);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        AccessKeyId: written('aws_access_key_id'),
        SecretAccessKey: written('aws_secret_access_key'),
        Token: written('aws_session_token'),
        Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as unknown,
        AccountId: '123456789012',
        RoleArn: plainRole.roleArn,
      },
    });
  });

  it('has the same address and token after a restart, so a running container can still use them', async () => {
    const first = serve('plain');
    const before = await printedVariables(first);
    const token = readFileSync(before.file, 'utf8');
    await first.stop();
    const after = await printedVariables(serve('plain'));
    expect(after).toEqual(before);
    expect((await request(after.url, token)).status).toBe(200);
  });

  it('still accepts the printed address and token after the role is renamed, without a restart', async () => {
    const server = serve('plain');
    const { url, file } = await printedVariables(server);
    await cli.ok(['role', 'set', 'plain', '--name', 'renamed']);
    const byName = new URL('/renamed', url).href;
    const status = async (address: string) =>
      (await request(address, readFileSync(file, 'utf8'))).status;
    await expect.poll(() => status(byName)).toBe(200);
    expect(await status(url)).toBe(200);
    expect(await status(new URL('/plain', url).href)).toBe(401);
  });

  it('serves a role after it is switched on, until it is released', async () => {
    const server = serve();
    await expect.poll(() => server.stderr()).toContain('Rolekeeper waits until you switch one on');
    await cli.ok(['assume', 'plain', '--keep']);
    const { url, file } = await printedVariables(server);
    const token = readFileSync(file, 'utf8');
    await expect.poll(async () => (await request(url, token)).status).toBe(200);
    await cli.ok(['release', 'plain']);
    await expect
      .poll(() => request(url, token))
      .toMatchObject({
        status: 403,
        body: {
          code: 'role-off',
          message:
            'plain is off. The credentials endpoint serves only roles that are on. Switch the role on: rolekeeper assume plain --keep.',
        },
      });
  });

  it('refuses the token of another role, and a token whose file was deleted', async () => {
    await cli.ok(['role', 'add', 'other', '--role-arn', mfaRole.roleArn]);
    await cli.ok(['assume', 'plain', '--keep']);
    const server = serve('plain', 'other');
    const { url, file } = await printedVariables(server);
    const token = readFileSync(file, 'utf8');
    const files = () => server.lines.filter((line) => line.startsWith('AWS_CONTAINER_AUTH'));
    await expect.poll(files).toHaveLength(2);
    const other = readFileSync(valueOf(files()[1] ?? ''), 'utf8');
    expect((await request(url, other)).body['code']).toBe('token-refused');
    const nowhere = new URL('/nope', url).href;
    expect((await request(nowhere, token)).body['code']).toBe('token-refused');
    expect((await request(url, token)).status).toBe(200);
    unlinkSync(file);
    expect((await request(url, token)).body['code']).toBe('token-refused');
  });

  it('refuses the token of a removed role, even if another role gets its name', async () => {
    const server = serve('plain');
    const { url, file } = await printedVariables(server);
    const token = readFileSync(file, 'utf8');
    await server.stop();
    await cli.ok(['role', 'remove', 'plain']);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
    const again = await printedVariables(serve('plain'));
    const byName = new URL('/plain', again.url).href;
    for (const address of [url, again.url, byName])
      expect((await request(address, token)).status).toBe(401);
    expect((await request(byName, readFileSync(again.file, 'utf8'))).status).toBe(200);
  });

  it('answers 403 until another process gets the session with an MFA code, and does not ask at every request', async () => {
    const withMfa = ['--mfa-serial', 'arn:aws:iam::111122223333:mfa/alice'];
    await cli.ok(['role', 'add', 'secured', '--role-arn', mfaRole.roleArn, ...withMfa]);
    const server = serve('secured');
    const { url, file } = await printedVariables(server);
    const token = readFileSync(file, 'utf8');
    await expect
      .poll(() => request(url, token))
      .toMatchObject({ status: 403, body: { code: 'mfa-needed' } });
    for (let time = 0; time < 5; time += 1) expect((await request(url, token)).status).toBe(403);
    const asked = server.stderr().match(/MFA code/g) ?? [];
    await cli.ok(['assume', 'secured', '--mfa-code', '123456']);
    await expect.poll(async () => (await request(url, token)).status).toBe(200);
    expect(server.stderr().match(/MFA code/g) ?? []).toEqual(asked);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('exits with 1 and suggests --port if a first `serve` uses the port, and the first still answers', async () => {
    const first = serve('plain');
    const { url, file } = await printedVariables(first);
    const second = serve('plain');
    expect(await second.ended()).toEqual({ code: 1, signal: null });
    expect(second.stderr()).toContain(`The credentials endpoint cannot use port ${String(port)}`);
    expect(second.stderr()).toContain(
      'Another program, or another Rolekeeper process, uses this port',
    );
    expect(second.stderr()).toContain('--port');
    expect((await request(url, readFileSync(file, 'utf8'))).status).toBe(200);
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'accepts no token from a file that other users can read, and says how to delete the file',
    async () => {
      const first = serve('plain');
      const { url, file } = await printedVariables(first);
      await first.stop();
      chmodSync(file, 0o644);
      const second = serve('plain');
      await expect.poll(() => second.stderr()).toContain('Other users can read the token in');
      expect(second.stderr()).toContain(`rm ${file}`);
      expect((await request(url, readFileSync(file, 'utf8'))).status).toBe(401);
    },
  );

  it.each(['0', '80', '65536', '-1', 'http', '4749.5'])('refuses the port %s', async (text) => {
    const { code, stderr } = await cli.run(['serve', `--port=${text}`]);
    expect(code).toBe(2);
    expect(stderr).toContain('--port must be between 1024 and 65535');
  });

  it('prints neither keys nor tokens', async () => {
    const server = serve('plain');
    const { url, file } = await printedVariables(server);
    const token = readFileSync(file, 'utf8');
    await request(url, token);
    await request(url, `x${token}`);
    await server.stop();
    const output = server.lines.join('\n') + server.stderr();
    for (const secret of [token, written('aws_secret_access_key'), written('aws_session_token')])
      expect(output).not.toContain(secret);
  });
});

function valueOf(line: string): string {
  return line.slice(line.indexOf('=') + 1).trim();
}
