import type { Preferences } from '../../core/settings/preferences.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

/**
 * Returns the texts of the selected language, or of the system's locale (a BCP 47 tag). Returns
 * English texts if there is no translation.
 */
export function wordsFor(language: Preferences['language'], systemLocale: string): Words {
  const tag = language === 'system' ? systemLocale : language;
  return /^de(?:-|$)/i.test(tag) ? de : en;
}

/**
 * Returns the locale for times, which is the system's locale if it has the same language as the
 * texts.
 */
export function timeLocale({ language }: Words, systemLocale: string): string {
  // Without a locale, Chromium reports `en-US@posix`, which is not a tag.
  const [tag = ''] = systemLocale.split('@');
  return tag.toLowerCase().split('-')[0] === language ? tag : language;
}
