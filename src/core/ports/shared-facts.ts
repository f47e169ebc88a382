/** STS's clock minus ours, and when it was measured by our wall clock. */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly measuredAt: number;
}

/** What every process of this computer shares about STS's clock and used MFA codes. */
export interface SharedFacts {
  /** `clock`: '' for AWS's own, else the origin of another STS. */
  clockOffset(clock: string): ClockOffset | null;
  rememberClockOffset(clock: string, offset: ClockOffset): void;
  /**
   * Returns false if a process used this code for this serial before (stored as a hash, for ten
   * minutes).
   */
  claimMfaCode(hash: string, now: number): boolean;
}
