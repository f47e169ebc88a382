import type { ImportableProfile } from '../core/contract/role-api.ts';
import type { ImportObstacle } from '../core/import-obstacle.ts';
import { displaySafe, displaySafeFacts } from './display-safe.ts';
import type { Words } from './words/words.ts';

/** Returns whether a profile can be added, already exists as a role, or cannot be added. */
export function importStateOf({ obstacle }: ImportableProfile): 'new' | 'known' | 'impossible' {
  if (obstacle === null) return 'new';
  return obstacle.kind === 'name-taken' && obstacle.same ? 'known' : 'impossible';
}

/** Returns why a profile cannot be added. The text is safe to show. */
export function obstacleText(words: Words, obstacle: ImportObstacle, profile: string): string {
  const say = words.importing.obstacles[obstacle.kind] as (
    obstacle: ImportObstacle,
    profile: string,
  ) => string;
  return say(displaySafeFacts(obstacle), displaySafe(profile));
}
