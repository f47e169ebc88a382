import type { Credentials, SessionCredentials } from '../../credentials.ts';
import { ok, type Result } from '../../result.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import { refreshAtOf, canSignCalls } from '../../sessions/expiry.ts';
import type { Answered } from '../../sts/sts-requests.ts';

interface CachedSession {
  readonly credentials: Credentials;
  readonly assumedAt: number;
  readonly expiration: number;
  readonly digest: string;
}

type Assume = () => Promise<Result<Answered<{ readonly credentials: SessionCredentials }>>>;

/**
 * The sessions in memory of parent roles that are off, and of `role_arn` profiles. Each is reused
 * until its refresh is due, and concurrent callers share one call.
 */
export class HopSessions {
  readonly #clock: CorrectedClock;
  readonly #sessions = new Map<string, CachedSession>();
  readonly #runningCalls = new Map<string, Promise<Result<CachedSession>>>();

  constructor(clock: CorrectedClock) {
    this.#clock = clock;
  }

  /**
   * Returns the credentials of the session `id`, or calls `assume` to get them. `digest` is a hash
   * of the settings that affect the session; a session with another digest is not reused.
   */
  async get(id: string, digest: string, assume: Assume): Promise<Result<Credentials>> {
    const session = this.#sessions.get(id);
    if (session?.digest === digest && this.#isUsable(session)) return ok(session.credentials);
    const key = `${id} ${digest}`;
    const runningCall = this.#runningCalls.get(key) ?? this.#assume(id, digest, assume);
    this.#runningCalls.set(key, runningCall);
    try {
      const result = await runningCall;
      return result.ok ? ok(result.value.credentials) : result;
    } finally {
      this.#runningCalls.delete(key);
    }
  }

  /** Forgets the session with this access key, because STS refused it as expired. */
  drop(accessKeyId: string): void {
    for (const [id, { credentials }] of this.#sessions)
      if (credentials.accessKeyId === accessKeyId) this.#sessions.delete(id);
  }

  #isUsable(session: CachedSession): boolean {
    const now = this.#clock.now();
    return (
      this.#clock.isTrusted(session.assumedAt) &&
      now < refreshAtOf(session, 0) &&
      canSignCalls(session, now)
    );
  }

  async #assume(id: string, digest: string, assume: Assume): Promise<Result<CachedSession>> {
    const result = await assume();
    if (!result.ok) return result;
    const { credentials } = result.value.value;
    const session = {
      credentials,
      assumedAt: this.#clock.now(),
      expiration: credentials.expiration,
      digest,
    };
    this.#sessions.set(id, session);
    return ok(session);
  }
}
