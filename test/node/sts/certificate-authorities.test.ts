import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stsContract, answerOrThrow } from '../../contracts/sts.contract.ts';
import { ALICE_ARN, startSts } from '../../demo/sts-setup.ts';
import { certificate, hasOpenssl } from './certificate.ts';
import { callerAt, client, stsUnderTest } from './sts-under-test.ts';

describe.skipIf(!hasOpenssl)('a TLS connection [needs openssl]', () => {
  stsContract('the AWS SDK over TLS with a corporate CA', (options) => {
    const { bundle, tls } = certificate();
    return stsUnderTest({ env: { AWS_CA_BUNDLE: bundle } }, { ...options, tls });
  });

  it('trusts the bundle that the profile names in the config file', async () => {
    const { bundle, tls } = certificate();
    const server = await startSts({ tls });
    const { sts } = client({ config: `[profile corp]\nca_bundle = ${bundle}\n` });
    expect(
      answerOrThrow(await sts.getCallerIdentity({ ...callerAt(server.url), profile: 'corp' })).arn,
    ).toBe(ALICE_ARN);
    expect(await sts.getCallerIdentity(callerAt(server.url))).toMatchObject({
      error: { trouble: 'intercepted' },
    });
  });

  it('trusts the ca_bundle in the profile of the assumed role, not that of the signing profile', async () => {
    const { bundle, tls } = certificate();
    const server = await startSts({ tls });
    const { sts } = client({
      config: `[profile role]\nca_bundle = ${bundle}\n[profile corp]\nca_bundle = /missing.pem\n`,
    });
    const caller = { ...callerAt(server.url), profile: 'corp' };
    expect(await sts.getCallerIdentity({ ...caller, roleProfile: 'role' })).toMatchObject({
      ok: true,
    });
    expect(await sts.getCallerIdentity({ ...caller, roleProfile: 'other' })).toMatchObject({
      ok: false,
    });
  });

  it('is reported as intercepted if no known authority signed the certificate', async () => {
    const server = await startSts({ tls: certificate().tls });
    const { sts } = client();
    expect(await sts.getCallerIdentity(callerAt(server.url))).toMatchObject({
      error: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', trouble: 'intercepted', notSent: false },
    });
    expect(server.calls()).toEqual([]);
  });

  it('does not accept a certificate for another name', async () => {
    const { bundle, tls } = certificate('other.example');
    const server = await startSts({ tls });
    const { sts } = client({ env: { AWS_CA_BUNDLE: bundle } });
    const answer = await sts.getCallerIdentity(callerAt(`https://localhost:${server.port}`));
    expect(answer).toMatchObject({
      error: { code: 'ERR_TLS_CERT_ALTNAME_INVALID', trouble: 'intercepted' },
    });
  });

  it.each([
    ['is missing', null],
    ['contains no certificate', 'nothing'],
  ])('reports the path of a bundle that %s', async (_, text) => {
    const { bundle, tls } = certificate();
    const server = await startSts({ tls });
    const path = `${bundle}.other`;
    if (text !== null) writeFileSync(path, text);
    const answer = await client({ env: { AWS_CA_BUNDLE: path } }).sts.getCallerIdentity(
      callerAt(server.url),
    );
    expect(answer).toMatchObject({
      error: {
        code: 'CaBundleError',
        trouble: 'intercepted',
        message: expect.stringContaining(path) as string,
      },
    });
  });

  // OpenSSL reads the path of the system's certificates from a variable when a process starts, so
  // the calls run in a new process.
  it("trusts the system's authorities if Node's own list does not contain the authority", async () => {
    const { bundle, tls } = certificate();
    const server = await startSts({ tls });
    let connections = 0;
    const front = createServer((client) => {
      connections += 1;
      const onward = connect(server.port, '127.0.0.1');
      client.on('error', () => onward.destroy()).on('close', () => onward.destroy());
      onward.on('error', () => client.destroy());
      client.pipe(onward).pipe(client);
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      front.close();
    });
    const caller = callerAt(`https://127.0.0.1:${(front.address() as AddressInfo).port}`);
    const script = `
      const { createSts } = await import(${JSON.stringify(new URL('../../../src/node/sts/sts-client.ts', import.meta.url).href)});
      const { systemClock } = await import(${JSON.stringify(new URL('../../../src/node/system-clock.ts', import.meta.url).href)});
      const configFile = { read: async () => ({ ok: true, value: null }) };
      const sts = createSts({ env: {}, networkSettings: () => ({ env: {}, caBundle: null }), clock: systemClock, configFile, honourConfiguredEndpoints: true });
      const caller = JSON.parse(process.env.CALLER);
      const answers = [await sts.getCallerIdentity(caller), await sts.getCallerIdentity(caller)];
      console.log(JSON.stringify(answers));
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-warnings', '--input-type=module', '-e', script],
      { env: { PATH: process.env['PATH'], SSL_CERT_FILE: bundle, CALLER: JSON.stringify(caller) } },
    );
    expect(JSON.parse(stdout)).toMatchObject([
      { ok: true, value: { arn: ALICE_ARN } },
      { ok: true, value: { arn: ALICE_ARN } },
    ]);
    // The first connection was rejected, and both calls used the second one.
    expect(connections).toBe(2);
  });
});
