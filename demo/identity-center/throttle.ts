/** How many requests a server accepts: a token bucket, as AWS's APIs use. */
export interface RequestRate {
  readonly perSecond: number;
  /** Requests that may come at once after a pause. */
  readonly burst: number;
  /** The Retry-After header of a refusal. Default: no header, like AWS's portal. */
  readonly retryAfterSeconds?: number;
}

/**
 * Returns a function that counts one request. The function returns false if there are too many
 * requests.
 */
export function createBucket({ perSecond, burst }: RequestRate, now: () => number): () => boolean {
  let left = burst;
  let at = now();
  return () => {
    const present = now();
    left = Math.min(burst, left + (Math.max(0, present - at) * perSecond) / 1000);
    at = present;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
