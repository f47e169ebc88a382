import type { Failure } from './failure.ts';
import type { SsoSession } from './sign-in-session.ts';
import type { Result } from './result.ts';

/** What a person may use in Identity Center, as its portal lists it. */
export interface AccessPortal {
  /**
   * Calls `use` with the portal and the token of this sign-in. The connections close when `use`
   * ends or is cancelled.
   */
  browse<T>(
    session: SsoSession,
    cancelled: Cancelled,
    use: (pages: PortalPages) => Promise<Result<T>>,
  ): Promise<Result<T>>;
}

/** Says if a person no longer wants the result. */
export interface Cancelled {
  readonly isCancelled: boolean;
  onCancel(listener: () => void): () => void;
}

/**
 * Each call sends one request and does not repeat it. `page`: the token that the previous page
 * returned; null for the first page.
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
      /** The wait that the answer asks for; null if it asks for none. */
      readonly retryAfterMs: number | null;
    };

/** A permission set that a person has in an account. */
export interface Assignment extends PortalAccount {
  readonly permissionSet: string;
}

/** What the last listing of a sign-in found, so that the next one can name what is gone. */
export interface LastListing {
  /** Epoch ms. */
  readonly at: number;
  readonly assignments: readonly Assignment[];
}

/** The last listing of each sign-in (`signInKeyOf`), shared by all processes. */
export interface LastListings {
  get(signIn: string): LastListing | null;
  put(signIn: string, listing: LastListing): void;
}
