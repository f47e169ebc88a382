import type { AccessPortal, Assignment, PortalPages } from '../../src/core/access-portal.ts';
import type { Failure } from '../../src/core/failure.ts';

/** The access portal of Identity Center in memory. Each list has one page. */
export class MemoryPortal implements AccessPortal {
  assignments: readonly Assignment[] = [];
  /** Accounts whose permission sets the portal does not list, with the failure, by account ID. */
  readonly refused = new Map<string, Failure>();
  /** The failure of every request; null if requests succeed. */
  trouble: Failure | null = null;
  /** Each request waits for this before it is answered. */
  before: () => Promise<void> = () => Promise.resolve();

  browse: AccessPortal['browse'] = (_session, _cancelled, use) => use(this.#pages());

  #pages(): PortalPages {
    return {
      accounts: async () => {
        await this.before();
        const failure = this.trouble;
        if (failure !== null) return { ok: false, failure, retryAfterMs: null };
        return { ok: true, items: this.assignments, nextPage: null };
      },
      permissionSets: async (accountId) => {
        await this.before();
        const failure = this.trouble ?? this.refused.get(accountId) ?? null;
        if (failure !== null) return { ok: false, failure, retryAfterMs: null };
        const items = this.assignments
          .filter((each) => each.accountId === accountId)
          .map(({ permissionSet }) => permissionSet);
        return { ok: true, items, nextPage: null };
      },
    };
  }
}
