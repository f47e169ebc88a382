/**
 * STS's clock minus the wall clock of this computer, and the wall-clock time of this measurement.
 */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly measuredAt: number;
}

/**
 * What the processes of this computer share about the clocks of STS servers and about used MFA
 * codes.
 */
export interface SharedFacts {
  /**
   * Returns the last measured offset. `clock` is '' for AWS's own clock; for another STS server, it
   * is the origin of that server's URL.
   */
  clockOffset(clock: string): ClockOffset | null;
  rememberClockOffset(clock: string, offset: ClockOffset): void;
  /**
   * Reserves an MFA code for this process; `hash` is the hash of the device's serial and the code.
   * Returns false if a process reserved it in the last ten minutes.
   */
  claimMfaCode(hash: string, now: number): boolean;
}
