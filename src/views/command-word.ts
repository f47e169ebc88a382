import { quotedAnywhere } from '../core/quoting.ts';

/**
 * Returns a name as one word of a command that is safe to paste into any shell. If no quoting is
 * safe in all of them, returns the placeholder of the usage line.
 */
export function commandWord(name: string | null): string {
  return (name === null ? null : quotedAnywhere(name)) ?? 'NAME';
}
