import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Something that must stand in few places, and where it may. */
export interface Secret {
  /** What it is, for a failing test's message. */
  readonly name: string;
  readonly value: string;
  /** Paths below the searched folder: where the user put it, and where it is meant to go. */
  readonly allowed: readonly RegExp[];
}

/** Longest piece of a long secret that may leak unseen is 16 characters: pieces of 12, one at every fourth. */
const pieceLength = 12;
const pieceStep = 4;

/** Which of the secrets a text holds: whole or in part, as it is, percent-encoded, in Base64 or in hex. */
export function secretsIn(text: Buffer | string, secrets: readonly Secret[]): readonly Secret[] {
  const bytes = Buffer.from(text);
  return secrets.filter(({ value }) => needlesOf(value).some((needle) => found(bytes, needle)));
}

/** Every file below a folder with the secrets that it must not hold, one a line. */
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
    // A temporary file that had its time.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return Buffer.alloc(0);
    throw error;
  }
}

type Needle = string | RegExp;

function needlesOf(secret: string): readonly Needle[] {
  // A code is told from other numbers by what stands around it.
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

/** What of the secret's Base64 does not depend on what stands before and after it, where that many bytes stand before. */
function base64Within(secret: string, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
  return text.slice(before === 0 ? 0 : 4, -4);
}

function found(bytes: Buffer, needle: Needle): boolean {
  return typeof needle === 'string'
    ? bytes.includes(needle)
    : needle.test(bytes.toString('latin1'));
}
