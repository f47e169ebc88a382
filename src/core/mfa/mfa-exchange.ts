import type { Credentials, SessionCredentials } from '../credentials.ts';
import { ok, type Result } from '../result.ts';
import { isAssumed } from '../roles/role.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { StsCalls } from '../sts/sts-calls.ts';
import type { Signer } from '../sts/signer.ts';
import type { CodeClaims } from './code-claims.ts';
import type { MfaTarget } from './mfa-target.ts';
import type { MfaSessions } from './mfa-sessions.ts';

/**
 * The pauses between the attempts to send a code, in ms. After an attempt, there is another one
 * only if the HTTP request was certainly not sent.
 */
export const RESEND_PAUSES_MS = [500, 2000];
/** The duration of an MFA session, in seconds, if the settings could not be read. */
const DEFAULT_SESSION_SECONDS = 43_200;

export interface MfaExchangeDeps {
  readonly calls: StsCalls;
  readonly claims: CodeClaims;
  readonly sessions: MfaSessions;
  readonly settings: SettingsFile;
  readonly clock: CorrectedClock;
}

/** Exchanges a code and a user's own keys for an MFA session. */
export class MfaExchange {
  readonly #deps: MfaExchangeDeps;

  constructor(deps: MfaExchangeDeps) {
    this.#deps = deps;
  }

  /**
   * If `inMemory` is true, the session is only in memory until a role is assumed with it. Then it
   * is also put into the secret store.
   */
  async sessionFor(
    target: MfaTarget,
    { credentials, code }: { readonly credentials: Credentials; readonly code: string },
    how: { readonly inMemory: boolean },
  ): Promise<Result<SessionCredentials>> {
    const { claims, sessions, clock } = this.#deps;
    const claimed = claims.claim(target.serial, code);
    if (!claimed.ok) return claimed;
    const signer: Signer = {
      credentials,
      region: target.region,
      endpoint: target.endpoint,
      profile: target.sourceProfile,
      chained: false,
      mfaSerial: target.serial,
    };
    const answer = await this.#send(signer, target, code);
    if (!answer.ok) return answer;
    const session = answer.value.value;
    const mfaSession = {
      credentials: session,
      assumedAt: clock.now(),
      expiration: session.expiration,
    };
    sessions.add(credentials.accessKeyId, target, mfaSession, how);
    return ok(session);
  }

  async #send(
    signer: Signer,
    target: MfaTarget,
    tokenCode: string,
  ): ReturnType<StsCalls['getSessionToken']> {
    const { calls, clock } = this.#deps;
    const durationSeconds = this.#secondsOf(target);
    const request = { serialNumber: target.serial, tokenCode, durationSeconds };
    for (const pause of RESEND_PAUSES_MS) {
      const answer = await calls.getSessionToken(signer, request);
      if (answer.ok || !answer.notSent) return answer;
      await new Promise<void>((done) => clock.wake(pause, done));
    }
    return calls.getSessionToken(signer, request);
  }

  /**
   * Returns the longest duration that roles of the kind "MFA session" set for this device. If none
   * sets one, returns the duration of the preferences.
   */
  #secondsOf({ sourceProfile, serial }: MfaTarget): number {
    const { roles = [], preferences } = this.#deps.settings.lastRead ?? {};
    const own = roles
      .filter((role) => !isAssumed(role) && role.sourceProfile === sourceProfile)
      .flatMap(({ mfaSerial, durationSeconds }) =>
        mfaSerial === serial && durationSeconds !== undefined ? [durationSeconds] : [],
      );
    if (own.length > 0) return Math.max(...own);
    return preferences?.mfaSessionSeconds ?? DEFAULT_SESSION_SECONDS;
  }
}
