/**
 * Epoch ms of a date and time with its zone; null for other text. Botocore refuses a time without a
 * zone, and JavaScript would take it for this machine's.
 */
export function zonedTime(text: string): number | null {
  const zoned = text.trim().replace(/ ?(?:UTC|GMT)$/, 'Z');
  if (!/\d(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(zoned) || !zoned.includes(':')) return null;
  // `+02` alone is ISO 8601, and JavaScript wants the minutes too.
  const at = Date.parse(zoned.replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(at) ? null : at;
}
