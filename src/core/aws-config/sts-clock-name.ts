import { isAwsStsEndpoint } from './partition.ts';

/** AWS's own clock, which is the same in every region. */
export const AWS_CLOCK = '';

/** Names the clock of an STS endpoint: AWS's, or that of the server at this origin. */
export function stsClockName(endpoint: string | undefined): string {
  if (endpoint === undefined || isAwsStsEndpoint(endpoint)) return AWS_CLOCK;
  return /^[a-z]+:\/\/[^/?#]*/i.exec(endpoint.toLowerCase())?.[0] ?? endpoint;
}

/** Returns the host and port of an STS that is not AWS's own; null for AWS's. */
export function hostOfOtherSts(endpoint: string | undefined): string | null {
  if (endpoint === undefined || isAwsStsEndpoint(endpoint)) return null;
  return /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(endpoint)?.[1] ?? endpoint;
}

/**
 * Returns the clock for the times of every role: AWS's, unless all roles use one other server. So
 * no server affects a role that does not use it.
 */
export function timingClock(clocks: readonly string[]): string {
  const [first = AWS_CLOCK] = clocks;
  return clocks.every((each) => each === first) ? first : AWS_CLOCK;
}
