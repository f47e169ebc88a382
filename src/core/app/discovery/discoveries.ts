import type { AccessPortal, LastListings } from '../../access-portal.ts';
import { signInKeyOf, type SsoReference } from '../../aws-config/sign-in-session.ts';
import type { Discovery, DiscoveryUnderWay } from '../../contract/discovery-api.ts';
import { Cancellation } from '../../discovery/cancellation.ts';
import { compareListing, rememberedListing } from '../../discovery/compare-listing.ts';
import { listAssignments } from '../../discovery/list-assignments.ts';
import { Listeners } from '../../listeners.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { SsoSession } from '../../sign-in-session.ts';
import { ok, type Result } from '../../result.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import { rolesOf, ssoSessionIn } from './sso-roles.ts';

export interface DiscoveryDependencies {
  readonly portal: AccessPortal;
  readonly listings: LastListings;
  readonly clock: Clock;
  readonly random: Random;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
}

interface RunningListing {
  readonly shown: DiscoveryUnderWay;
  readonly cancellation: Cancellation;
  readonly done: Promise<Result<Discovery | null>>;
}

/**
 * The running listings of this process. If several callers list the same permission sets, they
 * share one listing.
 */
export class Discoveries {
  readonly #deps: DiscoveryDependencies;
  readonly #underWay = new Map<string, RunningListing>();
  readonly #changed = new Listeners();

  constructor(deps: DiscoveryDependencies) {
    this.#deps = deps;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  all(): readonly DiscoveryUnderWay[] {
    return [...this.#underWay.values()].map(({ shown }) => shown);
  }

  async list(from: SsoReference): Promise<Result<Discovery | null>> {
    const snapshot = await this.#deps.readSnapshot();
    if (!snapshot.ok) return snapshot;
    const session = ssoSessionIn(snapshot.value, from);
    if (!session.ok) return session;
    return this.#underWay.get(signInKeyOf(session.value))?.done ?? this.#begin(session.value);
  }

  cancel(): void {
    for (const { cancellation } of this.#underWay.values()) cancellation.cancel();
  }

  #begin(session: SsoSession): Promise<Result<Discovery | null>> {
    const { portal, clock, random } = this.#deps;
    const key = signInKeyOf(session);
    const cancellation = new Cancellation();
    const listing = portal.browse(session, cancellation, (pages) =>
      listAssignments(pages, {
        clock,
        random,
        cancelled: cancellation,
        progressed: (progress) => {
          const present = this.#underWay.get(key);
          if (present?.cancellation !== cancellation) return;
          this.#underWay.set(key, { ...present, shown: { ...present.shown, ...progress } });
          this.#changed.call();
        },
      }),
    );
    const done = listing
      .then(async (result) => {
        if (!result.ok || result.value === null) return result.ok ? ok(null) : result;
        const snapshot = await this.#deps.readSnapshot();
        if (!snapshot.ok) return snapshot;
        const last = this.#deps.listings.get(key);
        const assignments = compareListing(result.value, {
          last,
          roles: rolesOf(session, snapshot.value),
        });
        this.#deps.listings.put(key, rememberedListing(result.value, last, clock.now()));
        const { unlisted } = result.value;
        return ok({ assignments, unlisted, lastAt: last?.at ?? null });
      })
      .finally(() => {
        this.#underWay.delete(key);
        this.#changed.call();
      });
    const shown = {
      signIn: session.profile,
      accountsDone: 0,
      accounts: null,
      permissionSets: 0,
      isThrottled: false,
    };
    this.#underWay.set(key, { shown, cancellation, done });
    this.#changed.call();
    return done;
  }
}
