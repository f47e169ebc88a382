/**
 * When an answer was requested and received by this machine's clock, and its Date header in whole
 * seconds (RFC 9110, 6.6.1).
 */
export interface DatedAnswer {
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly date: string;
}

/**
 * Returns the server's clock minus this machine's in ms, from an answer's Date, which the server
 * wrote between sending and receiving. Keeps the known offset if it still fits, so that it does not
 * vary within a second; null if the header is not a date.
 */
export function measureClockOffset(
  { sentAt, receivedAt, date }: DatedAnswer,
  known: number,
): number | null {
  const second = Date.parse(date);
  if (Number.isNaN(second)) return null;
  const min = second - receivedAt;
  const max = second + 999 - sentAt;
  if (min <= known && known <= max) return known;
  if (min <= 0 && 0 <= max) return 0;
  return Math.round((min + max) / 2);
}
