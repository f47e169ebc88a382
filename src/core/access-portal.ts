import type { Failure } from './failure.ts';
import type { SsoSession } from './sign-in-session.ts';
import type { Result } from './result.ts';

/**
 * The access portal of IAM Identity Center. It lists the accounts of a person and the person's
 * permission sets in them.
 */
export interface AccessPortal {
  /**
   * Connects to the portal with the token of this sign-in, and calls `use`. Closes the connections
   * when `use` ends or a person cancels it.
   */
  browse<T>(
    session: SsoSession,
    cancelled: CancelSignal,
    use: (pages: PortalPages) => Promise<Result<T>>,
  ): Promise<Result<T>>;
}

/** Shows whether a task was cancelled. */
export interface CancelSignal {
  readonly isCancelled: boolean;
  onCancel(listener: () => void): () => void;
}

/**
 * Each call sends one request and does not repeat it. `page` is the token that the previous page
 * returned, or null for the first page.
 */
export interface PortalPages {
  accounts(page: string | null): Promise<PortalAnswer<PortalAccount>>;
  /** Returns the names of the permission sets in an account. */
  permissionSets(accountId: string, page: string | null): Promise<PortalAnswer<string>>;
}

export interface PortalAccount {
  readonly accountId: string;
  readonly accountName: string;
  readonly emailAddress: string;
}

export type PortalAnswer<T> =
  | { readonly ok: true; readonly items: readonly T[]; readonly nextPage: string | null }
  | {
      readonly ok: false;
      readonly failure: Failure;
      /** How long AWS asks the caller to wait before the next try. Null if AWS does not say. */
      readonly retryAfterMs: number | null;
    };

/** A permission set that a person has in an account. */
export interface Assignment extends PortalAccount {
  readonly permissionSet: string;
}

/**
 * The permission sets that the portal listed last time for one sign-in. Rolekeeper compares the
 * next listing with them to find the permission sets that are gone.
 */
export interface LastListing {
  /** Epoch ms. */
  readonly at: number;
  readonly assignments: readonly Assignment[];
}

/**
 * The last listing of each sign-in, by the key from `signInKeyOf`. All processes share these
 * listings.
 */
export interface LastListings {
  get(signIn: string): LastListing | null;
  put(signIn: string, listing: LastListing): void;
}
