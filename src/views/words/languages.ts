import type { Preferences } from '../../core/settings/preferences.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

/** The words of the chosen language, or of the system's (a BCP 47 tag); English where there are none of it. */
export function wordsFor(language: Preferences['language'], systemLocale: string): Words {
  const tag = language === 'system' ? systemLocale : language;
  return /^de(?:-|$)/i.test(tag) ? de : en;
}

/** How times are written: as the system does, unless its words (weekdays, months) would be of another language. */
export function timeLocale({ language }: Words, systemLocale: string): string {
  // Chromium without a locale gives `en-US@posix`, which is no tag.
  const [tag = ''] = systemLocale.split('@');
  return tag.toLowerCase().split('-')[0] === language ? tag : language;
}
