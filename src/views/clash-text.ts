import type { NameClash } from '../core/discovery/planned-names.ts';
import { displaySafeFacts } from './display-safe.ts';
import type { Words } from './words/words.ts';

/** Returns why a role cannot be added under its planned name. The text is safe to show. */
export function clashText(words: Words, clash: NameClash): string {
  const say = words.discovery.clashes[clash.kind] as (clash: NameClash) => string;
  return say(displaySafeFacts(clash));
}
