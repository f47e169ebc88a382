/** „eins“, „eins und zwei“, „eins, zwei und drei“. */
export const listOf = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} und ${names.at(-1) ?? ''}`;

export function durationText(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? '1 Stunde' : `${seconds / 3600} Stunden`;
  return seconds % 60 === 0 ? `${seconds / 60} Minuten` : `${seconds} Sekunden`;
}
