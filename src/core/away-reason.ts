/**
 * Why the person is away: the screen was locked, the computer sleeps, or nobody used it for the time
 * that the settings say.
 */
export type AwayReason = 'lock' | 'suspend' | 'idle';
