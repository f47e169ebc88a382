/**
 * The Date header of an answer, in whole seconds (RFC 9110, 6.6.1). `sentAt` and `receivedAt` are
 * the times of the request and the answer by this machine's clock, in epoch ms.
 */
export interface DatedAnswer {
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly date: string;
}

/**
 * Returns the server's clock minus this machine's clock, in ms, or null if the header is not a
 * date. Returns the known offset if the header does not contradict it, because the header has only
 * whole seconds.
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
