import type { Failure } from '../failure.ts';
import type {
  Assignment,
  CancelSignal,
  PortalAccount,
  PortalAnswer,
  PortalPages,
} from '../access-portal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { failed, ok, type Result } from '../result.ts';
import {
  sortedByAccount,
  type Listing,
  type ListingProgress,
  type UnlistedAccount,
} from './assignment.ts';
import { Cancellation } from './cancellation.ts';
import { PacedCalls } from './paced-calls.ts';

export interface ListingDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly cancelled: CancelSignal;
  readonly progressed: (progress: ListingProgress) => void;
}

/**
 * No organization has so many pages. The limit ends the listing if a portal returns the same page
 * for ever.
 */
const MAX_PAGES = 1000;

/**
 * Lists every permission set of a sign-in; returns null if the listing was cancelled. Accounts that
 * the portal refuses or cannot list now are in `unlisted`, but the whole listing fails if the
 * sign-in has expired or the network fails.
 */
export async function listAssignments(
  pages: PortalPages,
  { clock, random, cancelled, progressed }: ListingDeps,
): Promise<Result<Listing | null>> {
  let progress: ListingProgress = {
    accountsDone: 0,
    accounts: null,
    permissionSets: 0,
    isThrottled: false,
  };
  const advance = (change: Partial<ListingProgress>): void => {
    progress = { ...progress, ...change };
    progressed(progress);
  };
  const isCancelled = (): boolean => cancelled.isCancelled;
  if (isCancelled()) return ok(null);
  const giveUp = new Cancellation();
  const forget = cancelled.onCancel(() => giveUp.cancel());
  const calls = new PacedCalls({
    clock,
    random,
    cancelled: giveUp,
    throttled: () => advance({ isThrottled: true }),
  });

  const accounts = await everyPage((page) => calls.call(() => pages.accounts(page)));
  if (accounts === null || !accounts.ok) {
    forget();
    return accounts ?? ok(null);
  }
  const listed = new Map(accounts.value.map((account) => [account.accountId, account]));
  advance({ accounts: listed.size });

  const assignments: Assignment[] = [];
  const unlisted: UnlistedAccount[] = [];
  const fatal: Failure[] = [];

  async function list(account: PortalAccount): Promise<void> {
    const { accountId } = account;
    const sets = await everyPage((page) => calls.call(() => pages.permissionSets(accountId, page)));
    if (sets === null) return;
    if (!sets.ok && failsEveryAccount(sets.failure)) {
      fatal.push(sets.failure);
      giveUp.cancel();
      return;
    }
    const found = sets.ok ? [...new Set(sets.value)] : [];
    assignments.push(...found.map((permissionSet) => ({ ...account, permissionSet })));
    if (!sets.ok) unlisted.push({ ...account, failure: sets.failure });
    advance({
      accountsDone: progress.accountsDone + 1,
      permissionSets: progress.permissionSets + found.length,
    });
  }

  await Promise.all([...listed.values()].map(list));
  forget();
  if (isCancelled()) return ok(null);
  const [failure] = fatal;
  if (failure !== undefined) return failed(failure);
  return ok({ assignments: sortedByAccount(assignments), unlisted });
}

async function everyPage<T>(
  get: (page: string | null) => Promise<PortalAnswer<T> | null>,
): Promise<Result<readonly T[]> | null> {
  const items: T[] = [];
  let page: string | null = null;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const answer: PortalAnswer<T> | null = await get(page);
    if (answer === null) return null;
    if (!answer.ok) return failed(answer.failure);
    items.push(...answer.items);
    if (answer.nextPage === null) return ok(items);
    page = answer.nextPage;
  }
  const message = `more than ${String(MAX_PAGES)} pages`;
  return failed({ kind: 'portal-refused', accountId: null, code: 'EndlessPages', message });
}

/** Returns true if the failure would be the same for every account. */
function failsEveryAccount({ kind }: Failure): boolean {
  return kind !== 'portal-refused' && kind !== 'throttled' && kind !== 'service-unavailable';
}
