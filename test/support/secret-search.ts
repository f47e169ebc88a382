import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A secret and the files that may contain it. */
export interface Secret {
  /** The secret's name in the message of a failed test. */
  readonly name: string;
  readonly value: string;
  /** Patterns of the files that may contain the secret, relative to the searched folder. */
  readonly allowed: readonly RegExp[];
}

/**
 * Of each secret, the search looks for pieces of 12 characters, one from every fourth position. So
 * it finds every part that has 15 or more characters.
 */
const pieceLength = 12;
const pieceStep = 4;

/**
 * Returns the secrets that a text contains: whole or in part as plain text or percent-encoded, or
 * whole in Base64 or hex.
 */
export function secretsIn(text: Buffer | string, secrets: readonly Secret[]): readonly Secret[] {
  return searchFor(secrets)(Buffer.from(text));
}

/**
 * Searches all files below a folder. Returns a line `PATH: NAME` for each secret in a file that
 * must not contain it.
 */
export function leaksBelow(folder: string, secrets: readonly Secret[]): readonly string[] {
  const search = searchFor(secrets);
  return filesBelow(folder).flatMap((file) => {
    const path = relative(folder, file);
    const leaked = search(contentOf(file)).filter(
      ({ allowed }) => !allowed.some((place) => place.test(path)),
    );
    return leaked.map(({ name }) => `${path}: ${name}`);
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
    // Another process has deleted this temporary file since the folder was listed.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return Buffer.alloc(0);
    throw error;
  }
}

type Search = (bytes: Buffer) => readonly Secret[];

interface Pattern {
  readonly secret: Secret;
  readonly bytes: Buffer;
}

/**
 * Returns a search that reads a text only once: it looks up each four bytes in a map, then compares
 * the rest of the piece.
 */
function searchFor(secrets: readonly Secret[]): Search {
  const codes = secrets.filter(({ value }) => isCode(value));
  const patterns = new Map<number, Pattern[]>();
  for (const secret of secrets) {
    for (const text of isCode(secret.value) ? [] : encodingsOf(secret.value)) {
      const bytes = Buffer.from(text);
      const start = bytes.readInt32LE();
      patterns.set(start, [...(patterns.get(start) ?? []), { secret, bytes }]);
    }
  }
  return (bytes) => {
    const found = new Set(codes.filter(({ value }) => codePattern(value).test(latin1(bytes))));
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      for (const pattern of patterns.get(bytes.readInt32LE(at)) ?? []) {
        const end = at + pattern.bytes.length;
        if (!found.has(pattern.secret) && bytes.subarray(at, end).equals(pattern.bytes))
          found.add(pattern.secret);
      }
    }
    return secrets.filter((secret) => found.has(secret));
  };
}

function isCode(secret: string): boolean {
  return /^\d+$/.test(secret);
}

/** Matches a code only if it is not a part of a longer number. */
function codePattern(code: string): RegExp {
  return new RegExp(`(?<![0-9A-Fa-f.])${code}(?![0-9A-Fa-f])`);
}

function latin1(bytes: Buffer): string {
  return bytes.toString('latin1');
}

function encodingsOf(secret: string): readonly string[] {
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
 * Returns the part of the secret's Base64 that is the same whatever precedes and follows the
 * secret. `before` is the number of bytes before the secret, modulo 3.
 */
function base64Within(secret: string, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
  return text.slice(before === 0 ? 0 : 4, -4);
}
