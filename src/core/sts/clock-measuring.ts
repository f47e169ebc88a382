import type { Clock } from '../ports.ts';
import type { Result } from '../result.ts';
import type { CorrectedClock } from './corrected-clock.ts';
import type { RoleAssumption } from '../sessions/assumption/role-assumption.ts';
import { isHeld } from '../sessions/session.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { World } from '../sessions/world.ts';

/** How often STS's clock is asked for while it cannot be had. */
const AGAIN_MS = 60_000;

export interface ClockMeasuringParts {
  readonly timer: Clock;
  readonly clock: CorrectedClock;
  readonly book: SessionBook;
  readonly assumption: RoleAssumption;
  readonly readWorld: () => Promise<Result<World>>;
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
    const now = this.#parts.timer.monotonic();
    if (this.#underWay === null && now - this.#lastAt < AGAIN_MS) return;
    await this.measureNow();
  }

  async measureNow(): Promise<void> {
    this.#lastAt = this.#parts.timer.monotonic();
    this.#underWay ??= this.#once().finally(() => {
      this.#underWay = null;
    });
    await this.#underWay;
  }

  async #once(): Promise<void> {
    const { clock, book, assumption, readWorld } = this.#parts;
    const world = await readWorld();
    if (!world.ok || clock.isTrusted(null)) return;
    for (const role of world.value.roles) {
      const { credentials } = world.value.section(role.targetProfile);
      const isTiming = world.value.clockOf(role) === clock.timing;
      if (!isTiming || credentials === null || !isHeld(book.session(role.id))) continue;
      await assumption.measure(role, credentials, world.value);
      return;
    }
  }
}
