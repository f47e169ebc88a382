import { withoutOuterDashes } from '../without-outer-dashes.ts';

/** Returns a role's name for a text: a dash for what no name may hold. Empty if nothing is left. */
export function roleNameOf(text: string): string {
  return withoutOuterDashes(text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}_\-/.%@]+/gu, '-'));
}

/** Returns a name for the profile of a role: what each reader of the credentials file takes. */
export function writableProfileOf(roleName: string): string {
  const plain = withoutOuterDashes(roleName.replace(/[^A-Za-z0-9_\-/.%@]+/g, '-'));
  return plain === '' ? 'role' : plain;
}

/** Names that some reader of the credentials file treats as no profile. */
export function isReservedName(name: string): boolean {
  // `[DEFAULT]` leaks its keys into every section for botocore; `[__proto__]` empties the file for
  // the SDK for JavaScript.
  return name === 'DEFAULT' || name === '__proto__';
}
