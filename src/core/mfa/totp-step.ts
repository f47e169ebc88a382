/** A TOTP step (RFC 6238): a code works once, and each step has a new one. */
const STEP_MS = 30_000;

/** Returns when the next code begins, epoch ms. */
export function nextStep(now: number): number {
  return (Math.floor(now / STEP_MS) + 1) * STEP_MS;
}
