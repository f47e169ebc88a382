import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A secret and the files that may contain it. */
export interface Secret {
  /** The secret's name in the message of a failed test. */
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
  return searchFor(secrets)(Buffer.from(text));
}

/** Returns every file below a folder with a secret that it must not contain, one per line. */
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
    // A temporary file that another process deleted meanwhile.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return Buffer.alloc(0);
    throw error;
  }
}

type Search = (bytes: Buffer) => readonly Secret[];

interface Needle {
  readonly secret: Secret;
  readonly bytes: Buffer;
}

/** Reads a text once for all secrets: finds their first four bytes, then compares the others. */
function searchFor(secrets: readonly Secret[]): Search {
  const codes = secrets.filter(({ value }) => isCode(value));
  const needles = new Map<number, Needle[]>();
  for (const secret of secrets) {
    for (const text of isCode(secret.value) ? [] : needlesOf(secret.value)) {
      const bytes = Buffer.from(text);
      const start = bytes.readInt32LE();
      needles.set(start, [...(needles.get(start) ?? []), { secret, bytes }]);
    }
  }
  return (bytes) => {
    const found = new Set(codes.filter(({ value }) => codePattern(value).test(latin1(bytes))));
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      for (const needle of needles.get(bytes.readInt32LE(at)) ?? []) {
        const end = at + needle.bytes.length;
        if (!found.has(needle.secret) && bytes.subarray(at, end).equals(needle.bytes))
          found.add(needle.secret);
      }
    }
    return secrets.filter((secret) => found.has(secret));
  };
}

function isCode(secret: string): boolean {
  return /^\d+$/.test(secret);
}

/** A code is distinguished from other numbers by the characters around it. */
function codePattern(code: string): RegExp {
  return new RegExp(`(?<![0-9A-Fa-f.])${code}(?![0-9A-Fa-f])`);
}

function latin1(bytes: Buffer): string {
  return bytes.toString('latin1');
}

function needlesOf(secret: string): readonly string[] {
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
