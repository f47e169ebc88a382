import { withoutOuterDashes } from '../without-outer-dashes.ts';

/**
 * Makes a role's name from a text: a dash replaces characters that names may not have. Returns an
 * empty text if no allowed character is left.
 */
export function roleNameOf(text: string): string {
  return withoutOuterDashes(text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}_\-/.%@]+/gu, '-'));
}

/** Changes a role's name into a profile name that every reader of the credentials file accepts. */
export function writableProfileOf(roleName: string): string {
  const plain = withoutOuterDashes(roleName.replace(/[^A-Za-z0-9_\-/.%@]+/g, '-'));
  return plain === '' ? 'role' : plain;
}

/** Returns true for a name that some reader of the credentials file does not treat as a profile. */
export function isReservedName(name: string): boolean {
  // botocore adds the keys of `[DEFAULT]` to every section. The SDK for JavaScript reads a file
  // with `[__proto__]` as empty.
  return name === 'DEFAULT' || name === '__proto__';
}
