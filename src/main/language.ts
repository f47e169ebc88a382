import { app } from 'electron';
import type { AppState } from '../core/contract/app-state.ts';
import { timeTexts } from '../views/time-texts.ts';
import { timeLocale, wordsFor } from '../views/words/languages.ts';
import type { FactFormat } from '../views/words/fact-format.ts';
import type { Words } from '../views/words/words.ts';

/**
 * The language and the formats of the tray, notices and dialogs. Rolekeeper's settings choose the
 * language, and the system's settings choose the format of times.
 */
export interface Language {
  readonly words: Words;
  /** Hours and minutes, with the date unless it is today. */
  readonly formatTime: (at: number) => string;
  /** Hours, minutes and seconds. */
  readonly formatMoment: (at: number) => string;
}

/** The parts of the state on which the language and the formats depend. */
export interface TextSettings {
  readonly preferences: Pick<AppState['preferences'], 'language'>;
  readonly clockOffsetMs: number;
}

/** Used before the settings are read, with the system's language. */
const systemSettings: TextSettings = { preferences: { language: 'system' }, clockOffsetMs: 0 };

export function languageOf({
  preferences,
  clockOffsetMs,
}: TextSettings = systemSettings): Language {
  const [system = 'en'] = app.getPreferredSystemLanguages();
  const words = wordsFor(preferences.language, system);
  const now = (): number => Date.now() + clockOffsetMs;
  const { time, moment } = timeTexts(timeLocale(words, system));
  return { words, formatTime: (at) => time(at, now()), formatMoment: moment };
}

/** Returns the formats with which dialogs describe a role's failure. */
export function systemFormat(
  { formatTime, formatMoment }: Language,
  roleName: string | null,
): FactFormat {
  return {
    roleName,
    field: (name) => name,
    time: formatTime,
    moment: formatMoment,
  };
}
