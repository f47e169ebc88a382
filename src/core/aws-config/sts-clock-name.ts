import { isAwsStsEndpoint } from './partition.ts';

/** The name of AWS's clock, which is the same in every region. */
export const AWS_CLOCK = '';

/**
 * Returns the name of an STS endpoint's clock. It is `AWS_CLOCK`, or the origin of another server.
 */
export function stsClockName(endpoint: string | undefined): string {
  if (endpoint === undefined || isAwsStsEndpoint(endpoint)) return AWS_CLOCK;
  return /^[a-z]+:\/\/[^/?#]*/i.exec(endpoint.toLowerCase())?.[0] ?? endpoint;
}

/** Returns the host and port of an STS endpoint that is not AWS's own; null for AWS's. */
export function hostOfOtherSts(endpoint: string | undefined): string | null {
  if (endpoint === undefined || isAwsStsEndpoint(endpoint)) return null;
  return /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(endpoint)?.[1] ?? endpoint;
}

/**
 * Returns the name of the one clock with which the times of all roles are compared. This is AWS's
 * clock if the roles use different servers, because no server may affect the roles of another
 * server.
 */
export function timingClock(clocks: readonly string[]): string {
  const [first = AWS_CLOCK] = clocks;
  return clocks.every((each) => each === first) ? first : AWS_CLOCK;
}
