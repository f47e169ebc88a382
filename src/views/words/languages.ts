import type { Preferences } from '../../core/settings/preferences.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

/**
 * The chosen language's texts, or those for the system's locale (a BCP 47 tag); English if there is
 * no translation.
 */
export function wordsFor(language: Preferences['language'], systemLocale: string): Words {
  const tag = language === 'system' ? systemLocale : language;
  return /^de(?:-|$)/i.test(tag) ? de : en;
}

/**
 * The locale for times: the system's, unless its weekdays and months would be in another language.
 */
export function timeLocale({ language }: Words, systemLocale: string): string {
  // Without a locale, Chromium reports `en-US@posix`, which is not a tag.
  const [tag = ''] = systemLocale.split('@');
  return tag.toLowerCase().split('-')[0] === language ? tag : language;
}
