import { withoutOuterDashes } from '../without-outer-dashes.ts';

/**
 * Returns a role's name for a text: a dash replaces each character that names may not have. Empty
 * if nothing is left.
 */
export function roleNameOf(text: string): string {
  return withoutOuterDashes(text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}_\-/.%@]+/gu, '-'));
}

/** Returns a name for the profile of a role that every reader of the credentials file accepts. */
export function writableProfileOf(roleName: string): string {
  const plain = withoutOuterDashes(roleName.replace(/[^A-Za-z0-9_\-/.%@]+/g, '-'));
  return plain === '' ? 'role' : plain;
}

/** Returns true for a name that some reader of the credentials file does not treat as a profile. */
export function isReservedName(name: string): boolean {
  // `[DEFAULT]` adds its keys to every section for botocore; `[__proto__]` empties the file for the
  // SDK for JavaScript.
  return name === 'DEFAULT' || name === '__proto__';
}
