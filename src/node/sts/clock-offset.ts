/** One answer: when it was asked for and had, by our clock, and its Date header (RFC 9110, 6.6.1), which has whole seconds. */
export interface DatedAnswer {
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly date: string;
}

/**
 * The server's clock minus ours in ms, as far as one answer tells: the server wrote its Date somewhere between sending and receiving. What was
 * known before stays while it fits, so that the offset does not wander by what a second leaves open. Null where the header is no date.
 */
export function measureClockOffset(
  { sentAt, receivedAt, date }: DatedAnswer,
  known: number,
): number | null {
  const second = Date.parse(date);
  if (Number.isNaN(second)) return null;
  const least = second - receivedAt;
  const most = second + 999 - sentAt;
  if (least <= known && known <= most) return known;
  if (least <= 0 && 0 <= most) return 0;
  return Math.round((least + most) / 2);
}
