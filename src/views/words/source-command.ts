import type { Voice } from './voice.ts';

/**
 * The command that gives the role another source profile. `PROFILE` if no other profile is known.
 */
export function sourceCommand(voice: Voice, than: string | null): string {
  const other = voice.otherSource(than);
  return voice.call(
    'role set',
    voice.roleName,
    other === null ? '--source-profile PROFILE' : voice.option('--source-profile', other),
  );
}
