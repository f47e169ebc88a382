import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A secret and the files that may contain it. */
export interface Secret {
  /** Its name in the message of a failed test. */
  readonly name: string;
  readonly value: string;
  /** Paths below the searched folder: the user's own file, and the intended destinations. */
  readonly allowed: readonly RegExp[];
}

/**
 * Searches for pieces of 12 characters at every fourth position, so that at most 16 characters of a
 * long secret can leak undetected.
 */
const pieceLength = 12;
const pieceStep = 4;

/**
 * Returns the secrets that a text contains, complete or in part, as plain text, percent-encoded, in
 * Base64 or in hex.
 */
export function secretsIn(text: Buffer | string, secrets: readonly Secret[]): readonly Secret[] {
  const bytes = Buffer.from(text);
  return secrets.filter(({ value }) => needlesOf(value).some((needle) => found(bytes, needle)));
}

/** Returns every file below a folder with a secret that it must not contain, one per line. */
export function leaksBelow(folder: string, secrets: readonly Secret[]): readonly string[] {
  return filesBelow(folder).flatMap((file) => {
    const path = relative(folder, file);
    const forbidden = secrets.filter(({ allowed }) => !allowed.some((place) => place.test(path)));
    return secretsIn(contentOf(file), forbidden).map(({ name }) => `${path}: ${name}`);
  });
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    // A temporary file that was deleted meanwhile.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return Buffer.alloc(0);
    throw error;
  }
}

type Needle = string | RegExp;

function needlesOf(secret: string): readonly Needle[] {
  // A code is distinguished from other numbers by the characters around it.
  if (/^\d+$/.test(secret)) return [new RegExp(`(?<![0-9A-Fa-f.])${secret}(?![0-9A-Fa-f])`)];
  const encoded = encodeURIComponent(secret);
  return [
    ...piecesOf(secret),
    ...(encoded === secret ? [] : piecesOf(encoded)),
    ...[0, 1, 2].map((offset) => base64Within(secret, offset)),
    Buffer.from(secret).toString('hex'),
  ];
}

function piecesOf(secret: string): readonly string[] {
  if (secret.length <= pieceLength) return [secret];
  const count = Math.floor((secret.length - pieceLength) / pieceStep) + 1;
  return Array.from({ length: count }, (_, n) =>
    secret.slice(n * pieceStep, n * pieceStep + pieceLength),
  );
}

/**
 * The part of the secret's Base64 that does not depend on the bytes around it, if `before` bytes
 * precede it.
 */
function base64Within(secret: string, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
  return text.slice(before === 0 ? 0 : 4, -4);
}

function found(bytes: Buffer, needle: Needle): boolean {
  return typeof needle === 'string'
    ? bytes.includes(needle)
    : needle.test(bytes.toString('latin1'));
}
