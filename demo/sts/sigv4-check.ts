import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Verdict } from './refusal.ts';
import { grant, knownRefusal, refuse, signatureDoesNotMatch } from './refusal.ts';

/**
 * A received request. Header names are in lower case, and repeated headers are joined with commas.
 */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The credentials that must have signed a request. */
export interface SigningKey {
  readonly secretAccessKey: string;
  /** Null for a long-term key. */
  readonly sessionToken: string | null;
  /** Epoch ms; null if it never expires. */
  readonly expiration: number | null;
}

export interface Signer {
  readonly accessKeyId: string;
  /** The region in the credential scope. */
  readonly region: string;
}

/**
 * Checks Signature Version 4 as STS does (IAM user guide, "Signature Version 4" and "Troubleshoot
 * Signature Version 4 signing"). The AWS SDK's own signer recomputes the signature from the signed
 * headers.
 */
export async function checkSignature(
  request: SignedRequest,
  keys: (accessKeyId: string) => SigningKey | null,
  now: number,
  skewMinutes: number,
): Promise<Verdict<Signer>> {
  const authorization = parseAuthorization(request.headers.get('authorization'));
  if (!authorization.ok) return authorization;
  const { accessKeyId, scope, signedHeaders, signature } = authorization.value;

  const key = keys(accessKeyId);
  const token = request.headers.get('x-amz-security-token') ?? null;
  if (key?.sessionToken !== token) return refuse(knownRefusal('InvalidClientTokenId'));

  const date = request.headers.get('x-amz-date') ?? '';
  const signedAt = parseAmzDate(date);
  if (signedAt === null) {
    return refuse({
      code: 'IncompleteSignature',
      message: `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      status: 403,
    });
  }
  const trouble = scopeTrouble(scope, date) ?? dateTrouble(date, signedAt, now, skewMinutes);
  if (trouble !== null) return refuse(signatureDoesNotMatch(trouble));
  if (!signedHeaders.includes('host')) {
    return refuse(
      signatureDoesNotMatch(
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
      ),
    );
  }

  const expected = await signatureOf(
    request,
    signedHeaders,
    accessKeyId,
    key.secretAccessKey,
    scope.region,
    signedAt,
  );
  if (!sameText(expected, signature)) return refuse(knownRefusal('SignatureDoesNotMatch'));
  if (key.expiration !== null && key.expiration <= now) return refuse(knownRefusal('ExpiredToken'));
  return grant({ accessKeyId, region: scope.region });
}

/** Returns the access key ID in a request, even if the signature is wrong, for the log of calls. */
export function claimedAccessKeyId(request: SignedRequest): string | null {
  const [, scope] = (request.headers.get('authorization') ?? '').split('Credential=', 2);
  return scope?.split(/[/,\s]/, 1)[0] ?? null;
}

interface Scope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

interface Authorization {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function parseAuthorization(header: string | undefined): Verdict<Authorization> {
  if (header === undefined || header === '')
    return refuse(knownRefusal('MissingAuthenticationToken'));
  const parts = new Map<string, string>();
  for (const part of header.replace(/^AWS4-HMAC-SHA256\s+/, '').split(',')) {
    const at = part.indexOf('=');
    if (at > 0) parts.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.get(name));
  const [accessKeyId, date, region, service, terminator, ...rest] = (
    parts.get('Credential') ?? ''
  ).split('/');
  if (!header.startsWith('AWS4-HMAC-SHA256 ') || missing.length > 0) {
    const words = missing
      .map((name) => `Authorization header requires '${name}' parameter.`)
      .join(' ');
    return refuse({
      code: 'IncompleteSignature',
      message: `${words} Authorization header is incomplete.`,
      status: 400,
    });
  }
  if (!accessKeyId || !date || !region || !service || !terminator || rest.length > 0) {
    return refuse({
      code: 'IncompleteSignature',
      message:
        'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term',
      status: 400,
    });
  }
  return grant({
    accessKeyId,
    scope: { date, region, service, terminator },
    signedHeaders: (parts.get('SignedHeaders') ?? '').split(';'),
    signature: parts.get('Signature') ?? '',
  });
}

function scopeTrouble(scope: Scope, date: string): string | null {
  if (scope.service !== 'sts') return "Credential should be scoped to correct service: 'sts'. ";
  if (scope.terminator !== 'aws4_request') {
    return `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'. `;
  }
  if (!/^[a-z0-9-]+$/.test(scope.region)) return 'Credential should be scoped to a valid region. ';
  if (scope.date !== date.slice(0, 8)) {
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${date.slice(0, 8)}', from '${date}'.`;
  }
  return null;
}

function dateTrouble(
  date: string,
  signedAt: number,
  now: number,
  skewMinutes: number,
): string | null {
  const skewMs = skewMinutes * 60_000;
  const at = amzDate(now);
  if (signedAt < now - skewMs) {
    return `Signature expired: ${date} is now earlier than ${amzDate(now - skewMs)} (${at} - ${String(skewMinutes)} min.)`;
  }
  if (signedAt > now + skewMs) {
    return `Signature not yet current: ${date} is still later than ${amzDate(now + skewMs)} (${at} + ${String(skewMinutes)} min.)`;
  }
  return null;
}

async function signatureOf(
  request: SignedRequest,
  signedHeaders: readonly string[],
  accessKeyId: string,
  secretAccessKey: string,
  region: string,
  signedAt: number,
): Promise<string> {
  const headers: Record<string, string> = {};
  for (const name of signedHeaders) headers[name] = request.headers.get(name) ?? '';
  // Uses the received body's hash, because the client's header can be wrong.
  if ('x-amz-content-sha256' in headers) headers['x-amz-content-sha256'] = sha256Hex(request.body);
  const query: Record<string, string[]> = {};
  for (const name of new Set(request.query.keys())) query[name] = request.query.getAll(name);
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: request.path,
      query,
      headers,
      body: request.body,
    },
    { signingDate: new Date(signedAt), signableHeaders: new Set(signedHeaders) },
  );
  return /Signature=([0-9a-f]+)/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
}

/** The hash that SignatureV4 needs: SHA-256, or HMAC-SHA-256 if there is a secret. */
class Sha256 {
  readonly #secret: Uint8Array | null;
  #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined ? null : bytesOf(secret);
    this.#hash = this.#fresh();
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#fresh();
  }

  #fresh(): ReturnType<typeof createHash> | ReturnType<typeof createHmac> {
    return this.#secret === null ? createHash('sha256') : createHmac('sha256', this.#secret);
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function sha256Hex(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function sameText(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function parseAmzDate(text: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const at = Date.parse(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
  return Number.isNaN(at) ? null : at;
}

function amzDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
