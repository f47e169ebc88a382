import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ALICE, ALICE_ARN, startSts } from './sts-setup.ts';

const openssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!openssl)('the embedded STS over TLS [needs openssl]', () => {
  it('answers only clients that trust its certificate, and answers them again after a reset connection', async () => {
    const tls = certificate();
    const sts = await startSts({ tls });
    expect(sts.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const sdk = (ca?: string): STSClient => {
      const httpsAgent = new Agent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) });
      const made = new STSClient({
        region: 'eu-central-1',
        endpoint: sts.url,
        credentials: ALICE,
        maxAttempts: 1,
        requestHandler: new NodeHttpHandler({ httpsAgent }),
      });
      onTestFinished(() => {
        made.destroy();
      });
      return made;
    };
    const trusting = sdk(tls.cert);
    expect((await trusting.send(new GetCallerIdentityCommand())).Arn).toBe(ALICE_ARN);
    await expect(sdk().send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    sts.fail({ kind: 'reset' }, { times: 1 });
    await expect(trusting.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    await trusting.send(new GetCallerIdentityCommand());
    const connections = sts.calls().map((call) => call.connection);
    expect(connections[0]).toBeGreaterThan(0);
    expect(connections[1]).toBe(connections[0]);
    expect(connections[2]).not.toBe(connections[0]);
  });
});

function certificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'rolekeeper-tls-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const key = join(folder, 'key.pem');
  const cert = join(folder, 'cert.pem');
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      ...subject,
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
