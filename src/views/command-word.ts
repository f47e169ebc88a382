import { quotedAnywhere } from '../core/quoting.ts';

/**
 * A name as one word of a command that we suggest, whichever shell a person pastes it into. If no
 * quoting is safe in all of them, the placeholder of the usage line: never a guess.
 */
export function commandWord(name: string | null): string {
  return (name === null ? null : quotedAnywhere(name)) ?? 'NAME';
}
