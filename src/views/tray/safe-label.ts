import { displaySafe } from '../display-safe.ts';

/**
 * The maximum number of characters of the names in a label, so that the menu fits on the screen.
 */
export const MAX_CHARACTERS = 60;

/**
 * Returns the name, made safe for a label or a notice. Returns `otherwise` if no character of the
 * name can be shown.
 */
export function safeName(name: string, otherwise: string): string {
  const safe = plain.test(name) ? name : displaySafe(name);
  return shortened(safe === '' ? otherwise : safe, MAX_CHARACTERS);
}

export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/**
 * Doubles each `&`, because Electron treats a single `&` as the mark of a keyboard shortcut on
 * every system (Chromium's `l10n_util` removes it on macOS).
 */
export function menuLabel(text: string): string {
  return text.includes('&') ? text.replaceAll('&', '&&') : text;
}

/**
 * Replaces each `&` by the similar `＆`. Windows removes `&` from a tooltip, and some notification
 * servers on Linux show nothing for a text that contains it.
 */
export function withoutAmpersand(text: string): string {
  return text.replaceAll('&', '＆');
}

// A quick check for typical names: safe characters, and nothing that could be an access key ID.
const plain = /^(?!.*[AK][SK]IA)[A-Za-z0-9_\-/.%@]+$/;
