import type { Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { RoleAssumption } from '../assuming/role-assumption.ts';
import { isHeld } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** How often STS's clock is asked for while it cannot be had. */
const AGAIN_MS = 60_000;

export interface ClockMeasuringParts {
  readonly clock: CorrectedClock;
  readonly book: SessionStore;
  readonly assumption: RoleAssumption;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
}

/** Asks for STS's clock where nothing is known of it, by the cheapest call, with the first session that stands. */
export class ClockMeasuring {
  readonly #parts: ClockMeasuringParts;
  #underWay: Promise<void> | null = null;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(parts: ClockMeasuringParts) {
    this.#parts = parts;
  }

  /** At most once a minute; where it fails, a later call tries again. */
  async measure(): Promise<void> {
    const now = this.#parts.clock.monotonic();
    if (this.#underWay === null && now - this.#lastAt < AGAIN_MS) return;
    await this.measureNow();
  }

  async measureNow(): Promise<void> {
    this.#lastAt = this.#parts.clock.monotonic();
    this.#underWay ??= this.#once().finally(() => {
      this.#underWay = null;
    });
    await this.#underWay;
  }

  async #once(): Promise<void> {
    const { clock, book, assumption, readSnapshot } = this.#parts;
    const snapshot = await readSnapshot();
    if (!snapshot.ok || clock.isTrusted(null)) return;
    for (const role of snapshot.value.roles) {
      const { credentials } = snapshot.value.section(role.targetProfile);
      const isTiming = snapshot.value.clockOf(role) === clock.timing;
      if (!isTiming || credentials === null || !isHeld(book.session(role.id))) continue;
      await assumption.measure(role, credentials, snapshot.value);
      return;
    }
  }
}
