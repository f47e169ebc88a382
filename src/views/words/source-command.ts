import type { CatalogueFormat } from './fact-format.ts';

/**
 * Returns the command that gives the role another source profile. The profile is the placeholder
 * `PROFILE` if no other one is known.
 */
export function sourceCommand(format: CatalogueFormat, than: string | null): string {
  const other = format.otherSource(than);
  return format.call(
    'role set',
    format.roleName,
    other === null ? '--source-profile PROFILE' : format.option('--source-profile', other),
  );
}
