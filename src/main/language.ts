import { app } from 'electron';
import type { AppState } from '../core/contract/app-state.ts';
import { timeLocale, wordsFor } from '../views/words/languages.ts';
import type { FactFormat } from '../views/words/fact-format.ts';
import type { Words } from '../views/words/words.ts';

/**
 * Language and formats of tray, notices and dialogs: the language in the settings, times in the
 * system's format.
 */
export interface Language {
  readonly words: Words;
  /** Hours and minutes, with the date unless it is today. */
  readonly formatTime: (at: number) => string;
  /** A locale for `Intl`. */
  readonly locale: string;
}

/** The parts of the state that language and formats depend on. */
export interface TextSettings {
  readonly preferences: Pick<AppState['preferences'], 'language'>;
  readonly clockOffsetMs: number;
}

/** Used before the settings are read: the system's language. */
const systemSettings: TextSettings = { preferences: { language: 'system' }, clockOffsetMs: 0 };

export function languageOf({
  preferences,
  clockOffsetMs,
}: TextSettings = systemSettings): Language {
  const [system = 'en'] = app.getPreferredSystemLanguages();
  const words = wordsFor(preferences.language, system);
  const now = (): number => Date.now() + clockOffsetMs;
  const locale = timeLocale(words, system);
  return { words, locale, formatTime: timeFormat(now, locale) };
}

function timeFormat(now: () => number, locale: string): (at: number) => string {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const dayAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (at) =>
    (new Date(at).toDateString() === new Date(now()).toDateString() ? time : dayAndTime).format(at);
}

/** How dialogs describe a role's failure, with the field labels of the panel's form. */
export function systemFormat(
  { locale, formatTime }: Language,
  roleName: string | null,
): FactFormat {
  return {
    roleName,
    field: (name) => name,
    time: formatTime,
    moment: (at) => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(at),
  };
}
