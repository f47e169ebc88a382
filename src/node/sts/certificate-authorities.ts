import { isAbsolute } from 'node:path';
import tls from 'node:tls';
import { MAX_BYTES, readRegular } from '../files/open-regular.ts';
import { errorCode } from '../error-code.ts';

/** The trusted certificates. Undefined means Node's own list, including NODE_EXTRA_CA_CERTS. */
export type Authorities = string[] | undefined;

/**
 * Returns Node's certificates together with those of a bundle. `withSystem` adds the system's
 * certificates, which takes about 40 ms, so callers use it only after a certificate was rejected.
 */
export function authorities(bundlePem: string | null, withSystem: boolean): Authorities {
  if (bundlePem === null && !withSystem) return undefined;
  return [
    ...listCertificates('default'),
    ...(withSystem ? listCertificates('system') : []),
    ...(bundlePem === null ? [] : [bundlePem]),
  ];
}

/**
 * Returns Node's list of certificates or the system's list. Node before 22.15 cannot read the
 * system's list, so it is then empty.
 */
function listCertificates(type: 'default' | 'system'): readonly string[] {
  const list = (tls as { getCACertificates?: typeof tls.getCACertificates }).getCACertificates;
  if (list === undefined) return type === 'default' ? tls.rootCertificates : [];
  try {
    return list(type);
  } catch {
    return [];
  }
}

/**
 * Reads the PEM file of AWS_CA_BUNDLE or `ca_bundle`. Throws `CaBundleError` if it cannot be read
 * or contains no certificate.
 */
export async function readCaBundle(path: string): Promise<string> {
  let pem: string;
  try {
    pem = readRegular(path, { links: 'followed', maxBytes: MAX_BYTES.caBundle }).toString('utf8');
  } catch (error) {
    const code = errorCode(error) ?? 'unreadable';
    throw new CaBundleError(`The CA bundle ${path} cannot be read (${code}).`);
  }
  if (!pem.includes('-----BEGIN'))
    throw new CaBundleError(`The CA bundle ${path} contains no certificate.`);
  return pem;
}

/**
 * Returns why a file is not a list of certificates: the system's code or `no-certificate`. Returns
 * null if the file is such a list.
 */
export async function certificatesFault(path: string): Promise<string | null> {
  let pem: string;
  try {
    pem = readRegular(path, { links: 'followed', maxBytes: MAX_BYTES.caBundle }).toString('utf8');
  } catch (error) {
    return errorCode(error) ?? 'unreadable';
  }
  const [, ...blocks] = pem.split(BEGIN);
  const { X509Certificate } = await import('node:crypto');
  const isCertificate = (block: string): boolean => {
    const [body = '', end] = block.split(END, 2);
    if (end === undefined) return false;
    try {
      return new X509Certificate(`${BEGIN}${body}${END}`).raw.length > 0;
    } catch {
      return false;
    }
  };
  return blocks.length > 0 && blocks.every(isCertificate) ? null : 'no-certificate';
}

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/**
 * True if the file is a list of certificates. False for a relative path, because the application's
 * working folder is arbitrary.
 */
export async function isCaBundle(path: string): Promise<boolean> {
  return isAbsolute(path) && (await certificatesFault(path)) === null;
}

export class CaBundleError extends Error {
  override readonly name = 'CaBundleError';
}

/**
 * True if the code means that Node or OpenSSL rejected a certificate or a handshake (Node.js TLS
 * documentation, "X509 certificate error codes").
 */
export function isTlsTrouble(code: string): boolean {
  return TLS_CODES.test(code);
}

const TLS_CODES =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|EPROTO)/;

/** True if the certificate is rejected only because no trusted certificate signed it. */
export function isUnknownIssuer(code: string): boolean {
  return /^(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF|CERT_UNTRUSTED|INVALID_CA)/.test(
    code,
  );
}
