import type { CatalogueFormat } from './fact-format.ts';

/**
 * The command that gives the role another source profile. `PROFILE` if no other profile is known.
 */
export function sourceCommand(format: CatalogueFormat, than: string | null): string {
  const other = format.otherSource(than);
  return format.call(
    'role set',
    format.roleName,
    other === null ? '--source-profile PROFILE' : format.option('--source-profile', other),
  );
}
