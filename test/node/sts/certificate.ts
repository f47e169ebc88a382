import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

export interface Certificate {
  /** The certificate of the authority that signed this certificate, as PEM. */
  readonly ca: string;
  /** Path of a file with `ca`. */
  readonly bundle: string;
  readonly tls: { readonly key: string; readonly cert: string };
}

/** Makes a certificate for these names and 127.0.0.1, signed by a new authority. */
export function certificate(...given: readonly string[]): Certificate {
  const names = given.length === 0 ? ['localhost'] : given;
  const folder = mkdtempSync(join(tmpdir(), 'rk-ca-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  };
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  run(
    'req',
    '-x509',
    ...ec,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=A corporate CA',
  );
  run('req', ...ec, '-keyout', 'key.pem', '-out', 'csr.pem', '-subj', `/CN=${names[0] ?? ''}`);
  writeFileSync(
    join(folder, 'ext'),
    `subjectAltName=${names.map((name) => `DNS:${name},`).join('')}IP:127.0.0.1\n`,
  );
  run(
    'x509',
    '-req',
    '-in',
    'csr.pem',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-out',
    'cert.pem',
    '-days',
    '2',
    '-extfile',
    'ext',
  );
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    ca: read('ca.pem'),
    bundle: join(folder, 'ca.pem'),
    tls: { key: read('key.pem'), cert: read('cert.pem') },
  };
}
