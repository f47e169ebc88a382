import type { Credentials, SessionCredentials } from '../../credentials.ts';
import { ok, type Result } from '../../result.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import { refreshAtOf, servesAsCaller } from '../../sessions/expiry.ts';
import type { Answered } from '../../sts/sts-requests.ts';

interface InMemory {
  readonly credentials: Credentials;
  readonly assumedAt: number;
  readonly expiration: number;
  readonly digest: string;
}

type Assume = () => Promise<Result<Answered<{ readonly credentials: SessionCredentials }>>>;

/**
 * Keeps in memory the sessions of source chains that are in no file. These are sessions of parent
 * roles that are off and of `role_arn` profiles. Concurrent callers share one call. Each session is
 * reused until its refresh is due.
 */
export class HopSessions {
  readonly #clock: CorrectedClock;
  readonly #held = new Map<string, InMemory>();
  readonly #underWay = new Map<string, Promise<Result<InMemory>>>();

  constructor(clock: CorrectedClock) {
    this.#clock = clock;
  }

  /**
   * Returns the session `id`, or calls `assume`. `digest` is a hash of the settings that affect the
   * session. A session with another digest is not reused.
   */
  async get(id: string, digest: string, assume: Assume): Promise<Result<Credentials>> {
    const held = this.#held.get(id);
    if (held?.digest === digest && this.#serves(held)) return ok(held.credentials);
    const key = `${id} ${digest}`;
    const underWay = this.#underWay.get(key) ?? this.#assume(id, digest, assume);
    this.#underWay.set(key, underWay);
    try {
      const result = await underWay;
      return result.ok ? ok(result.value.credentials) : result;
    } finally {
      this.#underWay.delete(key);
    }
  }

  /** Forgets the session with this access key, because STS refused it as expired. */
  drop(accessKeyId: string): void {
    for (const [id, { credentials }] of this.#held)
      if (credentials.accessKeyId === accessKeyId) this.#held.delete(id);
  }

  #serves(held: InMemory): boolean {
    const now = this.#clock.now();
    return (
      this.#clock.isTrusted(held.assumedAt) &&
      now < refreshAtOf(held, 0) &&
      servesAsCaller(held, now)
    );
  }

  async #assume(id: string, digest: string, assume: Assume): Promise<Result<InMemory>> {
    const result = await assume();
    if (!result.ok) return result;
    const { credentials } = result.value.value;
    const held = {
      credentials,
      assumedAt: this.#clock.now(),
      expiration: credentials.expiration,
      digest,
    };
    this.#held.set(id, held);
    return ok(held);
  }
}
