/**
 * Returns a date and time with a zone as epoch ms, and null for any other text. A time without a
 * zone is refused, because botocore refuses it and JavaScript would read it as local time.
 */
export function zonedTime(text: string): number | null {
  const zoned = text.trim().replace(/ ?(?:UTC|GMT)$/, 'Z');
  if (!/\d(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(zoned) || !zoned.includes(':')) return null;
  // `+02` alone is ISO 8601, but JavaScript needs the minutes.
  const at = Date.parse(zoned.replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(at) ? null : at;
}
