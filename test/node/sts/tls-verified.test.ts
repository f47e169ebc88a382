import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CoreMachine } from '../../support/core-harness.ts';
import { certificate, hasOpenssl } from './certificate.ts';

const script = new URL('../processes/unverified-tls.ts', import.meta.url);

/** Starts a server with a certificate that nobody trusts, and records its requests. */
async function untrustedServer(): Promise<{ readonly url: string; readonly received: string[] }> {
  const received: string[] = [];
  const server = createServer(certificate('sts.example').tls, (request, response) => {
    received.push(request.url ?? '');
    response.end('{}');
  });
  server.on('connect', (request, socket) => {
    received.push(request.url ?? '');
    socket.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return { url: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`, received };
}

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  it.skipIf(!hasOpenssl)(
    'does not weaken Rolekeeper’s connections to AWS [needs openssl]',
    async () => {
      const [server, proxy] = [await untrustedServer(), await untrustedServer()];
      const env = {
        PATH: process.env['PATH'],
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        NODE_NO_WARNINGS: '1',
      };
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [fileURLToPath(script), server.url, proxy.url],
        {
          env,
        },
      );
      const refused = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
      expect(JSON.parse(stdout)).toEqual({
        sts: refused,
        'sts through an https proxy': refused,
        'plain http through an https proxy': refused,
        'an SDK client': refused,
        'the console': refused,
        fetch: '200',
      });
      expect(server.received).toEqual(['/control']);
      expect(proxy.received).toEqual([]);
    },
  );

  it('makes a check of the doctor fail, because other programs obey it', async () => {
    const level = async (value: string | undefined): Promise<unknown> => {
      const env: Record<string, string> =
        value === undefined ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: value };
      const { app } = await new CoreMachine().start('nothing', { env });
      const checks = await app.api.doctor.run({});
      return checks.ok ? checks.value.find(({ check }) => check === 'tls')?.level : null;
    };
    expect(await level('0')).toBe('bad');
    expect(await level('1')).toBe('good');
    expect(await level(undefined)).toBe('good');
  });
});
