import type { MfaDevice } from './accounts.ts';
import type { MfaParameters } from './parameters.ts';
import type { Verdict } from './refusal.ts';
import { accessDenied, grant, refuse } from './refusal.ts';
import { TOTP_STEP_MS, totp, totpStep } from './totp.ts';

/**
 * Checks a serial number and a code against the caller's devices. Remembers accepted codes, because
 * each code works once.
 */
export interface MfaCheck {
  /**
   * Returns when the code was accepted; null if the request has neither a serial number nor a code.
   */
  accept(
    devices: readonly MfaDevice[],
    parameters: MfaParameters,
    now: number,
  ): Verdict<number | null>;
}

export function createMfaCheck(): MfaCheck {
  const used = new Set<string>();
  return {
    accept(devices, { serialNumber, tokenCode }, now) {
      if (serialNumber === null && tokenCode === null) return grant(null);
      if (serialNumber === null || tokenCode === null) {
        return refuse(
          accessDenied(
            'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ',
          ),
        );
      }
      const device = devices.find((each) => each.serialNumber === serialNumber);
      if (device === undefined) {
        return refuse(
          accessDenied(
            'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user. ',
          ),
        );
      }
      const step = stepOf(device, tokenCode, now);
      const key = `${serialNumber} ${tokenCode} ${String(step)}`;
      if (step === null || used.has(key)) {
        return refuse(
          accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. '),
        );
      }
      used.add(key);
      return grant(now);
    },
  };
}

/**
 * Returns the time step of this code; null if the code is not from this device. Accepts one step of
 * difference (RFC 6238, section 5.2).
 */
function stepOf(device: MfaDevice, code: string, now: number): number | null {
  if (device.kind === 'codes') return device.codes.includes(code) ? totpStep(now) : null;
  const at = [now, now - TOTP_STEP_MS, now + TOTP_STEP_MS].find(
    (time) => totp(device.seed, time) === code,
  );
  return at === undefined ? null : totpStep(at);
}
