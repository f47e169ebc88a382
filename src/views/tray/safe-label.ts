import { displaySafe } from '../display-safe.ts';

/** A menu as wide as the screen helps nobody. */
const MOST_CHARACTERS = 60;

/** A name that others wrote, fit for a label or a notice; `otherwise` where nothing of it can be shown. */
export function safeName(name: string, otherwise: string): string {
  const safe = plain.test(name) ? name : displaySafe(name);
  return shortened(safe === '' ? otherwise : safe, MOST_CHARACTERS);
}

export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** Electron takes a single `&` for the mark of an access key, on every system (Chromium's `l10n_util` removes it on macOS). */
export function menuLabel(text: string): string {
  return text.includes('&') ? text.replaceAll('&', '&&') : text;
}

// What nearly all names are: nothing of it can do harm, and no run of capitals is long enough for an access key id.
const plain = /^(?!.*[AK][SK]IA)[A-Za-z0-9_\-/.%@]+$/;
