/** Length of a TOTP step (RFC 6238), in ms. Each step has a new code. */
const STEP_MS = 30_000;

/** Returns the start of the next step, epoch ms. */
export function nextStep(now: number): number {
  return (Math.floor(now / STEP_MS) + 1) * STEP_MS;
}
